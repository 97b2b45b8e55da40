"""The real server: works at once, and survives being killed at the worst moments."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

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


@pytest.mark.slow
def test_a_killed_worker_is_replaced_and_its_job_done_once(running: Running) -> None:
    with running.client as client:
        kill_worker_mid_read(running, client.post, 1)
        (item,) = running.settled(client)
        check_once(client.get, item)
        assert item["run"] > 1


def kill_worker_mid_read(running: Running, post: object, times: int) -> None:
    files = {"file": ("scan.pdf", SCAN.read_bytes())}
    url = post("/v1/requests", files=files).json()["url"]  # type: ignore[operator]
    with running.client as client:
        for _ in range(times):
            wait_for(lambda: client.get(url).json()["state"] == "reading")
            (worker,) = running.workers()
            # The child that recognises is alive: this is the middle of it.
            wait_for(lambda pid=worker: bool(children(pid)))  # type: ignore[misc]
            os.kill(worker, signal.SIGKILL)
            wait_for(lambda: client.get(url).json()["state"] != "reading")


def wait_for(condition: object, within_s: float = 30) -> None:
    until = time.monotonic() + within_s
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.01)


def check_once(get: object, item: dict[str, object]) -> None:
    """Screened, one report, every lost run on record as lost."""
    status = get(f"/v1/requests/{item['id']}").json()  # type: ignore[operator]
    assert status["state"] in SCREENED, status
    done = [
        s for s in status["stages"] if (s["stage"], s["state"]) == ("screen", "done")
    ]
    assert len(done) == 1
    lost = {s["run"] for s in status["stages"] if s["error_code"] == "worker_lost"}
    assert lost == set(range(1, status["run"]))


@pytest.mark.slow
def test_ten_kills_of_the_worker_lose_and_double_nothing(tmp_path: Path) -> None:
    server = Running(tmp_path / "data", ATTEMPTS="20")
    server.start()
    try:
        with server.client as client:
            for _ in range(5):
                kill_worker_mid_read(server, client.post, 2)
            items = server.settled(client, within_s=120)
            assert len(items) == 5
            for item in items:
                check_once(client.get, item)
    finally:
        server.stop()


@pytest.mark.slow
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
