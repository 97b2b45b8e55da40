"""What analysts send and get back: corrections, notes, decisions, reviews."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from service.api.plain import Json, Long, Reason, Short
from service.api.schemas import ID, Sent, Shown
from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind, Outcome, ReviewVerdict

Edge = Annotated[float, Field(ge=-10_000, le=1_000_000)]


class EvidenceBody(Sent):
    """Where on the paper a value stands: page, box in points, the words there."""

    page: Annotated[int, Field(ge=1, le=100_000)]
    box: tuple[Edge, Edge, Edge, Edge] = Field(examples=[[72.0, 90.5, 210.0, 103.0]])
    text: Long = ""
    source: Short = "human"


class CorrectionBody(Sent):
    """A correction: what stands at `path` should be `after`."""

    path: Annotated[
        Short, Field(examples=["instruments/0/fields/case_number"], min_length=1)
    ]
    after: Annotated[Json, Field(examples=["24-cv-01873"])] = None
    kind: Kind = Kind.SET
    evidence: Annotated[tuple[EvidenceBody, ...], Field(max_length=50)] = ()
    reason: Reason = ""
    base_version: Annotated[
        int, Field(ge=0, le=2**31 - 1, description="`version` its author saw.")
    ]


class Because(Sent):
    """Why."""

    reason: Reason = ""


class NoteBody(Sent):
    """A remark for colleagues."""

    text: Annotated[Long, Field(min_length=1)]


class DecisionBody(Sent):
    """What is to be done with the request."""

    disposition: Outcome
    reason: Reason = ""


class ReviewBody(Sent):
    """A finding accepted or dismissed; `finding` is its `key`."""

    finding: Annotated[Short, Field(min_length=1)]
    verdict: ReviewVerdict
    reason: Reason = ""


class AssignBody(Sent):
    """To whom; null gives it back to the queue."""

    user_id: Annotated[str, Field(pattern=ID)] | None


class CorrectionView(Shown):
    """A correction event."""

    id: str
    seq: int
    kind: Kind
    path: str
    before: Any
    after: Any
    evidence: list[dict[str, Any]]
    reason: str
    by: str
    at: datetime
    base_version: int
    version: int
    contested: bool
    refers: str | None


class NoteView(Shown):
    """A note."""

    id: str
    text: str
    by: str
    at: datetime


class DecisionView(Shown):
    """A decision event; `waits` for a second person until somebody confirms it."""

    id: str
    kind: DecisionKind
    disposition: str
    reason: str
    by: str
    at: datetime
    confirms: str | None
    waits: bool


class ReviewView(Shown):
    """What was said of a finding."""

    finding: str
    rule: str
    verdict: ReviewVerdict
    reason: str
    by: str
    at: datetime
