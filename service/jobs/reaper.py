"""Nothing stays where it is for ever: the lost are handed on, the failed tried again.

Every move is made under the request's lock and only from the state it was seen in, so
several reapers at once do no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.cases.states import State
from service.desk import Desk
from service.intake import staging
from service.jobs import dispatch, scratch
from service.jobs.port import Job, JobState, job_id
from service.store import requests, runs
from service.store.columns import now
from service.store.schema import AuditEntry, Request, Run

LOST = ("worker_lost", "The worker that read it died. It is tried again.")
TOO_LONG = ("run_too_long", "Screening took longer than the limit.")
_AT_ONCE = 200
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reaped:
    """What one round did."""

    handed_on: int = 0
    queued: int = 0
    retried: int = 0
    released: int = 0
    swept: int = 0


def reap(desk: Desk) -> Reaped:
    """One round over everything that may be stuck."""
    settings = desk.settings
    done = Reaped(
        handed_on=_lost(desk) + _silent(desk),
        queued=_received(desk) + _unqueued(desk),
        retried=_failed(desk),
        released=_idle(desk),
        swept=staging.sweep(settings.staging, settings.staging_hours * 3600)
        + scratch.sweep(settings.scratch),
    )
    with desk.store.begin() as session:
        runs.forget_workers(session, timedelta(seconds=settings.lease_s))
    if done != Reaped():
        _LOG.info("reaped", handed_on=done.handed_on, retried=done.retried)
    return done


def backoff_s(retry_s: float, attempts: int) -> float:
    """Seconds to wait after so many attempts: doubling, an hour at most."""
    return float(min(retry_s * 2 ** max(attempts - 1, 0), 3600.0))


def _lost(desk: Desk) -> int:
    """Jobs of workers that are silent."""
    since = now() - timedelta(seconds=desk.settings.lease_s)
    with desk.store.read() as session:
        alive = frozenset(w.id for w in runs.alive(session, since))
    left = desk.queue.reap(alive)
    return sum(_hand_on(desk, *_parts(job), LOST) for job in left)


def _silent(desk: Desk) -> int:
    """Requests being read of which no worker speaks any more, or for too long."""
    settings, at = desk.settings, now()
    lease, limit = timedelta(seconds=settings.lease_s), settings.run_limit_s
    fresh = select(Run.id).where(
        Run.request_id == Request.id,
        Run.run == Request.run,
        Run.heartbeat >= at - lease,
    )
    silent = (Request.state_since < at - lease) & ~fresh.exists()
    endless = Request.state_since < at - timedelta(seconds=limit)
    found = [
        *((seen, LOST) for seen in _in(desk, State.READING, silent)),
        *((seen, TOO_LONG) for seen in _in(desk, State.READING, endless)),
    ]
    return sum(_hand_on(desk, r.id, r.run, why) for r, why in found)


def _received(desk: Desk) -> int:
    """Requests that were accepted by a server that died before queueing them."""
    found = tuple(_in(desk, State.RECEIVED, _older(desk.settings.stuck_s)))
    for request in found:
        dispatch.submit(desk, request.id, requests.SYSTEM)
    return len(found)


def _unqueued(desk: Desk) -> int:
    """Requests that wait for a job their queue does not have."""
    moved = 0
    for request in _in(desk, State.QUEUED, _older(desk.settings.stuck_s)):
        job = dispatch.job_of(request)
        match desk.queue.status(job.id):
            case JobState.UNKNOWN:
                desk.queue.enqueue(job)
                moved += 1
            case JobState.DONE | JobState.FAILED | JobState.CANCELLED:
                moved += _hand_on(desk, request.id, request.run, LOST)
            case JobState.QUEUED | JobState.RUNNING:
                continue
    return moved


def _failed(desk: Desk) -> int:
    """Failed requests with tries left, when their time has come."""
    settings, at = desk.settings, now()
    due = [
        request
        for request in _in(desk, State.FAILED, Request.attempts < settings.attempts)
        if retry_at(request, settings.retry_s) <= at
    ]
    return sum(_retry(desk, request.id, request.run) for request in due)


def retry_at(request: Request, retry_s: float) -> datetime:
    """When a failed request is tried again."""
    wait = backoff_s(retry_s, request.attempts)
    return request.state_since + timedelta(seconds=wait)


def _retry(desk: Desk, request_id: str, run: int) -> bool:
    with desk.store.begin() as session:
        request = requests.locked(session, request_id)
        if request.state is not State.FAILED or request.run != run:
            return False
        job = dispatch.next_run(session, request, requests.SYSTEM, reason="retry")
    desk.queue.enqueue(job)
    return True


def _hand_on(desk: Desk, request_id: str, run: int, why: tuple[str, str]) -> bool:
    """A new run for what a dead worker left, or failure after the last."""
    desk.queue.cancel(job_id(request_id, run))
    with desk.store.begin() as session:
        request = session.get(Request, request_id)
        if request is None:
            return False
        request = requests.locked(session, request_id)
        if request.run != run or request.state not in (State.READING, State.QUEUED):
            return False
        job = _next(desk, session, request, why)
    if job is not None:
        desk.queue.enqueue(job)
    return True


def _next(
    desk: Desk, session: Session, request: Request, why: tuple[str, str]
) -> Job | None:
    runs.abandon(session, request.id, request.run, *why)
    if request.attempts < desk.settings.attempts:
        return dispatch.next_run(session, request, requests.SYSTEM, reason=why[0])
    requests.fail(session, request.id, requests.SYSTEM, *why)
    return None


def _idle(desk: Desk) -> int:
    """Claims nobody has worked on for long: the request goes back to the queue."""
    since = now() - timedelta(hours=desk.settings.claim_hours)
    worked = select(AuditEntry.seq).where(
        AuditEntry.object == "request/" + Request.id,
        AuditEntry.actor == Request.assignee_id,
        AuditEntry.at >= since,
    )
    idle = (Request.assigned_at < since) & ~worked.exists()
    found = tuple(_in(desk, State.IN_REVIEW, idle))
    for request in found:
        with desk.store.begin() as session:
            requests.release(session, request.id, requests.SYSTEM)
    return len(found)


def _older(seconds: float) -> ColumnElement[bool]:
    return Request.state_since < now() - timedelta(seconds=seconds)


def _in(desk: Desk, state: State, condition: ColumnElement[bool]) -> Iterator[Request]:
    query = select(Request).where(Request.state == state, condition)
    with desk.store.read() as session:
        found = tuple(session.scalars(query.order_by(Request.id).limit(_AT_ONCE)))
    yield from found


def _parts(job: str) -> tuple[str, int]:
    request_id, _, run = job.rpartition(".")
    return request_id, int(run)
