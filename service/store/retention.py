"""How long requests are kept, legal holds, and deletion that leaves a proof.

A deleted request keeps its skeleton (dates, kind, outcome) for the figures; the audit
log keeps the hashes of what was deleted.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select
from sqlalchemy.orm import Session

from service.cases.errors import IllegalTransition, OnHold
from service.cases.overlay import as_json
from service.cases.states import ENDED, State, may
from service.store import audit, requests
from service.store.blobs import Blobs, detach
from service.store.columns import now
from service.store.corrections import history
from service.store.engine import Store
from service.store.schema import (
    Blob,
    CorrectionRow,
    DecisionRow,
    Delivery,
    FindingReview,
    NoteRow,
    ReportRow,
    Request,
    RequestBlob,
    Run,
    TemplateBand,
)

_HANGING = (
    CorrectionRow,
    DecisionRow,
    FindingReview,
    NoteRow,
    ReportRow,
    Run,
    TemplateBand,
    Delivery,
)
GRACE = timedelta(hours=1)
"""Bytes younger than this may belong to an upload whose row is on its way."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Days that a request is kept after it came into a state; no entry: for ever."""

    days: Mapping[State, int]

    @classmethod
    def uniform(cls, days: int) -> "Policy":
        """The same for every end; 0: for ever."""
        return cls(dict.fromkeys(sorted(ENDED), days) if days else {})


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep deleted."""

    requests: tuple[str, ...]
    blobs: int
    held: int


def hold(
    session: Session, request_id: str, actor: str, reason: str, *, on: bool
) -> Request:
    """Put a request under legal hold, or lift the hold."""
    request = requests.locked(session, request_id)
    request.legal_hold = on
    audit.record(
        session,
        actor,
        "request.held" if on else "request.hold_lifted",
        f"request/{request_id}",
        reason=reason,
    )
    return request


def overdue(session: Session, policy: Policy, at: datetime) -> tuple[str, ...]:
    """Ids of the requests whose time is over and that no hold keeps, oldest first."""
    query = select(Request.id).where(_over(policy, at), Request.legal_hold.is_(False))
    return tuple(session.scalars(query.order_by(Request.state_since, Request.id)))


def held(session: Session) -> int:
    """How many requests a legal hold keeps."""
    query = select(func.count()).select_from(Request)
    return session.scalar(query.where(Request.legal_hold.is_(True))) or 0


def _over(policy: Policy, at: datetime) -> ColumnElement[bool]:
    ends = (
        and_(Request.state == state, Request.state_since < at - timedelta(days=days))
        for state, days in sorted(policy.days.items())
        if may(state, State.DELETED)
    )
    return or_(false(), *ends)


def purge(session: Session, request_id: str, actor: str, reason: str) -> Request:
    """Delete a request's content; its bytes go with the next `sweep_blobs`.

    Raises:
        OnHold: it is under legal hold.
        IllegalTransition: it has not ended.
    """
    request = requests.locked(session, request_id)
    if request.legal_hold:
        raise OnHold
    if not may(request.state, State.DELETED):
        raise IllegalTransition(f"{request.state} does not lead to {State.DELETED}.")
    proof = _proof(session, request)
    for row in session.scalars(
        select(RequestBlob).where(RequestBlob.request_id == request_id)
    ):
        detach(session, row)
    session.flush()
    for table in _HANGING:
        session.execute(delete(table).where(table.request_id == request_id))
    _strip(request)
    requests.move(session, request, State.DELETED, actor, reason)
    audit.record(session, actor, "request.deleted", f"request/{request_id}", **proof)
    return request


def _proof(session: Session, request: Request) -> dict[str, object]:
    """Hashes of everything that goes."""
    reports = session.scalars(
        select(ReportRow.json)
        .where(ReportRow.request_id == request.id)
        .order_by(ReportRow.run)
    )
    events = [as_json(event) for event in history(session, request.id)]
    blobs = session.scalars(
        select(RequestBlob.sha256)
        .where(RequestBlob.request_id == request.id)
        .order_by(RequestBlob.run, RequestBlob.kind, RequestBlob.number)
    )
    return {
        "document": request.sha256,
        "reports": [_sha256(report) for report in reports],
        "corrections": _sha256(json.dumps(events, sort_keys=True)),
        "blobs": list(dict.fromkeys(blobs)),
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _strip(request: Request) -> None:
    """Leave dates, kind, place and outcome; take what names anybody."""
    request.filename = request.sender = request.search = ""
    request.case_number = request.template_hash = request.idempotency_key = None
    request.error_message = request.assignee_id = None
    request.options = {}


def sweep(
    store: Store,
    blobs: Blobs,
    policy: Policy,
    *,
    at: datetime | None = None,
    grace: timedelta = GRACE,
) -> Swept:
    """Delete what is overdue, then the bytes that nothing needs any more."""
    moment = at or now()
    with store.read() as session:
        ids = overdue(session, policy, moment)
        held = session.scalar(
            select(func.count())
            .select_from(Request)
            .where(_over(policy, moment), Request.legal_hold.is_(True))
        )
    gone = tuple(filter(None, (_purged(store, request_id) for request_id in ids)))
    if gone:
        store.settle()
    return Swept(
        gone, sum(1 for _ in sweep_blobs(store, blobs, grace=grace)), held or 0
    )


def _purged(store: Store, request_id: str) -> str | None:
    """Each in a transaction of its own; one that was held meanwhile stays."""
    try:
        with store.begin() as session:
            purge(session, request_id, requests.SYSTEM, "retention")
    except (OnHold, IllegalTransition):
        return None
    return request_id


def sweep_blobs(
    store: Store, blobs: Blobs, *, grace: timedelta = GRACE
) -> Iterator[str]:
    """Delete bytes without need: unreferenced rows, and bytes without row (orphans)."""
    before = now() - grace
    blobs.tidy(before)
    with store.read() as session:
        needed = set(session.scalars(select(Blob.sha256).where(Blob.refs > 0)))
    for sha256 in blobs.names():
        if sha256 not in needed and blobs.older(sha256, before):
            with store.begin() as session:
                if _unneeded(session, sha256):
                    blobs.delete(sha256)
                    yield sha256


def _unneeded(session: Session, sha256: str) -> bool:
    """Remove the row of a blob nobody needs; who attaches it now waits for us."""
    row = session.get(Blob, sha256, with_for_update=True)
    if row is None:
        return True
    if row.refs > 0:
        return False
    session.delete(row)
    return True
