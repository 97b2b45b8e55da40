"""What labels are called in tables and plots."""

TITLES = {
    "instrument": "instrument",
    "country": "country",
    "level": "level",
    "subdivision": "subdivision",
    "court_id": "court id",
    "county": "county",
    "agency": "agency",
    "case_number": "case number",
    "date_issued": "date issued",
    "date_due": "date due",
    "date_range": "date range asked",
    "recipient": "recipient",
    "recipient_is_provider": "recipient is the provider",
    "signed": "signed",
    "nondisclosure": "secrecy",
    "disposition": "disposition",
    "categories": "kinds of data",
    "identifiers": "identifiers",
    "statutes": "statutes",
    "findings": "findings",
}
