"""Reads over HTTP with ten thousand requests stored, on SQLite and PostgreSQL."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import httpx
import pytest

from tests.service.load.conftest import Stocked
from tests.service.load.figures import Book, measured
from tests.service.load.stock import MANY, counted

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

API_MS, QUEUE_MS = 50.0, 150.0
TIMES = 100
_ONE = "/v1/requests/{id}"
READS = {
    "list, newest": "/v1/requests?state=needs_review",
    "list, by due day": "/v1/requests?sort=due&state=needs_review&state=screened",
    "list, riskiest": "/v1/requests?sort=risk",
    "list, least sure": "/v1/requests?sort=uncertainty&limit=200",
    "search, found": "/v1/requests?search=paper-99",
    "search, nothing": "/v1/requests?search=nowhere+to+be+found",
    "counts": "/v1/requests/counts",
    "status": _ONE,
    "report": f"{_ONE}/report",
    "findings": f"{_ONE}/findings",
    "reply": f"{_ONE}/reply",
    "alike": f"{_ONE}/similar",
    "corrections": f"{_ONE}/corrections",
    "notes": f"{_ONE}/notes",
    "pages": f"{_ONE}/pages",
    "words of a page": f"{_ONE}/pages/2/words",
    "picture of a page": f"{_ONE}/pages/2/picture",
    "original": "/v1/requests/{first}/document",
}
PAGES = {
    "queue": "/queue",
    "queue, searched": "/queue?q=paper-77",
    "queue, rows only": "/queue/rows?sort=risk",
}
OTHER = {
    "review (the page's HTML)": "/requests/{id}",
    "dashboards": "/dashboards",
    "audit log": "/audit",
    "metrics": "/metrics",
}


def test_the_store_holds_what_the_figures_speak_of(stocked: Stocked) -> None:
    with stocked.server.store() as store:
        requests, entries = counted(store)
    assert requests == MANY
    assert entries > 4 * MANY


@pytest.mark.parametrize("what", READS)
def test_a_read_takes_fifty_milliseconds(
    stocked: Stocked, book: Book, what: str
) -> None:
    check(stocked, book, ("API", what, READS[what]), API_MS)


@pytest.mark.parametrize("what", PAGES)
def test_the_queue_takes_a_hundred_and_fifty(
    stocked: Stocked, book: Book, what: str
) -> None:
    check(stocked, book, ("pages", what, PAGES[what]), QUEUE_MS)


@pytest.mark.parametrize("what", OTHER)
def test_other_pages_take_half_a_second(
    stocked: Stocked, book: Book, what: str
) -> None:
    check(stocked, book, ("pages", what, OTHER[what]), 500.0)


def check(
    stocked: Stocked, book: Book, asked: tuple[str, str, str], limit: float
) -> None:
    """Ask for it, of another request each time; note and judge what it took."""
    group, what, path = asked
    with stocked.server.client as client:
        client.get("/healthz")
        taken = [took(client, p) for p in islice(paths(stocked, path), TIMES)]
    figure = measured((group, what, stocked.on), taken, limit=limit)
    assert book.note(figure).is_kept, figure


def test_four_who_ask_at_once(stocked: Stocked, book: Book) -> None:
    """No limit was set for this: how the one process shares itself out."""
    mix = ("list, by due day", "status", "report", "words of a page")
    asked = [p for what in mix for p in islice(paths(stocked, READS[what]), 50)]
    with ThreadPoolExecutor(4) as pool:
        taken = [t for each in pool.map(
            lambda n: several(stocked, asked[n::4]), range(4)
        ) for t in each]  # fmt: skip
    book.note(measured(("API", "mixed reads, four at once", stocked.on), taken))


def several(stocked: Stocked, asked: list[str]) -> list[float]:
    with stocked.server.client as client:
        client.get("/healthz")
        return [took(client, path) for path in asked]


def paths(stocked: Stocked, path: str) -> Iterator[str]:
    """The path for one request after the other, far from each other."""
    for number in range(MANY):
        asked = stocked.ids[number * 97 % MANY]
        yield path.format(id=asked, first=stocked.ids[0])


def took(client: httpx.Client, path: str) -> float:
    """Milliseconds until the whole answer is here."""
    started = time.perf_counter()
    answer = client.get(path)
    taken = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (path, answer.text)
    return taken
