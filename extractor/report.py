"""What comes out: instruments, findings, disposition; the shape of tecum.report/1."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from extractor.document import Gap, Note
from extractor.facts import Demand, Evidence, Field, Fields, Identifier

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
    """A rule that objects, or cannot tell; `demand_ids` empty: the whole instrument."""

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


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that stands beside the findings."""

    id: str
    message: str
    authority: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """What to do with the packet, and why; `producible` are the surviving demands."""

    value: str
    reasons: tuple[str, ...]
    producible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a person must look, and because of what."""

    required: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policy checker says of a packet."""

    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    disposition: Disposition
    review: Review


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
    schema: str = field(default=SCHEMA)
