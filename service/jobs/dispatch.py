"""Requests to the queue and back: first time, again, or called off.

The state is committed before the queue is told. Whoever dies in between leaves a
request that the reaper finds queued without a job, and tells the queue then.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from service.cases.errors import IllegalTransition
from service.cases.roles import EVERYTHING, Visibility
from service.cases.states import State
from service.desk import Desk
from service.jobs.port import Job, JobOptions, job_id
from service.store import requests, runs
from service.store.schema import Request

FIRST, LAST = 1, 100
_USUAL = 50
_STOPPABLE = (State.RECEIVED, State.QUEUED, State.READING, State.FAILED)


def job_of(request: Request) -> Job:
    """The job of a request's present run."""
    known = {k: v for k, v in request.options.items() if k in asdict(JobOptions())}
    urgent = _USUAL - request.priority
    return Job(
        request.id,
        request.run,
        JobOptions(**known),
        min(max(urgent, FIRST), LAST),
    )


def next_run(
    session: Session, request: Request, actor: str, *, reason: str = ""
) -> Job:
    """A new run of a locked request: queued, counted; the queue is not told yet."""
    if request.state is not State.QUEUED:
        requests.transition(session, request.id, State.QUEUED, actor, reason)
    request.run += 1
    request.attempts += 1
    return job_of(request)


def submit(desk: Desk, request_id: str, actor: str) -> None:
    """Queue a request that was received; one that has moved on is left alone."""
    with desk.store.begin() as session:
        request = requests.locked(session, request_id)
        if request.state is not State.RECEIVED:
            return
        job = next_run(session, request, actor)
    desk.queue.enqueue(job)


def again(
    desk: Desk,
    request_id: str,
    actor: str,
    options: Mapping[str, Any] | None = None,
    who: Visibility = EVERYTHING,
) -> Request:
    """Screen once more, with the options of before or with others.

    Raises:
        NotFound: there is no such request, or none `who` may see.
        IllegalTransition: it waits or is being read already, or is deleted.
    """
    with desk.store.begin() as session:
        request = requests.locked(session, request_id, who)
        if request.state in (State.QUEUED, State.RECEIVED, State.READING):
            raise IllegalTransition("It is on its way already.")
        if options is not None:
            request.options = dict(options)
        request.attempts = 0
        job = next_run(session, request, actor, reason="again")
    desk.queue.enqueue(job)
    return request


def cancel(
    desk: Desk,
    request_id: str,
    actor: str,
    who: Visibility = EVERYTHING,
) -> Request:
    """Call off what waits, is being read or failed.

    Raises:
        NotFound: there is no such request, or none `who` may see.
        IllegalTransition: it was screened already.
    """
    with desk.store.begin() as session:
        request = requests.locked(session, request_id, who)
        if request.state not in _STOPPABLE:
            raise IllegalTransition(f"{request.state} cannot be cancelled.")
        runs.abandon(session, request.id, request.run, "cancelled", "Called off.")
        requests.move(session, request, State.CANCELLED, actor)
        running = job_id(request.id, request.run)
    desk.queue.cancel(running)
    return request
