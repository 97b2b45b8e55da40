"""Nothing stays where it is for ever, and nothing is done twice."""

from datetime import timedelta

import pytest

from service.cases.states import State
from service.desk import Desk
from service.jobs import dispatch, reaper
from service.jobs.port import JobState, job_id
from service.store import requests, runs
from service.store.columns import now
from service.store.schema import Request
from tests.service.jobs.papers import (
    accepted,
    aged,
    alive,
    being_read,
    found,
    job,
    stages,
)


def test_what_a_dead_worker_was_reading_gets_a_new_run(at: Desk) -> None:
    request_id = being_read(at, "dead")
    assert reaper.reap(at).handed_on == 1
    row = found(at, request_id)
    assert (row.state, row.run, row.attempts) == (State.QUEUED, 2, 2)
    assert at.queue.status(job_id(request_id, 2)) is JobState.QUEUED
    assert at.queue.status(job_id(request_id, 1)) is JobState.CANCELLED
    assert stages(at, request_id) == [(1, "read", "failed", "worker_lost")]
    assert reaper.reap(at).handed_on == 0


def test_what_a_living_worker_reads_is_left_alone(at: Desk) -> None:
    alive(at, "well")
    request_id = being_read(at, "well", heard=timedelta(0))
    reaper.reap(at)
    assert found(at, request_id).state is State.READING


def test_a_paper_that_kills_its_workers_fails_in_the_end(at: Desk) -> None:
    request_id = being_read(at, "dead")
    with at.store.begin() as session:
        session.get_one(Request, request_id).attempts = at.settings.attempts
    reaper.reap(at)
    row = found(at, request_id)
    assert (row.state, row.error_code) == (State.FAILED, "worker_lost")
    reaper.reap(at)
    assert found(at, request_id).state is State.FAILED


def test_what_was_acknowledged_but_not_queued_is_queued(at: Desk) -> None:
    request_id = accepted(at)
    at.queue.cancel(job_id(request_id, 1))
    with at.store.begin() as session:
        session.get_one(Request, request_id).run = 0
    aged(at, request_id, State.RECEIVED)
    assert reaper.reap(at).queued == 1
    assert found(at, request_id).state is State.QUEUED


def test_a_queued_request_whose_job_was_never_taken_is_told_again(at: Desk) -> None:
    request_id = accepted(at)
    with at.store.begin() as session:
        session.get_one(Request, request_id).run = 7
    aged(at, request_id, State.QUEUED)
    assert at.queue.status(job_id(request_id, 7)) is JobState.UNKNOWN
    assert reaper.reap(at).queued == 1
    assert at.queue.status(job_id(request_id, 7)) is JobState.QUEUED


@pytest.mark.parametrize(("after_s", "retried"), [(0.0, 0), (60.0, 1)])
def test_a_failure_is_tried_again_after_its_pause(
    at: Desk, after_s: float, retried: int
) -> None:
    request_id = accepted(at)
    with at.store.begin() as session:
        requests.transition(session, request_id, State.READING, "test")
        row = requests.fail(session, request_id, "test", "timed_out", "Too slow.")
        row.state_since = now() - timedelta(seconds=after_s)
    assert reaper.reap(at).retried == retried
    assert (found(at, request_id).state is State.QUEUED) == bool(retried)


def test_pauses_double_up_to_an_hour() -> None:
    waits = [reaper.backoff_s(10, n) for n in (1, 2, 3, 4, 30)]
    assert waits == [10, 20, 40, 80, 3600]


def test_a_claim_nobody_works_on_is_given_back(at: Desk) -> None:
    request_id = accepted(at)
    aged(at, request_id, State.IN_REVIEW)
    with at.store.begin() as session:
        row = session.get_one(Request, request_id)
        row.assignee_id, row.assigned_at = "somebody", now() - timedelta(days=2)
    assert reaper.reap(at).released == 1
    row = found(at, request_id)
    assert (row.state, row.assignee_id) == (State.NEEDS_REVIEW, None)


def test_two_reapers_hand_a_request_on_once(at: Desk) -> None:
    request_id = being_read(at, "dead")
    dead = job(at, request_id)
    reaper.reap(at)
    assert reaper._hand_on(at, request_id, dead.run, reaper.LOST) is False
    assert found(at, request_id).run == 2


def test_a_cancelled_request_is_not_read(at: Desk) -> None:
    request_id = accepted(at)
    dispatch.cancel(at, request_id, "test")
    assert found(at, request_id).state is State.CANCELLED
    assert at.queue.status(job_id(request_id, 1)) is JobState.CANCELLED
    again = dispatch.again(at, request_id, "test")
    assert (again.state, again.run) == (State.QUEUED, 2)


def test_workers_long_gone_are_forgotten(at: Desk) -> None:
    alive(at, "well")
    with at.store.begin() as session:
        for worker in runs.alive(session, now() - timedelta(hours=1)):
            worker.heartbeat = now() - timedelta(hours=1)
    reaper.reap(at)
    with at.store.read() as session:
        assert runs.alive(session, now() - timedelta(days=1)) == ()
