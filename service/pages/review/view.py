"""What the review page shows: rows with their paths, values, boxes and who says so."""

from dataclasses import dataclass

Rectangle = tuple[int, float, float, float, float]
"""Page, left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who states a value: the machine, or a person who laid another over it."""

    human: bool = False
    by: str = ""
    at: str = ""
    why: str = ""
    machine: str = ""
    follows: str = ""
    """The path of the value it came along with."""


@dataclass(frozen=True, slots=True)
class Second:
    """What came second in a field, as it is taken: its JSON, words, place on paper."""

    after: str
    words: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A correctable value.

    `path` addresses it in the report; `kind` picks the editor; `raw` is its JSON;
    `confidence` 0..1, None where there is no value or a person gave it; `others` are
    values offered instead, as JSON and in words, `seconds` those of them that stand on
    the paper and came second; `item` tells rows of one path apart;
    `doubtful` is a value under the confidence from which nobody need look.
    """

    path: str
    label: str
    value: str
    kind: str
    raw: str
    confidence: float | None
    boxes: tuple[Rectangle, ...]
    quote: str
    voice: Voice
    tone: str = "field"
    others: tuple[tuple[str, str], ...] = ()
    item: str = ""
    doubtful: bool = False
    seconds: tuple[Second, ...] = ()

    @property
    def key(self) -> str:
        """What names the row on the page."""
        return self.item or self.path

    @property
    def page(self) -> int | None:
        """The first page that shows it."""
        return self.boxes[0][0] if self.boxes else None


@dataclass(frozen=True, slots=True)
class Chip:
    """A category of a demand; `group` is its class and picks the colour."""

    id: str
    name: str
    group: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class DemandView:
    """One item demanded; `standing` is what becomes of it, empty where unsaid."""

    id: str
    path: str
    text: str
    lead_in: str
    boxes: tuple[Rectangle, ...]
    chips: tuple[Chip, ...]
    categories: Row
    rows: tuple[Row, ...]
    standing: str

    @property
    def page(self) -> int | None:
        """The page that shows it."""
        return self.boxes[0][0] if self.boxes else None


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument with all that was read of it; `place` is its jurisdiction."""

    index: int
    title: str
    pages: str
    form: str
    is_primary: bool
    kind: Row
    place: tuple[Row, ...]
    fields: tuple[Row, ...]
    missing: tuple[Row, ...]
    demands: tuple[DemandView, ...]
    identifiers: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in words; `verdict` of a person is "", "accept" or "dismiss".

    `effect` is the disposition if it were dismissed, or counted again; empty: the same.
    """

    key: str
    index: int
    rule: str
    severity: str
    title: str
    message: str
    authority: str
    guideline: str
    narrowing: str
    instrument: int
    demand_ids: tuple[str, ...]
    unsure: bool
    boxes: tuple[Rectangle, ...]
    verdict: str = ""
    by: str = ""
    why: str = ""
    effect: str = ""

    @property
    def page(self) -> int | None:
        """The first page that shows it."""
        return self.boxes[0][0] if self.boxes else None


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty that stands beside the findings."""

    title: str
    message: str
    authority: str


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A day that matters; `due` is empty while `lacks` names what it counts from."""

    title: str
    due: str
    hours: int | None
    basis: str
    authority: str
    lacks: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the packet; its type can be corrected."""

    row: Row
    pages: str
    first: int
    note: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as drawn; `missing` says why there is none."""

    number: int
    width: float
    height: float
    part: str
    about: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report, people's values laid over."""

    disposition: str
    reasons: tuple[str, ...]
    because: tuple[str, ...]
    must_review: bool
    summary: str
    place: str
    findings: tuple[FindingView, ...]
    instruments: tuple[InstrumentView, ...]
    duties: tuple[DutyView, ...]
    deadlines: tuple[DeadlineView, ...]
    questions: tuple[str, ...]
    parts: tuple[PartView, ...]
    pages: tuple[PageView, ...]
    notes: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def corrected(self) -> tuple[Row, ...]:
        """Every row a person has spoken on, in the order of the page."""
        return tuple(row for row in self.rows if row.voice.human)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every correctable value of the report."""
        found: list[Row] = []
        for item in self.instruments:
            found += [item.kind, *item.place, *item.fields, *item.missing]
            found += item.identifiers
            for demand in item.demands:
                found += [demand.categories, *demand.rows]
        return (*found, *(part.row for part in self.parts))
