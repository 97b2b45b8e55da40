"""Reads stay fast with 10,000 requests stored: the figures of docs/service-data.md."""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from service.cases.roles import Visibility
from service.cases.states import State
from service.store import listing, reports, requests
from service.store.columns import now
from service.store.engine import Store
from service.store.listing import Filter, Sort
from service.store.schema import ReportRow, Request
from tests.service.store.screened import report

MANY = 10_000
P95_MS = 150.0
"""Three times what is aimed at: tests share their machine."""
KINDS = ("search_warrant", "grand_jury_subpoena", "civil_subpoena", "records_order")


def fill(store: Store) -> list[str]:
    chance = random.Random(7)  # noqa: S311
    rows = [row(number, chance) for number in range(MANY)]
    text = report()
    with store.begin() as session:
        session.execute(insert(Request), rows)
        made = [
            {"id": r["id"], "request_id": r["id"], "run": 1, "json": text,
             "versions": {}, "created": r["created"]}
            for r in rows
        ]  # fmt: skip
        session.execute(insert(ReportRow), made)
    with store.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.exec_driver_sql("ANALYZE")
    return [str(r["id"]) for r in rows]


def row(number: int, chance: random.Random) -> dict[str, object]:
    at = now() - timedelta(minutes=number)
    due = date(2026, 1, 1) + timedelta(days=chance.randrange(400))
    states = (State.CLOSED,) * 8 + (State.NEEDS_REVIEW, State.SCREENED)
    return {
        "id": f"{number:026d}",
        "created": at,
        "provider": "amazon",
        "filename": f"paper-{number}.pdf",
        "size": 1000,
        "sha256": f"{number:064x}",
        "state": chance.choice(states),
        "state_since": at,
        "due": due,
        "queue_due": due,
        "risk": chance.randrange(100),
        "uncertainty": round(chance.random(), 3),
        "instrument": chance.choice(KINDS),
        "restricted": chance.random() < 0.02,
        "search": f"paper-{number}.pdf\n26-{number}-cr\n"
        + "united states district " * 8,
    }


def p95_ms(work: Callable[[int], object], times: int = 60) -> float:
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[int(times * 0.95) - 1]


@pytest.mark.slow
def test_reads_are_fast_with_ten_thousand_requests(
    store: Store, record_property: Callable[[str, object], None]
) -> None:
    ids = fill(store)
    who = Visibility(matters=("none",))
    waiting = Filter(states=(State.NEEDS_REVIEW, State.SCREENED))

    def page(chosen: Filter, sort: Sort) -> Callable[[int], object]:
        with store.read() as session:
            cursor = listing.listed(session, chosen, sort, who=who).cursor

        def work(number: int) -> object:
            at = cursor if number % 2 else None
            with store.read() as session:
                return listing.listed(session, chosen, sort, who=who, page=(at, 50))

        return work

    def get(number: int) -> object:
        with store.read() as session:
            return requests.get(
                session, ids[number * 37], who=Visibility(restricted=True)
            )

    def view(number: int) -> object:
        with store.read() as session:
            return reports.human_json(session, ids[number * 37])

    def counts(_number: int) -> object:
        with store.read() as session:
            return listing.tallies(session, who), listing.count(session, waiting, who)

    works = {f"page by {sort}": page(Filter(), sort) for sort in Sort}
    works |= {
        "page to review": page(waiting, Sort.DUE),
        "search, found": page(Filter(search="paper-99 district"), Sort.NEWEST),
        "search, nothing": page(Filter(search="nowhere to be found"), Sort.NEWEST),
        "counts": counts,
        "get": get,
        "report": view,
    }
    figures = {name: round(p95_ms(work), 1) for name, work in works.items()}
    for name, figure in figures.items():
        record_property(name, figure)
        print(f"{store.engine.dialect.name:10} {name:28} p95 {figure:6.1f} ms")  # noqa: T201
    assert max(figures.values()) <= P95_MS, figures
