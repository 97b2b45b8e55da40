"""A paper in order, of one type, that asks for one category: to try the rules on."""

from datetime import date
from typing import Any, TypeVar

from extractor.facts import (
    DateRange,
    Demand,
    Evidence,
    Field,
    Fields,
    Identifier,
    Signature,
    Signer,
    absent,
)
from extractor.report import (
    DocumentSummary,
    Instrument,
    Jurisdiction,
    Packet,
    PageSummary,
    ReportPart,
)

T = TypeVar("T")
_BOX = (72.0, 100.0, 540.0, 118.0)


def paper(instrument: str, category: str, data: dict[str, Any]) -> Packet:
    """The packet of that paper; `data` holds its dates (truth.yaml)."""
    page = PageSummary(1, 612.0, 792.0, "embedded", "text", 1.0, 0, "")
    document = DocumentSummary("0" * 64, "paper.pdf", "pdf", (page,), (), (), "none")
    account = Identifier("email", _seen("a.moreau@mail.example"))
    demand = Demand(
        id="d1",
        page=1,
        box=_BOX,
        text="The item named",
        categories=(_seen(category),),
        date_range=_seen(DateRange(*data["period"])),
        identifiers=(),
    )
    one = Instrument(
        part=0,
        type=_seen(instrument),
        jurisdiction=_federal(),
        fields=_fields(data["issued"], data["due"]),
        recipient_is_provider=_seen(value=True),
        identifiers=(account,),
        demands=(demand,),
    )
    part = ReportPart(instrument, (1,), None, is_blank=False)
    return Packet(document, (part,), (one,), 0, (account,), demand.categories)


def _seen(value: T) -> Field[T]:
    return Field(value, 0.95, (Evidence(1, _BOX, "as printed", "rule:paper"),))


def _federal() -> Jurisdiction:
    return Jurisdiction(
        country=_seen("US"),
        level=_seen("federal"),
        subdivision=absent(),
        court=absent(),
        court_id=absent(),
        county=absent(),
        agency=absent(),
    )


def _fields(issued: date, due: date) -> Fields:
    return Fields(
        case_number=_seen("24-0117"),
        date_issued=_seen(issued),
        date_due=_seen(due),
        date_range=absent(),
        recipient=_seen("Records Custodian"),
        issuing_officer=absent(),
        requesting_contact=absent(),
        statutes=(),
        offence=_seen("fraud"),
        signature=_seen(Signature("R. Alder", Signer.JUDGE, None, "ink")),
        seal=absent(),
        nondisclosure=absent(),
        delivery=absent(),
        attachments_referenced=(),
        attachments_present=(),
    )
