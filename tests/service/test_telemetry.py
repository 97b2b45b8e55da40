"""Spans arrive at a collector: of calls and of jobs, with ids and without words."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service import desk, telemetry
from service.cases.states import State
from service.jobs import steps
from service.jobs.steps import Screening
from service.telemetry import Telemetry
from tests.service.collector import Collector, collecting
from tests.service.jobs.papers import accepted, found, job
from tests.service.office import PAPER, WAITING, free_port, opened, settings

STAGES = {"read", "picture", "screen"}
TOLD = "Wren Tallow owes Moss Verity"


def told_nothing_of_papers(collector: Collector) -> None:
    text = collector.text()
    words = [word for word in PAPER.split() if len(word) > 6 and not word.islower()]
    assert not [word for word in (*words, TOLD, "tallow", "paper.txt") if word in text]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are done here and now, without a queue."""

    def done(_: str, work: Callable[[], Any]) -> object:
        return work()

    monkeypatch.setattr(steps, "step", done)


@pytest.mark.slow
def test_a_call_and_its_job_arrive_as_spans(tmp_path: Path) -> None:
    with (
        collecting() as collector,
        opened(
            tmp_path, embedded="process", workers=1, otlp_endpoint=collector.endpoint
        ) as office,
    ):
        sent = office.upload(headers={"X-Request-Id": "mine-7"}).json()["id"]
        by = time.monotonic() + 60
        while office.get(f"/v1/requests/{sent}").json()["state"] in WAITING:
            assert time.monotonic() < by
            time.sleep(0.2)
        spans = collector.until(
            lambda spans: (
                {"job", *STAGES} <= {s["name"] for s in spans}
                and any(s.get("tecum.request_id") == "mine-7" for s in spans)
            )
        )
        spans = collector.until(
            lambda spans: any(
                s["name"] == "GET /v1/requests/{request_id}" for s in spans
            )
        )
        call = next(s for s in spans if s.get("tecum.request_id") == "mine-7")
        assert call["name"] == "POST /v1/requests"
        assert (call["service"], call["http.response.status_code"]) == ("tecum", 202)
        asked = next(s for s in spans if s["name"] == "GET /v1/requests/{request_id}")
        assert asked["tecum.request"] == sent
        screened = next(s for s in spans if s["name"] == "job")
        assert (screened["tecum.request"], screened["tecum.run"]) == (sent, 1)
        stages = [s for s in spans if s["parent"] == screened["id"]]
        assert {s["name"] for s in stages} == STAGES
        assert not any(s["failed"] for s in (call, screened, *stages))
        told_nothing_of_papers(collector)


def test_what_strangers_write_into_an_address_is_not_passed_on(tmp_path: Path) -> None:
    with collecting() as collector:
        with opened(tmp_path, otlp_endpoint=collector.endpoint) as office:
            office.get("/v1/requests", params={"search": "tallow"})
            office.get("/v1/requests/tallow")
            office.get("/tallow")
        assert [s["http.response.status_code"] for s in collector.spans] == [
            200,
            422,
            404,
        ]
        assert [s["name"] for s in collector.spans][1:] == [
            "GET /v1/requests/{request_id}",
            "GET",
        ]
        told_nothing_of_papers(collector)


@pytest.mark.usefixtures("at_once")
def test_a_defect_is_told_by_its_code_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise RuntimeError(TOLD)

    monkeypatch.setattr(steps.process, "screen", fails)
    with collecting() as collector:
        at = desk.opened(settings(tmp_path, otlp_endpoint=collector.endpoint))
        request_id = accepted(at)
        Screening(at, job(at, request_id), "here", 1).run()
        assert found(at, request_id).state is State.FAILED
        at.close()
        by_name = {s["name"]: s for s in collector.spans}
        assert (by_name["screen"]["failed"], by_name["screen"]["error.type"]) == (
            True,
            "internal_error",
        )
        assert not any(s["events"] for s in collector.spans)
        told_nothing_of_papers(collector)


def test_an_error_that_passes_a_span_is_told_by_its_type() -> None:
    with collecting() as collector:
        to = Telemetry(collector.endpoint)
        with pytest.raises(ValueError, match="Wren"), to.span("work"):
            raise ValueError(TOLD)
        to.close()
        assert [s["error.type"] for s in collector.spans] == ["ValueError"]
        told_nothing_of_papers(collector)


@pytest.mark.usefixtures("at_once")
def test_a_collector_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    gone = f"http://127.0.0.1:{free_port()}/v1/traces"
    at = desk.opened(settings(tmp_path, otlp_endpoint=gone))
    request_id = accepted(at)
    Screening(at, job(at, request_id), "here", 1).run()
    assert found(at, request_id).state in (State.SCREENED, State.NEEDS_REVIEW)
    started = time.monotonic()
    at.close()
    assert time.monotonic() - started < 8


def test_without_the_extra_the_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacks(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(telemetry, "import_module", lacks)
    with pytest.raises(RuntimeError, match=r"tecum\[telemetry\]"):
        Telemetry("http://127.0.0.1:4318/v1/traces")
