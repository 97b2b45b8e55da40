"""The service running for a browser: a real server, database, blobs and users."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from service.access import users
from service.access.passwords import Passwords
from service.access.users import NewUser
from service.app import create_app
from service.cases.roles import Role
from service.desk import Desk
from service.settings import Settings

PASSWORD = "a long and unguessable phrase"  # noqa: S105 - of users made here
PEOPLE = {
    "ada": ("Ada Quill", (Role.SENIOR, Role.ADMIN, Role.AUDITOR)),
    "ben": ("Ben Marlow", (Role.ANALYST,)),
    "cleo": ("Cleo Hart", (Role.SENIOR,)),
}


@dataclass(frozen=True)
class House:
    """A running service."""

    url: str
    desk: Desk


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


def _people(desk: Desk) -> None:
    hashed = Passwords().hash(PASSWORD)
    with desk.store.begin() as session:
        for name, (display, roles) in PEOPLE.items():
            new = NewUser(name=name, display=display, roles=roles)
            user = users.add(session, new, "system")
            users.set_password(session, user, hashed, "system")
