"""Requests brought to where a test of the jobs needs them."""

from datetime import timedelta

from service.cases.states import State
from service.desk import Desk
from service.intake.accept import Metadata, accept
from service.intake.staging import Staging
from service.jobs.port import Job
from service.store import requests, runs
from service.store.columns import now
from service.store.schema import Request, Worker
from tests.service.office import PAPER

LONG_AGO = timedelta(days=2)


def accepted(at: Desk, text: str = PAPER, key: str | None = None) -> str:
    """An upload that was stored and queued; its id."""
    with Staging(at.settings.staging, 1_000_000) as staging:
        staging.write(text.encode())
        staged = staging.finish("paper.txt")
    try:
        return accept(at, staged, Metadata("test", idempotency_key=key)).request.id
    finally:
        staged.discard()


def found(at: Desk, request_id: str) -> Request:
    """The request as it stands."""
    with at.store.read() as session:
        return requests.get(session, request_id)


def stages(at: Desk, request_id: str) -> list[tuple[int, str, str, str | None]]:
    """Run, stage, state and error of every stage."""
    with at.store.read() as session:
        rows = runs.of_request(session, request_id)
        return [(r.run, r.stage, r.state, r.error_code) for r in rows]


def being_read(at: Desk, owner: str, *, heard: timedelta = LONG_AGO) -> str:
    """A request that `owner` began to read and was last heard of so long ago."""
    request_id = accepted(at)
    with at.store.begin() as session:
        row = requests.transition(session, request_id, State.READING, "test")
        begun = runs.begin(session, row, "read", owner)
        begun.heartbeat = row.state_since = now() - heard
    return request_id


def aged(at: Desk, request_id: str, state: State, by: timedelta = LONG_AGO) -> None:
    """Put a request into a state, so long ago."""
    with at.store.begin() as session:
        row = session.get_one(Request, request_id)
        row.state, row.state_since = state, now() - by


def alive(at: Desk, name: str) -> None:
    """A worker that has just been heard of."""
    with at.store.begin() as session:
        runs.beat(session, Worker(id=name, started=now(), capacity=1), frozenset())


def job(at: Desk, request_id: str) -> Job:
    """The job of its present run."""
    return Job(request_id, found(at, request_id).run)
