"""How long a sender waits for a scan of five pages, the first one not excepted."""

import time
from pathlib import Path

import httpx
import pytest

from tests.service.jobs.running import Running
from tests.service.load.conftest import Database, ready
from tests.service.load.figures import Book, measured
from tests.service.load.papers import scan
from tests.service.office import WAITING

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

PAGES, LIMIT_S, TIMES = 5, 8.0, 5


def test_a_scan_of_five_pages_is_screened_within_eight_seconds(
    database: Database, tmp_path: Path, book: Book
) -> None:
    papers = [scan(PAGES, mark) for mark in range(TIMES + 1)]
    begun = time.monotonic()
    server = Running(tmp_path / "data", READ_JOBS="0", **database.settings)
    server.start()
    try:
        with server.client as client:
            ready(client)
            started = time.monotonic() - begun
            first, *others = [took(client, paper) for paper in papers]
    finally:
        server.stop()
    name = f"scan of {PAGES} pages, upload to report"
    limit = {"unit": "s", "limit": LIMIT_S}
    book.note(measured(("scans", "start to ready", database.name), [started], unit="s"))
    alone = measured(("scans", f"{name}: first", database.name), [first], **limit)
    later = measured(("scans", f"{name}: later", database.name), others, **limit)
    assert book.note(alone).is_kept, alone
    assert book.note(later).is_kept, later


def took(client: httpx.Client, paper: bytes) -> float:
    """Seconds from upload to report."""
    started = time.monotonic()
    answer = client.post("/v1/requests", files={"file": ("scan.pdf", paper)})
    url = answer.json()["url"]
    while (status := client.get(url).json())["state"] in WAITING:
        time.sleep(0.05)
    taken = time.monotonic() - started
    told = status["state"], status["error_code"], status["stages"][-1]["stage"]
    assert told[0] in ("screened", "needs_review"), told
    assert status["pages"] == PAGES
    return taken
