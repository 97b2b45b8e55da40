"""What people are told a field of the report is called, wherever they read of it."""

FIELDS = {
    "case_number": "Case number",
    "date_issued": "Issued",
    "date_due": "Due",
    "date_range": "Period asked",
    "recipient": "Addressed to",
    "issuing_officer": "Issued by",
    "requesting_contact": "Answer to",
    "statutes": "Statutes",
    "offence": "Offence",
    "signature": "Signature",
    "seal": "Seal",
    "nondisclosure": "Secrecy",
    "delivery": "Delivery",
    "attachments_referenced": "Attachments cited",
    "attachments_present": "Attachments present",
}
PLACE = {
    "court": "Court",
    "agency": "Agency",
    "county": "County",
    "subdivision": "State or region",
    "country": "Country",
    "level": "Level",
    "court_id": "Court ID",
}
TYPE = "Instrument"


def label_of(path: str) -> str:
    """What the field at a path of the report is called."""
    name = path.rsplit("/", 1)[1]
    return FIELDS.get(name) or PLACE.get(name) or TYPE
