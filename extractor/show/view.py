"""What the page shows of one screened file: plain texts, keys and boxes.

A claim is anything read from the document (a field, a demand, a finding). Its key ties
the row that states it to the boxes that prove it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """What a row points at: its key, first page and quote; no key, nothing to show."""

    key: str = ""
    page: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A field: its label, its value in words, how sure we are in percent.

    `doubtful` is a value under the confidence from which nobody need look; `others`
    came second.
    """

    label: str
    value: str
    sure: int | None
    claim: Claim
    doubtful: bool = False
    others: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A short label; `tone` picks its colour."""

    text: str
    tone: str
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class DemandView:
    """One item demanded; `standing` is what becomes of it, "" where nothing is said."""

    id: str
    text: str
    claim: Claim
    chips: tuple[Chip, ...]
    rows: tuple[Row, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in words."""

    rule: str
    severity: str
    title: str
    message: str
    authority: str
    guideline: str
    narrowing: str
    demands: tuple[tuple[str, Claim], ...]
    unsure: bool
    claim: Claim


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument with all that was read of it."""

    name: Row
    pages: str
    form: str
    is_primary: bool
    place: tuple[Row, ...]
    fields: tuple[Row, ...]
    missing: tuple[str, ...]
    demands: tuple[DemandView, ...]
    identifiers: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page in points, and what it proves."""

    key: str
    tone: str
    label: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class WordView:
    """A word where it stands, for pages without a picture."""

    text: str
    left: float
    baseline: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: a picture, or its words drawn where they stand; or why it is missing."""

    number: str
    part: str
    about: str
    width: float
    height: float
    picture: str
    words: tuple[WordView, ...]
    boxes: tuple[BoxView, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the packet and its pages."""

    name: str
    pages: str
    first: int
    note: str


@dataclass(frozen=True, slots=True)
class FileView:
    """One screened file."""

    id: str
    name: str
    disposition: str
    tone: str
    reasons: tuple[str, ...]
    review: tuple[str, ...]
    must_review: bool
    summary: str
    place: str
    counts: tuple[Chip, ...]
    instruments: tuple[InstrumentView, ...]
    findings: tuple[FindingView, ...]
    obligations: tuple[FindingView, ...]
    deadlines: tuple[FindingView, ...]
    questions: tuple[str, ...]
    parts: tuple[PartView, ...]
    notes: tuple[Row, ...]
    pages: tuple[PageView, ...]
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A file that was not screened, and what to do."""

    id: str
    name: str
    code: str
    message: str
