"""The service running for a browser: a real server, database, blobs and users."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import links, users
from service.access.passwords import Passwords
from service.access.users import NewUser
from service.app import create_app
from service.cases.roles import Role
from service.cases.states import State
from service.desk import Desk
from service.settings import Settings
from service.store import reports, requests
from service.store.blobs import Attachment, Stored
from service.store.reports import Publication
from service.store.requests import NewRequest
from service.store.schema import Blob, Request, RequestBlob

PASSWORD = "a long and unguessable phrase"  # noqa: S105 - of users made here
PEOPLE = {
    "ada": ("Ada Quill", (Role.SENIOR, Role.ADMIN, Role.AUDITOR)),
    "ben": ("Ben Marlow", (Role.ANALYST,)),
    "cleo": ("Cleo Hart", (Role.SENIOR,)),
    "dora": ("Dora Pell", (Role.SUBMITTER,)),
}


@dataclass(frozen=True)
class House:
    """A running service."""

    url: str
    desk: Desk

    def another(self, path: str) -> str:
        """The path of another request with the bytes and the report of a screened one.

        Reading takes seconds, and the pages do not care who published what they show.
        """
        with self.desk.store.begin() as session:
            first = requests.get(session, path.rsplit("/", 1)[1])
            new = NewRequest(first.filename, first.size, first.sha256, first.provider)
            made = requests.create(session, new).request
            made.run = 1
            for state in (State.QUEUED, State.READING):
                requests.transition(session, made.id, state, "system")
            reports.publish(session, made.id, _published(session, first))
            return f"/requests/{made.id}"

    def link(self, name: str) -> str:
        """The path of a one-time link for a user to choose a password anew."""
        with self.desk.store.begin() as session:
            user = users.by_name(session, name)
            assert user is not None
            secret = links.make(session, user.id, links.Purpose.RESET, "system")
        return f"/link/{secret}"


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """Start it on a free port with one worker thread; stop it at the end."""
    settings = Settings(
        data_dir=folder,
        port=0,
        embedded="thread",
        workers=1,
        read_jobs=1,
        api_rate="100000/minute",
        login_rate="1000/minute",
        allowed_hosts=("127.0.0.1",),
    )
    app = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", lifespan="on")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    _people(app.state.desk)
    try:
        yield House(f"http://127.0.0.1:{port}", app.state.desk)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def _published(session: Session, request: Request) -> Publication:
    row = reports.current(session, request.id)
    assert row is not None
    query = select(RequestBlob, Blob.size).join(Blob, Blob.sha256 == RequestBlob.sha256)
    blobs = session.execute(query.where(RequestBlob.request_id == request.id))
    attachments = tuple(
        Attachment(blob.kind, Stored(blob.sha256, size), blob.media, blob.number)
        for blob, size in blobs
        if blob.kind != "original"
    )
    return Publication(row.json, request.media, "", attachments)


def _people(desk: Desk) -> None:
    hashed = Passwords().hash(PASSWORD)
    with desk.store.begin() as session:
        for name, (display, roles) in PEOPLE.items():
            new = NewUser(name=name, display=display, roles=roles)
            user = users.add(session, new, "system")
            users.set_password(session, user, hashed, "system")
