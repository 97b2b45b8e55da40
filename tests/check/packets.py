"""Packets built by hand, the way the stages before the checker build them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from extractor.document import Gap, Note
from extractor.facts import (
    Contact,
    DateRange,
    Demand,
    Edge,
    Evidence,
    Field,
    Fields,
    Identifier,
    Nondisclosure,
    Passage,
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

WHOLE = (36.0, 36.0, 576.0, 756.0)


T = TypeVar("T")


def seen(value: T | None, confidence: float = 0.9, top: float = 60.0) -> Field[T]:
    """A field read on page 1; None is looked for and not found."""
    if value is None:
        return absent()
    box = (72.0, top, 300.0, top + 10)
    return Field(value, confidence, (Evidence(1, box, str(value)[:40], "rule:test"),))


def between(start: Edge, end: Edge) -> DateRange:
    return DateRange(start, end)


SPRING = between(date(2024, 3, 1), date(2024, 5, 31))


def demand(
    text: str,
    *categories: str,
    during: DateRange | None = None,
    number: int = 1,
    sure: float = 0.9,
) -> Demand:
    top = 100.0 + 20 * number
    box = (72.0, top, 540.0, top + 18)
    return Demand(
        id=f"d{number}",
        page=1,
        box=box,
        text=text,
        categories=tuple(seen(c, sure, top + 4) for c in categories),
        date_range=seen(during, top=top + 4),
        identifiers=(),
    )


ALL_SAID = (
    ("in_danger", "Tim Hale, age 6"),
    ("danger", "abducted"),
    ("why_now", "the next hours"),
    ("officer", "Ada Brook"),
    ("supervisor", "Lt. Ole Farr"),
    ("call_back", "555-201-0136"),
)
"""What a complete emergency request says."""

EMAIL = Identifier("email", seen("a.moreau@mail.example"))


@dataclass(frozen=True)
class Paper:
    """One instrument, in order unless said otherwise."""

    type: str = "grand_jury_subpoena"
    demands: tuple[Demand, ...] = ()
    level: str = "federal"
    country: str = "US"
    subdivision: str = "US-WA"
    recipient: str | None = "Amazon.com, Inc."
    is_provider: bool | None = True
    signer: Signer | None = Signer.JUDGE
    issued: date | None = date(2024, 6, 10)
    due: date | None = date(2024, 7, 1)
    during: DateRange | None = None
    offence: str | None = "wire fraud"
    statutes: tuple[str, ...] = ("18 USC 1343",)
    secrecy: Nondisclosure | None = None
    identifiers: tuple[Identifier, ...] = (EMAIL,)
    contact: Contact | None = None
    cites: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    court: str | None = None
    type_confidence: float = 0.95
    is_blank: bool = False
    number: str = "24-0117"
    agency: str | None = None
    says: tuple[tuple[str, str], ...] = ()

    def instrument(self, part: int) -> Instrument:
        return Instrument(
            part=part,
            type=seen(self.type, self.type_confidence),
            jurisdiction=self._jurisdiction(),
            fields=self._fields(),
            recipient_is_provider=seen(self.is_provider),
            identifiers=self.identifiers,
            demands=self.demands,
            passages=tuple(Passage(kind, seen(value)) for kind, value in self.says),
        )

    def _jurisdiction(self) -> Jurisdiction:
        return Jurisdiction(
            country=seen(self.country),
            level=seen(self.level),
            subdivision=seen(self.subdivision),
            court=seen(self.court),
            court_id=absent(),
            county=absent(),
            agency=seen(self.agency),
        )

    def _fields(self) -> Fields:
        signature = (
            Signature("R. Alder", self.signer, None, "ink") if self.signer else None
        )
        return Fields(
            case_number=seen(self.number),
            date_issued=seen(self.issued),
            date_due=seen(self.due),
            date_range=seen(self.during),
            recipient=seen(self.recipient),
            issuing_officer=absent(),
            requesting_contact=seen(self.contact),
            statutes=tuple(seen(s) for s in self.statutes),
            offence=seen(self.offence),
            signature=seen(signature),
            seal=absent(),
            nondisclosure=seen(self.secrecy),
            delivery=absent(),
            attachments_referenced=tuple(seen(t) for t in self.cites),
            attachments_present=tuple(seen(t) for t in self.holds),
        )


def packet(
    *papers: Paper,
    gaps: tuple[int, ...] = (),
    quality: float = 1.0,
    notes: tuple[Note, ...] = (),
    attachments: int = 0,
    media: str = "pdf",
) -> Packet:
    """Papers one page each, then attachment parts; the first paper is primary."""
    instruments = tuple(paper.instrument(i) for i, paper in enumerate(papers))
    parts = [
        ReportPart(p.type, (i + 1,), None, p.is_blank) for i, p in enumerate(papers)
    ]
    parts += [
        ReportPart("attachment", (9 + i,), None, False) for i in range(attachments)
    ]
    page = PageSummary(1, 612.0, 792.0, "ocr", "scan", quality, 0, "")
    gone = tuple(Gap(number, "timed_out") for number in gaps)
    document = DocumentSummary("0" * 64, "x.pdf", media, (page,), gone, notes, "none")
    categories = {
        c.value: c for i in instruments for d in i.demands for c in d.categories
    }
    return Packet(
        document=document,
        parts=tuple(parts),
        instruments=instruments,
        primary=0,
        identifiers=(),
        categories=tuple(categories.values()),
    )


def sentences(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"\n\s*\n", text.strip())]
