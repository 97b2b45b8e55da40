"""Trainings in the database: asked for, taken by one worker, kept alive, ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from service.cases.errors import NotFound, TrainingUnderWay
from service.store import audit
from service.store.columns import now
from service.store.schema import Training

QUEUED, RUNNING, DONE, FAILED, CANCELLED = (
    "queued", "running", "done", "failed", "cancelled",
)  # fmt: skip
OPEN = (QUEUED, RUNNING)
_LOG_CHARS = 20_000
_SILENCE = timedelta(minutes=2)
# Any number that nobody else of the database locks by.
_LOCK = 7_305_923


class Kind(StrEnum):
    """What is done to models."""

    TRAIN = "train"
    PROMOTE = "promote"
    ROLLBACK = "rollback"


def ask(
    session: Session, actor: str, kind: Kind = Kind.TRAIN, **wanted: str
) -> Training:
    """Ask for a training, or for another model in force; a worker takes it.

    Args:
        session: A transaction.
        actor: Who asks.
        kind: What is to be done.
        wanted: name, version and reason, as far as the kind needs them.

    Raises:
        TrainingUnderWay: something is asked for or runs: one at a time.
    """
    _alone(session)
    if session.scalar(select(Training.id).where(Training.state.in_(OPEN))):
        raise TrainingUnderWay
    row = Training(kind=kind, wanted=wanted, state=QUEUED, asked=now(), asked_by=actor)
    session.add(row)
    session.flush()
    audit.record(session, actor, f"model.{kind}.asked", f"training/{row.id}", **wanted)
    return row


def take(session: Session, owner: str) -> Training | None:
    """The training that waits, now this worker's; None where none does.

    One whose worker is silent has failed: half a training is worth nothing.
    """
    _alone(session)
    running = select(Training).where(Training.state == RUNNING)
    for row in session.scalars(running):
        if row.heartbeat is None or row.heartbeat < now() - _SILENCE:
            end(session, row.id, FAILED, "The worker that trained died.")
    waits = select(Training).where(Training.state == QUEUED).order_by(Training.asked)
    next_one = session.scalar(waits.limit(1))
    if next_one is None:
        return None
    next_one.state, next_one.owner = RUNNING, owner
    next_one.started = next_one.heartbeat = now()
    return next_one


def tell(session: Session, training_id: str, step: str, said: str = "") -> bool:
    """It lives, is at this step and said this; False where somebody called it off."""
    row = get(session, training_id)
    row.heartbeat, row.step = now(), step
    row.log = (row.log + said)[-_LOG_CHARS:]
    return row.state == RUNNING


def end(session: Session, training_id: str, state: str, said: str = "") -> Training:
    """It is over; one that was called off stays so."""
    row = get(session, training_id)
    if row.state not in OPEN:
        return row
    row.state, row.finished = state, now()
    row.log = (row.log + (f"{said}\n" if said else ""))[-_LOG_CHARS:]
    audit.record(
        session, row.asked_by, f"model.{row.kind}.{state}",
        f"training/{row.id}", made=row.made, **row.wanted,
    )  # fmt: skip
    return row


def cancel(session: Session, training_id: str, actor: str) -> Training:
    """Call it off; a running one ends within seconds."""
    row = end(session, training_id, CANCELLED, "Called off.")
    audit.record(session, actor, "model.called_off", f"training/{row.id}")
    return row


def get(session: Session, training_id: str) -> Training:
    """One training.

    Raises:
        NotFound: there is none.
    """
    row = session.get(Training, training_id)
    if row is None:
        raise NotFound
    return row


def newest(session: Session, limit: int = 10) -> Sequence[Training]:
    """The last trainings, newest first."""
    query = select(Training).order_by(Training.asked.desc(), Training.id.desc())
    return tuple(session.scalars(query.limit(limit)))


def is_due(session: Session, days: int) -> bool:
    """True where trainings are wished every so many days and the last is that old."""
    if not days:
        return False
    last = last_asked(session)
    return last is None or last < now() - timedelta(days=days)


def last_asked(session: Session) -> datetime | None:
    """When a training was asked for last."""
    query = select(func.max(Training.asked)).where(Training.kind == Kind.TRAIN)
    found: datetime | None = session.scalar(query)
    return found


def _alone(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
