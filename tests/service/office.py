"""The whole service in this process: application, database, queue, workers."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import structlog
import uvicorn
from fastapi import FastAPI

from service.access.tokens import Tokens, Wanted
from service.access.users import NewUser, add
from service.app import create_app
from service.cases.roles import Permission, Role
from service.desk import Desk
from service.settings import Settings

PAPER = """UNITED STATES DISTRICT COURT
for the District of Oregon

SUBPOENA TO TESTIFY BEFORE A GRAND JURY

To: Amazon.com, Inc., Custodian of Records
Grand jury number 26-GJ-0733

YOU ARE COMMANDED to produce the following records for the account of
wren.tallow@examplemail.test from January 1, 2026 through March 31, 2026:

1. Name and billing address of the account holder.
2. Records of log-in times and IP addresses.
3. The contents of all messages sent to sellers.

Date issued: April 2, 2026. Appear on May 12, 2026.

/s/ Moss Verity, Clerk of Court
"""
WAITING = ("received", "queued", "reading")


def settings(folder: Path, **chosen: Any) -> Settings:  # noqa: ANN401
    """Settings for a test: quick to notice what is lost, no limits on rates."""
    usual: dict[str, Any] = {
        "data_dir": folder,
        "base_url": "http://testserver",
        "embedded": "off",
        "api_rate": "1000000/minute",
        "upload_rate": "1000000/minute",
        "lease_s": 2.0,
        "reap_s": 0.3,
        "retry_s": 0.1,
        "stuck_s": 0.5,
    }
    return Settings(**{**usual, **chosen}, _env_file=None)


class Office:
    """A running service, and somebody with every role who calls it."""

    def __init__(self, client: httpx.Client, desk: Desk) -> None:
        self.client = client
        self.desk = desk
        self.user_id = self.user("everybody", *Role)
        self.headers = {"Authorization": f"Bearer {self.token(self.user_id)}"}

    def user(self, name: str, *roles: Role) -> str:
        """The id of a new user."""
        with self.desk.store.begin() as session:
            return add(session, NewUser(name, roles), "test").id

    def token(self, user_id: str) -> str:
        """A token that may do all its user may."""
        wanted = Wanted("test", tuple(Permission), 1)
        return Tokens(self.desk.store).make(user_id, wanted, "test")

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        """A request of the one with every role, unless `headers` name somebody else."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def get(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        return self.ask("POST", path, **more)

    def upload(
        self,
        data: bytes | str = PAPER,
        name: str = "paper.txt",
        **more: Any,  # noqa: ANN401
    ) -> httpx.Response:
        """Upload a file; `fields` and `headers` go along."""
        raw = data.encode() if isinstance(data, str) else data
        fields = more.pop("fields", {})
        return self.post(
            "/v1/requests", files={"file": (name, raw)}, data=fields, **more
        )

    def staged(self) -> list[Path]:
        """What lies in staging."""
        folder = self.desk.settings.staging
        return sorted(folder.iterdir()) if folder.is_dir() else []


@contextmanager
def opened(folder: Path, **chosen: Any) -> Iterator[Office]:  # noqa: ANN401
    """The service over a folder, behind a real port."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    app = create_app(settings(folder, port=port, base_url=base, **chosen))
    with served(app, port), httpx.Client(base_url=base, timeout=30) as client:
        yield Office(client, app.state.desk)


@contextmanager
def served(app: FastAPI, port: int) -> Iterator[None]:
    """An application answering on a port of the loopback."""
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
