"""The real service: `tecum serve` in a process of its own, started and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from service.access.tokens import Tokens, Wanted
from service.access.users import NewUser, add
from service.cases.roles import Permission, Role
from service.store.engine import Store, connect
from tests.service.office import WAITING, free_port


class Running:
    """A server over a folder; `env` are settings, in capitals without prefix.

    `checkout` is where the program lies, if elsewhere than here.
    """

    def __init__(self, folder: Path, checkout: Path | None = None, **env: str) -> None:
        self.folder = folder
        self.checkout = checkout
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        told = {
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "BASE_URL": self.base,
            "LEASE_S": "2",
            "REAP_S": "0.3",
            "STUCK_S": "1",
            "RETRY_S": "0.2",
            "API_RATE": "1000000/minute",
            "UPLOAD_RATE": "1000000/minute",
            "READ_JOBS": "1",
            **env,
        }
        self._env = {**os.environ, **{f"TECUM_{k}": v for k, v in told.items()}}
        self._process: subprocess.Popen[bytes] | None = None
        self._token = ""

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = (sys.executable, "-m", "extractor", "serve")
        self._process = subprocess.Popen(
            command,
            cwd=self.checkout,
            env=self._env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            if self._answers():
                break
            assert self._process.poll() is None
            time.sleep(0.05)
        self._token = self._token or self._made()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.base}/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def _made(self) -> str:
        with self.store() as store:
            with store.begin() as session:
                user = add(session, NewUser("all", tuple(Role)), "test").id
            return Tokens(store).make(user, Wanted("t", tuple(Permission), 1), "test")

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Its database, opened beside it."""
        local = f"sqlite:///{self.folder}/tecum.db"
        store = connect(self._env.get("TECUM_DATABASE_URL", local))
        yield store
        store.close()

    @property
    def client(self) -> httpx.Client:
        """A client that may do everything."""
        headers = {"Authorization": f"Bearer {self._token}"}
        return httpx.Client(base_url=self.base, headers=headers, timeout=30)

    def kill(self) -> None:
        """Kill the server as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=60)

    def workers(self) -> list[int]:
        """Processes of its workers."""
        assert self._process is not None
        return children(self._process.pid)

    def processes(self) -> list[int]:
        """The server and its workers, without the children that read."""
        assert self._process is not None
        return [self._process.pid, *self.workers()]

    def settled(
        self, client: httpx.Client, within_s: float = 60
    ) -> list[dict[str, Any]]:
        """All requests, once none is on its way any more."""
        until = time.monotonic() + within_s
        while True:
            items: list[dict[str, Any]] = client.get(
                "/v1/requests", params={"limit": 200, "sort": "oldest"}
            ).json()["items"]
            on_the_way = [i for i in items if i["state"] in WAITING or i["retry_at"]]
            if not on_the_way:
                return items
            assert time.monotonic() < until, on_the_way
            time.sleep(0.1)


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        # A thread may end between the look at the list and the look at the thread.
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, (task / "children").read_text().split())
    return sorted(found)
