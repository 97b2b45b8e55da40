"""What goes over the wire: small models at the edge, nothing of the store's types."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from service.api.plain import Short
from service.cases.states import State
from service.jobs.reaper import retry_at
from service.settings import Settings
from service.store import schema as tables

ID = r"^[0-9A-HJKMNP-TV-Z]{26}$"
_EXAMPLE_ID = "01KB2V6M3Q8T0WDH4RZ5XN7C9E"


class Sent(BaseModel):
    """Base of what callers send: nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(BaseModel):
    """Base of what is answered."""

    model_config = ConfigDict(frozen=True)


class ProblemBody(Shown):
    """An error (RFC 9457): `code` is stable, `detail` says what to do about it."""

    type: str = Field(examples=["urn:tecum:problem:not_found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    code: str = Field(examples=["not_found"])
    detail: str = Field(
        examples=["There is nothing here, or you may not see it. Check the address."]
    )
    instance: str = Field("", examples=[f"/v1/requests/{_EXAMPLE_ID}"])


class StageView(Shown):
    """One stage of one run. A failure stays on record whatever comes later."""

    run: int
    attempt: int
    stage: str = Field(examples=["read"])
    state: Literal["running", "done", "failed"]
    started: datetime
    finished: datetime | None
    worker: str
    done: int = Field(description="Pages that are through; 0 where it is not told.")
    total: int = Field(description="Pages in all; 0 where it is not told.")
    error_code: str | None
    error_message: str | None

    @classmethod
    def of(cls, row: tables.Run) -> Self:
        """From its row."""
        return cls(
            run=row.run,
            attempt=row.attempt,
            stage=row.stage,
            state=row.state,
            started=row.started,
            finished=row.finished,
            worker=row.lease_owner,
            done=row.done,
            total=row.total,
            error_code=row.error_code,
            error_message=row.error_message,
        )


class RequestView(Shown):
    """A request as lists show it."""

    id: str = Field(examples=[_EXAMPLE_ID])
    state: State
    state_since: datetime
    created: datetime
    received: date | None
    channel: str | None
    sender: str
    provider: str
    filename: str
    media: str
    size: int
    sha256: str
    pages: int | None
    version: int
    run: int
    attempts: int
    retry_at: datetime | None = Field(description="When a failed one is tried again.")
    assignee_id: str | None
    matter: str | None
    restricted: bool
    legal_hold: bool
    duplicate_of: str | None
    due: date | None
    risk: int = Field(description="0..100: what a mistake costs.")
    uncertainty: float = Field(description="0..1: how unsure the machine is.")
    instrument: str | None
    jurisdiction: str | None
    case_number: str | None
    disposition: str | None
    decided_as: str | None
    error_code: str | None
    error_message: str | None

    @classmethod
    def of(cls, row: tables.Request, settings: Settings) -> Self:
        """From its row."""
        left = row.state is State.FAILED and row.attempts < settings.attempts
        return cls(
            retry_at=retry_at(row, settings.retry_s) if left else None,
            matter=row.matter_id,
            **{
                name: getattr(row, name)
                for name in cls.model_fields
                if name not in ("retry_at", "matter", "stages")
            },
        )


class RequestStatus(RequestView):
    """A request with every stage of every run."""

    stages: tuple[StageView, ...] = ()


class RequestPage(Shown):
    """A page of requests; `next` is the cursor of the one after, null at the end."""

    items: tuple[RequestView, ...]
    next: str | None


class Accepted(Shown):
    """An upload that was stored. `is_new` is false where its key came before."""

    id: str = Field(examples=[_EXAMPLE_ID])
    state: State
    sha256: str
    duplicate_of: str | None = Field(description="An earlier request, same bytes.")
    is_new: bool
    url: str = Field(examples=[f"/v1/requests/{_EXAMPLE_ID}"])


class BatchItem(Shown):
    """What became of one file of a batch."""

    filename: str
    accepted: Accepted | None
    problem: ProblemBody | None


class Batch(Shown):
    """What became of a batch, file by file, in their order."""

    items: tuple[BatchItem, ...]


class Reprocess(Sent):
    """How to screen again."""

    ocr: Literal["auto", "always", "never"] = "auto"
    provider: Short | None = None


class Chosen(Sent):
    """Several requests, for one action on all of them."""

    ids: Annotated[
        tuple[Annotated[str, Field(pattern=ID)], ...],
        Field(min_length=1, max_length=500),
    ]


class Skipped(Shown):
    """A request of a bulk action that it did not apply to."""

    id: str
    code: str
    detail: str


class BulkResult(Shown):
    """What a bulk action did."""

    done: tuple[str, ...]
    skipped: tuple[Skipped, ...]


class StateCount(Shown):
    """How many requests are in a state, and since when the oldest is."""

    state: State
    count: int
    oldest: datetime


class PageRef(Shown):
    """A page of a request: where its picture and its words are."""

    number: int
    picture: str | None
    words: str | None
