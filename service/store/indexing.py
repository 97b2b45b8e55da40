"""What the queue sorts, filters and searches by, written onto the request."""

from service.cases.summary import Summary
from service.store.case_tables import NEVER
from service.store.schema import Request


def index(request: Request, summary: Summary) -> None:
    """Write a report's summary onto its request."""
    request.instrument = summary.instrument
    request.jurisdiction = summary.jurisdiction
    request.country = summary.country
    request.case_number = summary.case_number
    request.disposition = summary.disposition
    request.due = summary.due
    request.queue_due = summary.due or NEVER
    request.risk = summary.risk
    request.uncertainty = summary.uncertainty
    request.pages = summary.pages
    # Once restricted, only a person with the right to lifts it.
    request.restricted = request.restricted or summary.restricted
    said = (request.filename, request.sender, summary.search)
    request.search = "\n".join(said).lower()
