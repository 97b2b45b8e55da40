"""Health, figures, errors and logs: what an operator relies on."""

import io
import json
import logging
import time
from pathlib import Path

import pytest
import structlog

from service import logs
from service.api.metrics import _field
from tests.service.office import Office, opened


def test_it_is_not_ready_without_a_worker(office: Office) -> None:
    answer = office.get("/readyz")
    assert answer.status_code == 503
    checks = {check["name"]: check for check in answer.json()["checks"]}
    assert not checks["workers"]["ok"]
    assert "tecum worker" in checks["workers"]["detail"]
    assert checks["database"]["ok"]
    assert checks["blobs"]["ok"]
    assert office.client.get("/healthz").status_code == 200


def test_figures_are_told(office: Office) -> None:
    office.upload("something to count")
    text = office.get("/metrics").text
    assert 'tecum_requests{state="queued"}' in text
    assert 'tecum_state_oldest_seconds{state="queued"}' in text
    assert office.client.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("instruments/0/fields/case_number", "instruments/*/fields/case_number"),
        ("instruments/1/demands/d5/categories", "instruments/*/demands/*/categories"),
        ("instruments/0/demands", "instruments/*/demands"),
        ("parts/12/type", "parts/*/type"),
    ],
)
def test_corrections_are_counted_by_kind_of_field(path: str, field: str) -> None:
    assert _field(path) == field


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("DELETE", "/v1/requests", 405, "method_not_allowed"),
        ("GET", "/v1/requests/nonsense", 422, "bad_field"),
        ("GET", "/v1/requests/01KB2V6M3Q8T0WDH4RZ5XN7C9E", 404, "not_found"),
        ("GET", "/v1/requests?cursor=nonsense", 422, "bad_cursor"),
        ("GET", "/v1/requests?state=asleep", 422, "bad_field"),
        ("GET", "/v1/requests?search=%00", 400, "odd_address"),
        ("GET", "/v1/requests?unknown=1", 422, "bad_field"),
        ("GET", "/v1/requests?limit=100000", 422, "bad_field"),
    ],
)
def test_every_error_is_a_problem(
    office: Office, method: str, path: str, status: int, code: str
) -> None:
    answer = office.ask(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["instance"] == path.partition("?")[0]


def test_an_answer_can_be_found_in_the_log(office: Office) -> None:
    given = office.get("/v1/requests", headers={"X-Request-Id": "mine-1"})
    assert given.headers["x-request-id"] == "mine-1"
    odd = office.get("/v1/requests", headers={"X-Request-Id": "a b<c>"})
    assert odd.headers["x-request-id"] != "a b<c>"


def test_a_page_of_the_list_follows_another(office: Office) -> None:
    ids = [office.upload(f"page {n}").json()["id"] for n in range(5)]
    seen: list[str] = []
    path = "/v1/requests?limit=2&sort=newest"
    cursor: str | None = ""
    while cursor is not None and len(seen) < 5:
        page = office.get(f"{path}&cursor={cursor}" if cursor else path).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert seen[:5] == ids[::-1]


def test_search_and_counts(office: Office) -> None:
    told = office.upload("x", "quarterly-heron.pdf").json()
    found = office.get("/v1/requests", params={"search": "HERON quarterly"}).json()
    assert [item["id"] for item in found["items"]] == [told["id"]]
    counts = {c["state"]: c["count"] for c in office.get("/v1/requests/counts").json()}
    assert counts["queued"] > 0


def test_many_are_called_off_and_tried_again_at_once(office: Office) -> None:
    ids = [office.upload(f"bulk {n}").json()["id"] for n in range(3)]
    missing = "01KB2V6M3Q8T0WDH4RZ5XN7C9E"
    body = {"ids": [*ids, missing]}
    off = office.post("/v1/requests/cancel", json=body).json()
    assert off["done"] == ids
    assert off["skipped"][0]["code"] == "not_found"
    on = office.post("/v1/requests/retry", json={"ids": ids}).json()
    assert on["done"] == ids
    twice = office.post("/v1/requests/retry", json={"ids": ids}).json()
    assert {s["code"] for s in twice["skipped"]} == {"illegal_transition"}


def test_webhooks_are_made_switched_and_listed(office: Office) -> None:
    body = {"url": "https://cases.example/hook", "events": ["screened", "failed"]}
    made = office.post("/v1/webhooks", json=body).json()
    assert len(made["secret"]) > 30
    listed = office.get("/v1/webhooks").json()
    assert "secret" not in listed[0]
    off = office.post(f"/v1/webhooks/{made['id']}", json={"active": False}).json()
    assert off["active"] is False
    assert office.get(f"/v1/webhooks/{made['id']}/deliveries").json() == []
    bad = {"url": "file:///etc/passwd"}
    assert office.post("/v1/webhooks", json=bad).status_code == 422


def broken() -> None:
    raise ValueError("a value without evidence: 'Wren Tallow'")


def test_logs_hold_no_values() -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers
    try:
        logs.configure("INFO", as_json=True)
        logging.getLogger().handlers[0].setStream(stream)  # type: ignore[attr-defined]
        try:
            broken()
        except ValueError:
            structlog.get_logger("test").exception("stage failed", stage="find")
    finally:
        logging.getLogger().handlers = before
        structlog.reset_defaults()
    line = json.loads(stream.getvalue())
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "Wren" not in stream.getvalue()


def test_reads_are_quick(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        url = office.upload().json()["url"]
        took: list[float] = []
        for _ in range(40):
            started = time.perf_counter()
            assert office.get(url).status_code == 200
            took.append(time.perf_counter() - started)
    assert sorted(took)[20] < 0.05
