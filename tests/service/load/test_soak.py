"""Uploads at the limit of recognition, for as long as TECUM_SOAK_S says."""

import os
import time
from itertools import count
from pathlib import Path

import httpx
import pytest

from tests.service.jobs.running import Running
from tests.service.load.conftest import Database, ready
from tests.service.load.figures import Book, measured
from tests.service.load.papers import scan
from tests.service.office import WAITING

DRAIN_S = 60.0
SOAK_S = float(os.environ.get("TECUM_SOAK_S", "90"))
ON_THE_WAY = 4
GROWTH = 1.15
"""The most that memory may grow in the second half."""


@pytest.mark.slow
@pytest.mark.nightly
def test_uploads_at_the_limit_of_ocr_lose_nothing_and_memory_stays_flat(
    database: Database, tmp_path: Path, book: Book
) -> None:
    server = Running(tmp_path / "data", READ_JOBS="0", **database.settings)
    server.start()
    try:
        with server.client as client:
            ready(client)
            memory = soaked(server, client)
            found = drained(client)
    finally:
        server.stop()
    half, last = memory[len(memory) // 2], memory[-1]
    for what, value, unit in (
        (f"one-page scans in {SOAK_S:g} s", len(memory), "screened"),
        ("memory half-way", half, "MiB"),
        ("memory at the end", last, "MiB"),
        ("memory at most", max(memory), "MiB"),
    ):
        book.note(measured(("soak", what, database.name), [value], unit=unit))
    done = found.get("screened", 0) + found.get("needs_review", 0)
    assert done == len(memory) == sum(found.values()) > 10
    assert last < half * GROWTH, memory


def soaked(server: Running, client: httpx.Client) -> list[int]:
    """Keep some uploads on the way for a while; memory in MiB at each upload."""
    page = scan(1)
    memory: list[int] = []
    until = time.monotonic() + SOAK_S
    for mark in count():
        while waiting(client) >= ON_THE_WAY:
            time.sleep(0.05)
        if time.monotonic() > until:
            return memory
        files = {"file": ("scan.pdf", page + str(mark).encode())}
        assert client.post("/v1/requests", files=files).status_code == 202
        memory.append(sum(map(resident_mib, server.processes())))
    raise AssertionError


def drained(client: httpx.Client) -> dict[str, int]:
    """Requests by state, once none is on its way any more."""
    until = time.monotonic() + DRAIN_S
    while waiting(client):
        assert time.monotonic() < until, counts(client)
        time.sleep(0.1)
    return counts(client)


def waiting(client: httpx.Client) -> int:
    return sum(n for state, n in counts(client).items() if state in WAITING)


def counts(client: httpx.Client) -> dict[str, int]:
    """Requests by state."""
    answer = client.get("/v1/requests/counts").json()
    return {each["state"]: each["count"] for each in answer}


def resident_mib(pid: int) -> int:
    """Memory of a process in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") >> 20
