"""Requests: make, get, move from state to state, claim and assign.

Functions take the session of `Store.begin()` (or `read()`, where they only read); what
they do is audited in the same transaction. `actor` is a user's id or "system".
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.cases.errors import (
    AlreadyClaimed,
    IdempotencyMismatch,
    IllegalTransition,
    NotFound,
)
from service.cases.roles import EVERYTHING, Visibility
from service.cases.states import REVIEWABLE, State, may
from service.store import audit
from service.store.columns import new_id, now
from service.store.schema import Request

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class NewRequest:
    """An upload that has arrived: its bytes are already a blob named `sha256`."""

    filename: str
    size: int
    sha256: str
    provider: str
    submitter_id: str = SYSTEM
    media: str = ""
    received: date | None = None
    channel: str | None = None
    sender: str = ""
    matter_id: str | None = None
    priority: int = 0
    idempotency_key: str | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Created:
    """The request, and whether it is a new one or the same key came again."""

    request: Request
    is_new: bool


def create(session: Session, new: NewRequest) -> Created:
    """Store a request as received; the same idempotency key gives the same request.

    An earlier request with the same bytes is linked as `duplicate_of`.

    Raises:
        IdempotencyMismatch: the key was used for other bytes.
    """
    if found := _by_key(session, new):
        return Created(_same(found, new), is_new=False)
    request = _row(new, _first_with(session, new.sha256))
    try:
        with session.begin_nested():
            session.add(request)
    except IntegrityError:
        # Two uploads with one key at once: the other one won.
        found = _by_key(session, new)
        if found is None:
            raise
        return Created(_same(found, new), is_new=False)
    audit.record(
        session,
        new.submitter_id,
        "request.created",
        f"request/{request.id}",
        sha256=new.sha256,
        size=new.size,
        channel=new.channel,
        duplicate_of=request.duplicate_of,
    )
    return Created(request, is_new=True)


def _row(new: NewRequest, duplicate_of: str | None) -> Request:
    at = now()
    return Request(
        id=new_id(),
        created=at,
        received=new.received,
        channel=new.channel,
        sender=new.sender,
        submitter_id=new.submitter_id,
        provider=new.provider,
        filename=new.filename,
        media=new.media,
        size=new.size,
        sha256=new.sha256,
        state=State.RECEIVED,
        state_since=at,
        matter_id=new.matter_id,
        priority=new.priority,
        idempotency_key=new.idempotency_key,
        options=new.options,
        duplicate_of=duplicate_of,
        search=f"{new.filename}\n{new.sender}".lower(),
    )


def _by_key(session: Session, new: NewRequest) -> Request | None:
    if new.idempotency_key is None:
        return None
    return session.scalar(
        select(Request).where(
            Request.submitter_id == new.submitter_id,
            Request.idempotency_key == new.idempotency_key,
        )
    )


def _same(found: Request, new: NewRequest) -> Request:
    if found.sha256 != new.sha256:
        raise IdempotencyMismatch
    return found


def _first_with(session: Session, sha256: str) -> str | None:
    return session.scalar(
        select(Request.id)
        .where(Request.sha256 == sha256, Request.state != State.DELETED)
        .order_by(Request.created, Request.id)
        .limit(1)
    )


def visible(who: Visibility) -> ColumnElement[bool]:
    """The condition under which somebody may see a request."""
    conditions: list[ColumnElement[bool]] = []
    if not who.restricted:
        conditions.append(Request.restricted.is_(False))
    if who.matters is not None:
        mine = Request.matter_id.in_(who.matters)
        conditions.append(or_(Request.matter_id.is_(None), mine))
    if who.submitter is not None:
        conditions.append(Request.submitter_id == who.submitter)
    return and_(true(), *conditions)


def get(session: Session, request_id: str, who: Visibility = EVERYTHING) -> Request:
    """A request somebody may see.

    Raises:
        NotFound: there is none, or it is not theirs to see: the two look the same.
    """
    request = session.scalar(
        select(Request).where(Request.id == request_id, visible(who))
    )
    if request is None:
        raise NotFound
    return request


def locked(session: Session, request_id: str, who: Visibility = EVERYTHING) -> Request:
    """A request, read anew and locked against other writers until the commit."""
    request = session.scalar(
        select(Request)
        .where(Request.id == request_id, visible(who))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if request is None:
        raise NotFound
    return request


def transition(
    session: Session, request_id: str, after: State, actor: str, reason: str = ""
) -> Request:
    """Move a request on.

    Raises:
        IllegalTransition: its present state does not lead there.
    """
    request = locked(session, request_id)
    if request.state is after:
        return request
    if not may(request.state, after):
        raise IllegalTransition(f"{request.state} does not lead to {after}.")
    return move(session, request, after, actor, reason)


def move(
    session: Session, request: Request, after: State, actor: str, reason: str = ""
) -> Request:
    """Set the state of a locked request whose transition was checked, and audit it."""
    audit.record(
        session,
        actor,
        "request.state",
        f"request/{request.id}",
        before=request.state.value,
        after=after.value,
        reason=reason,
    )
    request.state, request.state_since = after, now()
    if after is State.QUEUED:
        request.error_code = request.error_message = None
    return request


def fail(
    session: Session, request_id: str, actor: str, code: str, message: str
) -> Request:
    """Mark a request failed (retryable) with a code and a sentence."""
    request = transition(session, request_id, State.FAILED, actor, code)
    request.error_code, request.error_message = code, message
    return request


def refuse(
    session: Session, request_id: str, actor: str, code: str, message: str
) -> Request:
    """Mark a request refused (the file cannot be screened) with a code and why."""
    request = transition(session, request_id, State.REFUSED, actor, code)
    request.error_code, request.error_message = code, message
    return request


def claim(session: Session, request_id: str, user_id: str) -> Request:
    """Take a request to work on it; it goes into review.

    Raises:
        AlreadyClaimed: somebody else has it.
        IllegalTransition: it is not for review now.
    """
    request = locked(session, request_id)
    if request.assignee_id not in (None, user_id):
        raise AlreadyClaimed(assignee=request.assignee_id)
    if request.state not in REVIEWABLE:
        raise IllegalTransition(f"{request.state} is not for review.")
    if request.assignee_id is None:
        assign(session, request_id, user_id, user_id)
    if request.state is not State.IN_REVIEW:
        move(session, request, State.IN_REVIEW, user_id, "claimed")
    return request


def release(session: Session, request_id: str, actor: str) -> Request:
    """Give a request back to the queue."""
    request = assign(session, request_id, None, actor)
    if request.state is State.IN_REVIEW:
        move(session, request, State.NEEDS_REVIEW, actor, "released")
    return request


def assign(
    session: Session, request_id: str, user_id: str | None, actor: str
) -> Request:
    """Give a request to somebody, or to nobody; whoever had it loses it."""
    request = locked(session, request_id)
    if request.assignee_id != user_id:
        audit.record(
            session,
            actor,
            "request.assigned",
            f"request/{request.id}",
            before=request.assignee_id,
            after=user_id,
        )
        request.assignee_id = user_id
        request.assigned_at = now() if user_id else None
    return request
