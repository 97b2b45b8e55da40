"""The end of requests: one by one by hand, or all whose time is over."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.plain import Reason, Short
from service.api.schemas import Sent, Shown
from service.cases.errors import NotConfirmed, ReasonNeeded
from service.cases.roles import Permission
from service.desk import Desk
from service.store import audit, retention
from service.store import schema as tables
from service.store.columns import now
from service.store.retention import Policy

router = APIRouter(prefix="/v1", tags=["Retention"])
Admin = Annotated[Principal, require(Permission.READ, Permission.ADMINISTER)]
SeenRequest = Annotated[tables.Request, Depends(Seen("deletion"))]
_GRACE = timedelta(hours=1)


class DeleteBody(Sent):
    """Why, and the file's name once more: what is deleted does not come back."""

    filename: Short
    reason: Reason


class SweepBody(Sent):
    """How many the caller saw; where it is another number now, nothing is deleted."""

    expected: Annotated[int, Field(ge=0, le=10_000_000)]


class Overdue(Shown):
    """How many have been kept long enough; how many a legal hold keeps."""

    days: int = Field(description="Days a closed request is kept; 0: for ever.")
    due: int
    held: int


class SweptView(Shown):
    """What a sweep deleted; `held` were kept by a legal hold."""

    requests: tuple[str, ...]
    files: int
    held: int


class Deleted(Shown):
    """What is left of a request; `proof` are hashes of what was deleted."""

    id: str
    state: str
    proof: int = Field(description="Number of the audit entry with the proof.")


@router.post(
    "/requests/{request_id}/delete",
    operation_id="delete",
    responses=problems(
        s404=GONE, s409="It has not ended, is held, or the name is not its file's."
    ),
)
def delete(desk: DeskOf, who: Admin, row: SeenRequest, body: DeleteBody) -> Deleted:
    """Delete an ended request for good; dates, kind and outcome stay for the figures.

    Its bytes are overwritten unless another request has the same.
    """
    if not body.reason.strip():
        raise ReasonNeeded
    if body.filename.strip() != row.filename.strip():
        raise NotConfirmed("The file has another name.")
    with desk.store.begin() as session:
        after = retention.purge(session, row.id, who.user_id, body.reason.strip())
    _settle(desk)
    with desk.store.read() as session:
        entries = audit.entries_about(session, f"request/{row.id}")
    proof = max(e.seq for e in entries if e.action == "request.deleted")
    return Deleted(id=row.id, state=after.state, proof=proof)


def _settle(desk: Desk) -> None:
    """Overwrite the bytes that nobody needs any more."""
    desk.store.settle()
    for _ in retention.sweep_blobs(desk.store, desk.blobs, grace=_GRACE):
        pass


@router.get("/retention", operation_id="retention", responses=problems())
def overdue(desk: DeskOf, _: Admin) -> Overdue:
    """How many requests have been kept long enough."""
    return _overdue(desk)


def _overdue(desk: Desk) -> Overdue:
    policy = _policy(desk)
    with desk.store.read() as session:
        due = retention.overdue(session, policy, now())
        held = retention.held(session)
    return Overdue(days=desk.settings.retention_days, due=len(due), held=held)


@router.post(
    "/retention/sweep",
    operation_id="sweep",
    responses=problems(s409="Another number is due now (`not_confirmed`)."),
)
def sweep(desk: DeskOf, who: Admin, body: SweepBody) -> SweptView:
    """Delete what has been kept long enough, now; it happens by itself every hour."""
    if _overdue(desk).due != body.expected:
        raise NotConfirmed
    with desk.store.begin() as session:
        audit.record(
            session, who.user_id, "retention.swept", "retention", due=body.expected
        )
    swept = retention.sweep(desk.store, desk.blobs, _policy(desk), grace=_GRACE)
    return SweptView(requests=swept.requests, files=swept.blobs, held=swept.held)


def _policy(desk: Desk) -> Policy:
    return Policy.uniform(desk.settings.retention_days)
