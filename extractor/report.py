"""What comes out: instruments, findings, disposition; the shape of tecum.report/1."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from extractor.document import Gap, Note
from extractor.facts import (
    Demand,
    Evidence,
    Field,
    Fields,
    Identifier,
    Passage,
    RunnerUp,
)

SCHEMA = "tecum.report/1"


@dataclass(frozen=True, slots=True)
class PageSummary:
    """A page of the report: its size in points, where its words come from and why."""

    number: int
    width: float
    height: float
    origin: str
    reason: str
    quality: float
    rotation: int
    file: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """The upload as read; `sandbox` is the isolation level in force."""

    sha256: str
    filename: str
    media: str
    pages: tuple[PageSummary, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]
    sandbox: str


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part; `type` is an instrument id for instruments, else its role."""

    type: str
    pages: tuple[int, ...]
    form: str | None
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose command binds (taxonomy, section 2)."""

    country: Field[str]
    level: Field[str]
    subdivision: Field[str]
    court: Field[str]
    court_id: Field[str]
    county: Field[str]
    agency: Field[str]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the packet. `part` is the index of its part."""

    part: int
    type: Field[str]
    jurisdiction: Jurisdiction
    fields: Fields
    recipient_is_provider: Field[bool]
    identifiers: tuple[Identifier, ...]
    demands: tuple[Demand, ...]
    passages: tuple[Passage, ...] = ()
    runner_ups: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything read and classified, before any judgement."""

    document: DocumentSummary
    parts: tuple[ReportPart, ...]
    instruments: tuple[Instrument, ...]
    primary: int
    identifiers: tuple[Identifier, ...]
    categories: tuple[Field[str], ...]


class Severity(StrEnum):
    """What a finding means for the response."""

    BLOCK = "block"
    OBJECT = "object"
    NOTE = "note"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that objects, or cannot tell; `demand_ids` empty: the whole instrument.

    `status` is draft while the rule's authority is not confirmed; `missing` names what
    a rule that cannot tell could not build on, as rules name it.
    """

    rule: str
    verdict: Literal["objects", "cannot_tell"]
    severity: Severity
    title: str
    message: str
    authority: str
    guideline: str
    instrument: int
    demand_ids: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    narrowing: str
    status: str = "reviewed"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that stands beside the findings."""

    id: str
    message: str
    authority: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that matters: by when to answer, or until when something holds.

    `due` is None while the day it counts from is not known; then `lacks` names that
    day. `hours` is set where the law counts in hours from receipt. `status` is draft
    until the authority is confirmed.
    """

    id: str
    instrument: int
    title: str
    due: date | None
    basis: str
    authority: str
    status: str
    hours: int | None = None
    lacks: str = ""
    evidence: tuple[Evidence, ...] = ()


class Standing(StrEnum):
    """What becomes of one demand."""

    PRODUCE = "produce"
    NARROW = "narrow"
    REFUSE = "refuse"
    HOLD = "hold"
    """A person must look first: something could not be told."""
    KEEP = "keep"
    """Preserved, not disclosed."""
    DIVERT = "divert"
    """Another channel or another team decides."""


@dataclass(frozen=True, slots=True)
class Item:
    """One demand in the whole-packet view: its standing, by which rules, how to narrow.

    `quote` is its opening words; `narrowing` one text for each rule that gives one.
    """

    demand_id: str
    instrument: int
    quote: str
    standing: Standing
    because: tuple[str, ...]
    narrowing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the sender, and the rule that wants to know."""

    rule: str
    text: str
    demand_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole packet at a glance: what may go out now, what not, what to ask."""

    items: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """What to do with the packet, and why; `producible` are the surviving demands."""

    value: str
    reasons: tuple[str, ...]
    producible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a person must look, and because of what.

    `uncertain` are the places in the report whose values are under their threshold:
    "instruments/0/fields/case_number".
    """

    required: bool
    because: tuple[str, ...]
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policy checker says of a packet."""

    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    disposition: Disposition
    review: Review
    deadlines: tuple[Deadline, ...] = ()
    answer: Answer = Answer()


@dataclass(frozen=True, slots=True)
class Report:
    """The result of screening one upload."""

    document: DocumentSummary
    parts: tuple[ReportPart, ...]
    instruments: tuple[Instrument, ...]
    primary: int
    identifiers: tuple[Identifier, ...]
    categories: tuple[Field[str], ...]
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    disposition: Disposition
    review: Review
    versions: dict[str, str]
    timings_ms: dict[str, int]
    provider: str
    received: str | None
    channel: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    answer: Answer = Answer()
    schema: str = field(default=SCHEMA)
