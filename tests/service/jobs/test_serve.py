"""The real server: works at once, and survives being killed at the worst moments."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service.jobs.running import Running, children
from tests.service.office import PAPER

SCAN = Path("samples/state-warrant-scan/source.pdf")
SCREENED = ("screened", "needs_review")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    server = Running(tmp_path / "data")
    server.start()
    yield server
    left = server.workers()
    server.stop()
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


def test_one_command_serves_screens_and_ends(running: Running) -> None:
    with running.client as client:
        files = {"file": ("paper.txt", PAPER.encode())}
        told = client.post("/v1/requests", files=files).json()
        (item,) = running.settled(client)
        assert item["state"] in SCREENED
        report = client.get(f"{told['url']}/report").json()
        assert report["instruments"][0]["type"]["value"] == "grand_jury_subpoena"
        assert client.get("/readyz").json()["ready"] is True


def kill_workers(running: Running, times: int) -> None:
    """Kill the worker in the middle of reading, on ever new papers."""
    killed = 0
    with running.client as client:
        while killed < times:
            files = {"file": ("scan.pdf", SCAN.read_bytes())}
            told = client.post("/v1/requests", files=files).json()
            killed += kill_on_the_way(running, client, told["url"], times - killed)


def kill_on_the_way(running: Running, client: httpx.Client, url: str, most: int) -> int:
    """Kill whoever reads this paper until it is through; how often that was."""
    killed = 0
    while (state := client.get(url).json()["state"]) not in SCREENED and killed < most:
        workers = running.workers() if state == "reading" else []
        # A worker with children is recognising or drawing: in the middle of it.
        if workers and children(workers[0]):
            os.kill(workers[0], signal.SIGKILL)
            killed += 1
            wait_for(lambda: client.get(url).json()["state"] != "reading")
        time.sleep(0.01)
    return killed


def wait_for(condition: Callable[[], bool], within_s: float = 60) -> None:
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def check_once(client: httpx.Client, item: dict[str, Any]) -> None:
    """Screened, one report, every lost run on record as lost."""
    status = client.get(f"/v1/requests/{item['id']}").json()
    assert status["state"] in SCREENED, status
    done = [
        s for s in status["stages"] if (s["stage"], s["state"]) == ("screen", "done")
    ]
    assert len(done) == 1
    lost = {s["run"] for s in status["stages"] if s["error_code"] == "worker_lost"}
    assert lost == set(range(1, status["run"]))


@pytest.mark.slow
@pytest.mark.nightly
def test_ten_kills_of_the_worker_lose_and_double_nothing(tmp_path: Path) -> None:
    server = Running(tmp_path / "data", ATTEMPTS="20")
    server.start()
    try:
        kill_workers(server, 10)
        with server.client as client:
            items = server.settled(client, within_s=120)
            for item in items:
                check_once(client, item)
            assert sum(item["run"] - 1 for item in items) == 10
    finally:
        server.stop()


@pytest.mark.slow
@pytest.mark.nightly
def test_ten_kills_of_the_server_lose_nothing_acknowledged(tmp_path: Path) -> None:
    server = Running(tmp_path / "data", STAGING_HOURS="0.0001", WORKERS="1")
    acknowledged: list[str] = []
    for turn in range(10):
        server.start()
        stop = threading.Event()
        sender = threading.Thread(target=send, args=(server, turn, acknowledged, stop))
        sender.start()
        half_an_upload(server)
        time.sleep(0.05 + turn * 0.04)
        server.kill()
        stop.set()
        sender.join()
    server.start()
    try:
        with server.client as client:
            items = server.settled(client, within_s=120)
            ids = [item["id"] for item in items]
            assert len(ids) == len(set(ids))
            assert set(acknowledged) <= set(ids)
            assert len({i["sha256"] for i in items}) == len(items), "doubled"
            for item in items:
                answer = client.get(f"/v1/requests/{item['id']}/document")
                assert len(answer.content) == item["size"]
            wait_for(lambda: not list((tmp_path / "data" / "staging").glob("*.part")))
    finally:
        server.stop()


def send(
    server: Running, turn: int, acknowledged: list[str], stop: threading.Event
) -> None:
    """Upload until the server is gone; note what it acknowledged."""
    number = 0
    with server.client as client:
        while not stop.is_set():
            number += 1
            files = {"file": ("n.txt", f"{turn} {number}\n{PAPER[:60]}".encode())}
            key = {"Idempotency-Key": f"{turn}-{number}"}
            try:
                answer = client.post("/v1/requests", files=files, headers=key)
            except httpx.TransportError:
                return
            if answer.status_code == 202:
                acknowledged.append(answer.json()["id"])


def half_an_upload(server: Running) -> None:
    """An upload that never ends, cut off by the server's death."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        token = server._token
        line.sendall(
            (
                "POST /v1/requests HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {token}\r\nContent-Length: 1000000\r\n"
                "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                '--b\r\nContent-Disposition: form-data; name="file"; '
                'filename="half.txt"\r\n\r\n' + "x" * 100_000
            ).encode()
        )
        time.sleep(0.02)
