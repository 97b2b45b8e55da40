"""A screened upload for the tests of showing, its evidence found in its own text."""

from datetime import date
from pathlib import Path
from typing import TypeVar

from extractor.batch import Outcome, Refusal
from extractor.document import Document, Gap, Note
from extractor.facts import (
    DateRange,
    Demand,
    Field,
    Fields,
    Identifier,
    Nondisclosure,
    Signature,
    Signer,
    absent,
    corners,
    field_at,
)
from extractor.geometry import Span
from extractor.process import Screened
from extractor.report import (
    Disposition,
    DocumentSummary,
    Finding,
    Instrument,
    Jurisdiction,
    Obligation,
    PageSummary,
    Report,
    ReportPart,
    Review,
    Severity,
)

T = TypeVar("T")


class Maker:
    """Makes a report of a document by quoting it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def span(self, quote: str) -> Span:
        start = self.document.text.index(quote)
        return Span(start, start + len(quote))

    def field(self, quote: str, value: T, confidence: float = 0.93) -> Field[T]:
        found: Field[T] = field_at(
            self.document, value, self.span(quote), "test", confidence
        )
        return found

    def demand(self, number: int, quote: str, *categories: str) -> Demand:
        span = self.span(quote)
        box = self.document.boxes(span)[0]
        return Demand(
            id=str(number),
            page=box.page,
            box=corners(box),
            text=quote,
            categories=tuple(self.field(quote, c, 0.7) for c in categories),
            date_range=absent(),
            identifiers=(),
        )


def fields(**given: object) -> Fields:
    """Fields, all absent but those given."""
    several = ("statutes", "attachments_referenced", "attachments_present")
    names = Fields.__dataclass_fields__
    blank: dict[str, object] = {n: () if n in several else absent() for n in names}
    return Fields(**(blank | given))  # type: ignore[arg-type]


def place(**given: Field[str]) -> Jurisdiction:
    names = Jurisdiction.__dataclass_fields__
    blank: dict[str, Field[str]] = {name: absent() for name in names}
    return Jurisdiction(**(blank | given))


def finding(
    rule: str, severity: Severity, evidence: Field[str] | None = None, **more: object
) -> Finding:
    given: dict[str, object] = {
        "rule": rule,
        "verdict": "objects",
        "severity": severity,
        "title": rule.replace("_", " ").capitalize(),
        "message": "The demand asks for more than this process can compel.",
        "authority": "18 USC 2703(c)(2)",
        "guideline": "Required Legal Process",
        "instrument": 0,
        "demand_ids": (),
        "evidence": evidence.evidence if evidence else (),
        "narrowing": "",
    }
    return Finding(**(given | more))  # type: ignore[arg-type]


def summary(document: Document) -> DocumentSummary:
    return DocumentSummary(
        document.sha256,
        document.filename,
        document.media,
        tuple(
            PageSummary(
                p.number, p.width, p.height, p.origin, p.reason, 0.97, 0, p.file
            )
            for p in document.pages
        ),
        (*document.gaps, *(Gap(n, "over_page_limit") for n in range(7, 40))),
        (*document.notes, Note("active_content", "A script was not run.", 1)),
        "bubblewrap",
    )


def report(document: Document, instrument: Instrument, *findings: Finding) -> Report:
    last = document.pages[-1].number
    return Report(
        document=summary(document),
        parts=(
            ReportPart("grand_jury_subpoena", (1,), "AO 110", is_blank=False),
            ReportPart("attachment", tuple(range(2, last + 1)), None, is_blank=False),
        ),
        instruments=(instrument,),
        primary=0,
        identifiers=instrument.identifiers,
        categories=instrument.demands[0].categories if instrument.demands else (),
        findings=findings,
        obligations=(
            Obligation("keep_secret", "Do not tell the user.", "18 USC 2705"),
        ),
        disposition=Disposition("narrow", ("one demand needs a warrant",), ("1",)),
        review=Review(required=True, because=("the period has no end",)),
        versions={"tecum": "0.1.0", "ocr": ""},
        timings_ms={"read": 812, "find": 90},
        provider="amazon",
        received="2026-03-09",
    )


PAPER = """GRAND JURY SUBPOENA
Northern District of Examplia

Case No. 26-GJ-118
Issued March 2, 2026
TO: Custodian of Records, Amazon.com, Inc.
/s/ Odile Marrow, Clerk
Do not disclose this subpoena until further order.
\fATTACHMENT A

1. Subscriber records of ivy.sorrel@examplemail.test from inception to present
2. The contents of all messages sent to or from the account <script>alert(1)</script>
"""


def grand_jury(document: Document) -> Report:
    """A grand jury subpoena that asks for content: a bit of everything."""
    maker = Maker(document)
    mail = maker.field("ivy.sorrel@examplemail.test", "ivy.sorrel@examplemail.test")
    content = maker.field("contents of all messages", "x")
    one = maker.demand(1, "1. Subscriber records", "subscriber_identity")
    two = maker.demand(2, "2. The contents of all messages", "communications_content")
    signature = Signature("Odile Marrow", Signer.CLERK, None, "text")
    instrument = Instrument(
        part=0,
        type=maker.field("GRAND JURY SUBPOENA", "grand_jury_subpoena", 0.98),
        jurisdiction=place(
            country=maker.field("Northern District of Examplia", "US"),
            level=maker.field("Northern District of Examplia", "federal"),
            court=maker.field(
                "Northern District of Examplia", "Northern District of Examplia", 0.8
            ),
        ),
        fields=fields(
            case_number=maker.field("26-GJ-118", "26-GJ-118"),
            date_issued=maker.field("March 2, 2026", date(2026, 3, 2), 0.9),
            date_range=maker.field(
                "from inception to present", DateRange("inception", "present"), 0.55
            ),
            recipient=maker.field("Amazon.com, Inc.", "Amazon.com, Inc."),
            signature=maker.field("/s/ Odile Marrow", signature, 0.85),
            nondisclosure=maker.field(
                "Do not disclose", Nondisclosure("requested", None, None), 0.7
            ),
        ),
        recipient_is_provider=maker.field("Amazon.com, Inc.", value=True),
        identifiers=(Identifier("email", mail),),
        demands=(one, two),
    )
    return report(
        document,
        instrument,
        finding("content_needs_warrant", Severity.BLOCK, content, demand_ids=("2",)),
        finding(
            "open_ended_range",
            Severity.OBJECT,
            maker.field("from inception to present", "x"),
            demand_ids=("1",),
            narrowing="Name the first and the last day of the period you need.",
        ),
        finding("expired", Severity.BLOCK, verdict="cannot_tell"),
    )


def outcome(document: Document, made: Report, path: Path) -> Outcome:
    return Outcome(document.filename, path, Screened(made, document))


def refused(name: str = "holiday.xlsx") -> Outcome:
    return Outcome(name, Path(name), Refusal(name, "unsupported_type", "Convert it."))
