"""Faults in every stage: each is on record, none is hidden by a later success."""

from collections.abc import Callable
from typing import Any

import pytest

from extractor.errors import NoEngine, PasswordProtected, TimedOut
from service.cases.states import State
from service.desk import Desk
from service.jobs import dispatch, scratch, steps
from service.jobs.steps import Screening, Superseded
from service.store import reports
from tests.service.jobs.papers import accepted, found, job, stages


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are done here and now; what dbos adds is tested with a real server."""

    def at_once(_: str, work: Callable[[], Any]) -> object:
        return work()

    monkeypatch.setattr(steps, "step", at_once)


def fails(error: Exception) -> Callable[..., object]:
    def failing(*_: object, **__: object) -> object:
        raise error

    return failing


def test_a_run_publishes_report_words_and_state(at: Desk) -> None:
    request_id = accepted(at)
    Screening(at, job(at, request_id), "here", 1).run()
    assert found(at, request_id).state in (State.SCREENED, State.NEEDS_REVIEW)
    assert [s[1:3] for s in stages(at, request_id)] == [
        ("read", "done"),
        ("picture", "done"),
        ("screen", "done"),
    ]
    assert not scratch.folder(at.settings.scratch, request_id).exists()


def test_the_files_own_fault_is_refused(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.read, "read", fails(PasswordProtected()))
    request_id = accepted(at)
    Screening(at, job(at, request_id), "here", 1).run()
    row = found(at, request_id)
    assert (row.state, row.error_code) == (State.REFUSED, "password_protected")
    assert row.error_message == PasswordProtected.says


@pytest.mark.parametrize("error", [TimedOut(), NoEngine()])
def test_what_may_pass_fails_and_can_be_retried(
    at: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(steps.read, "read", fails(error))
        request_id = accepted(at)
        Screening(at, job(at, request_id), "here", 1).run()
    assert found(at, request_id).state is State.FAILED
    dispatch.again(at, request_id, "test")
    Screening(at, job(at, request_id), "here", 1).run()
    assert found(at, request_id).state in (State.SCREENED, State.NEEDS_REVIEW)
    assert stages(at, request_id)[0][2:] == ("failed", error.code)  # type: ignore[attr-defined]


def test_a_defect_of_ours_is_no_judgement_of_the_file(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.process, "screen", fails(RuntimeError("Perry Quill")))
    request_id = accepted(at)
    Screening(at, job(at, request_id), "here", 1).run()
    row = found(at, request_id)
    assert (row.state, row.error_code) == (State.FAILED, "internal_error")
    assert "Perry" not in (row.error_message or "")


def test_without_pictures_a_paper_is_screened_and_the_failure_stays(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.read, "pictures", fails(TimedOut()))
    request_id = accepted(at)
    Screening(at, job(at, request_id), "here", 1).run()
    assert found(at, request_id).state in (State.SCREENED, State.NEEDS_REVIEW)
    assert stages(at, request_id)[1] == (1, "picture", "failed", "timed_out")


def test_a_run_that_was_overtaken_publishes_nothing(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = accepted(at)
    late = job(at, request_id)
    screen = steps.process.screen

    def overtaken(*given: Any) -> object:  # noqa: ANN401
        dispatch.cancel(at, request_id, "test")
        dispatch.again(at, request_id, "test")
        return screen(*given)

    monkeypatch.setattr(steps.process, "screen", overtaken)
    Screening(at, late, "late", 1).run()
    row = found(at, request_id)
    assert (row.state, row.run) == (State.QUEUED, 2)
    with at.store.read() as session:
        assert reports.current(session, request_id) is None
    with pytest.raises(Superseded):
        Screening(at, late, "late", 1)._take()


def test_published_twice_is_published_once(at: Desk) -> None:
    request_id = accepted(at)
    screening = Screening(at, job(at, request_id), "here", 1)
    screening.run()
    before = found(at, request_id).version
    screening.run()
    assert found(at, request_id).version == before
    with at.store.read() as session:
        assert len(reports.runs(session, request_id)) == 1
