"""Figures for Prometheus, read off the database when asked.

So they are true with any number of servers and workers, and over restarts.
"""

import json
from collections.abc import Iterator
from datetime import timedelta

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access.guard import require
from service.api.deps import DeskOf
from service.cases.roles import Permission
from service.cases.states import WORKING
from service.desk import Desk
from service.store import listing, runs
from service.store.columns import now
from service.store.schema import CorrectionRow, Delivery, ReportRow, Request, Run

router = APIRouter(tags=["Operation"])
_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
_WINDOW = timedelta(hours=24)
_SAMPLE = 200


@router.get(
    "/metrics",
    operation_id="metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {}}, "description": "Prometheus text format."}
    },
    dependencies=[require(Permission.READ_FIGURES)],
)
def metrics(desk: DeskOf) -> Response:
    """Queue depth and age, stage latencies, OCR quality, corrections, class mix."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(desk))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class Figures(Collector):
    """All figures, from one state of the database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        """The metrics."""
        with self._desk.store.read() as session:
            yield from _queue(session)
            yield from _workers(session, self._desk.settings.lease_s)
            yield _latencies(session)
            yield _failures(session)
            yield from _quality(session)
            yield _corrections(session)
            yield _classes(session)
            yield _deliveries(session)


def _queue(session: Session) -> Iterator[Metric]:
    depth = GaugeMetricFamily("tecum_requests", "Requests by state.", labels=("state",))
    age = GaugeMetricFamily(
        "tecum_state_oldest_seconds",
        "Age of the oldest request in a state of work.",
        labels=("state",),
    )
    tallies = {t.state: t for t in listing.tallies(session)}
    for state, tally in sorted(tallies.items()):
        depth.add_metric((state.value,), tally.count)
    for state in sorted(WORKING):
        known = tallies.get(state)
        seconds = (now() - known.oldest).total_seconds() if known else 0.0
        age.add_metric((state.value,), seconds)
    yield depth
    yield age


def _workers(session: Session, lease_s: float) -> Iterator[Metric]:
    alive = runs.alive(session, now() - timedelta(seconds=lease_s))
    yield GaugeMetricFamily("tecum_workers", "Workers alive.", value=len(alive))
    yield GaugeMetricFamily(
        "tecum_jobs_running", "Jobs running.", value=sum(w.running for w in alive)
    )


def _latencies(session: Session) -> Metric:
    """Histogram of the stages that ended in the last day."""
    found = HistogramMetricFamily(
        "tecum_stage_seconds", "Stages of the last 24 hours.", labels=("stage",)
    )
    query = select(Run.stage, Run.started, Run.finished).where(
        Run.state == runs.DONE, Run.finished >= now() - _WINDOW
    )
    seconds: dict[str, list[float]] = {}
    for stage, started, finished in session.execute(query):
        if finished is not None:
            seconds.setdefault(stage, []).append((finished - started).total_seconds())
    for stage, took in sorted(seconds.items()):
        counts = [(str(b), float(sum(t <= b for t in took))) for b in _BUCKETS]
        found.add_metric((stage,), [*counts, ("+Inf", len(took))], sum(took))
    return found


def _failures(session: Session) -> Metric:
    found = CounterMetricFamily(
        "tecum_stage_failures", "Stages that failed.", labels=("stage", "code")
    )
    query = (
        select(Run.stage, Run.error_code, func.count())
        .where(Run.state == runs.FAILED)
        .group_by(Run.stage, Run.error_code)
        .order_by(Run.stage, Run.error_code)
    )
    for stage, code, count in session.execute(query):
        found.add_metric((stage, code or ""), count)
    return found


def _quality(session: Session) -> Iterator[Metric]:
    """Pages of the newest requests: where their words come from, how well read."""
    newest = (
        select(ReportRow.json)
        .join(Request, Request.id == ReportRow.request_id)
        .where(Request.run == ReportRow.run)
        # By the requests' index: reports are large and have none of their own.
        .order_by(Request.created.desc())
        .limit(_SAMPLE)
    )
    pages = [
        p for t in session.scalars(newest) for p in json.loads(t)["document"]["pages"]
    ]
    by_origin: dict[str, list[float]] = {}
    for page in pages:
        by_origin.setdefault(page["origin"], []).append(page["quality"])
    quality = GaugeMetricFamily(
        "tecum_page_quality",
        f"Mean reading quality (0..1) of the pages of the newest {_SAMPLE} requests.",
        labels=("origin",),
    )
    count = GaugeMetricFamily(
        "tecum_pages", "Pages of the newest requests.", labels=("origin",)
    )
    for origin, values in sorted(by_origin.items()):
        quality.add_metric((origin,), sum(values) / len(values))
        count.add_metric((origin,), len(values))
    yield quality
    yield count


def _corrections(session: Session) -> Metric:
    """Corrections by field, places counted together: instruments/*/fields/x."""
    found = CounterMetricFamily(
        "tecum_corrections", "Corrections of people.", labels=("field",)
    )
    query = select(CorrectionRow.path, func.count()).group_by(CorrectionRow.path)
    fields: dict[str, int] = {}
    for path, count in session.execute(query):
        fields[_field(path)] = fields.get(_field(path), 0) + count
    for field, count in sorted(fields.items()):
        found.add_metric((field,), count)
    return found


def _field(path: str) -> str:
    """The kind of place: numbers and demand ids are left out."""
    steps = path.split("/")
    if "demands" in steps[:-1]:
        steps[steps.index("demands") + 1] = "*"
    return "/".join("*" if step.isdigit() else step for step in steps)


def _classes(session: Session) -> Metric:
    found = GaugeMetricFamily(
        "tecum_instruments",
        "Requests by instrument and disposition.",
        labels=("instrument", "disposition"),
    )
    kinds = (Request.instrument, Request.disposition)
    query = (
        select(*kinds, func.count())
        .where(Request.instrument.is_not(None))
        .group_by(*kinds)
        .order_by(*kinds)
    )
    for instrument, disposition, count in session.execute(query):
        found.add_metric((instrument or "", disposition or ""), count)
    return found


def _deliveries(session: Session) -> Metric:
    found = GaugeMetricFamily(
        "tecum_webhook_deliveries", "Webhook messages by state.", labels=("state",)
    )
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    for state, count in session.execute(query.order_by(Delivery.state)):
        found.add_metric((state,), count)
    return found
