"""Stages of runs, one row each: begun, kept alive, ended; and the workers themselves.

A row that has ended is never changed: a failure stays to be seen whatever comes later.
"""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from service.store.columns import now
from service.store.schema import Request, Run, Worker

RUNNING, DONE, FAILED = "running", "done", "failed"


def begin(session: Session, request: Request, stage: str, owner: str) -> Run:
    """The row of a stage that this worker does now; its own unfinished one if any."""
    known = session.scalar(_of(request.id, request.run, stage, RUNNING))
    at = now()
    if known is not None:
        known.lease_owner, known.heartbeat = owner, at
        return known
    row = Run(
        request_id=request.id,
        run=request.run,
        attempt=request.attempts,
        stage=stage,
        state=RUNNING,
        started=at,
        heartbeat=at,
        lease_owner=owner,
    )
    session.add(row)
    return row


def progress(
    session: Session, request: Request, stage: str, pages: tuple[int, int]
) -> None:
    """A stage is through with so many of all pages."""
    row = session.scalar(_of(request.id, request.run, stage, RUNNING))
    if row is not None:
        row.done, row.total = pages


def finish(session: Session, request_id: str, run: int, stage: str) -> None:
    """A stage has succeeded."""
    row = session.scalar(_of(request_id, run, stage, RUNNING))
    if row is not None:
        row.state, row.finished = DONE, now()


def fail(
    session: Session, request_id: str, run: int, stage: str, why: tuple[str, str]
) -> None:
    """A stage has failed; `why` is the code and the sentence."""
    row = session.scalar(_of(request_id, run, stage, RUNNING))
    if row is not None:
        row.state, row.finished = FAILED, now()
        row.error_code, row.error_message = why


def abandon(session: Session, request_id: str, run: int, code: str, says: str) -> None:
    """Whatever stage of a run is unfinished has failed."""
    session.execute(
        update(Run)
        .where(Run.request_id == request_id, Run.run == run, Run.state == RUNNING)
        .values(state=FAILED, finished=now(), error_code=code, error_message=says)
    )


def of_request(session: Session, request_id: str) -> tuple[Run, ...]:
    """All stages of all runs, in the order they began."""
    query = select(Run).where(Run.request_id == request_id)
    return tuple(session.scalars(query.order_by(Run.run, Run.started, Run.id)))


def _of(request_id: str, run: int, stage: str, state: str) -> Select[Run]:
    return select(Run).where(
        Run.request_id == request_id,
        Run.run == run,
        Run.stage == stage,
        Run.state == state,
    )


def beat(session: Session, worker: Worker, running: frozenset[tuple[str, int]]) -> None:
    """A worker says that it lives and what it is at."""
    at = now()
    worker.heartbeat, worker.running = at, len(running)
    session.merge(worker)
    for request_id, run in sorted(running):
        session.execute(
            update(Run)
            .where(Run.request_id == request_id, Run.run == run, Run.state == RUNNING)
            .values(heartbeat=at)
        )


def leave(session: Session, worker_id: str) -> None:
    """A worker is gone, by its own word or its keeper's."""
    session.execute(delete(Worker).where(Worker.id == worker_id))


def alive(session: Session, since: datetime) -> tuple[Worker, ...]:
    """Workers heard of since then."""
    query = select(Worker).where(Worker.heartbeat >= since).order_by(Worker.id)
    return tuple(session.scalars(query))


def forget_workers(session: Session, lease: timedelta) -> None:
    """Remove workers silent for ten leases: their rows serve nobody any more."""
    session.execute(delete(Worker).where(Worker.heartbeat < now() - 10 * lease))
