import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from service.access import users
from service.access.passwords import Passwords
from service.access.users import NewUser
from service.cases.roles import Role
from service.store.engine import Store
from tests.service.databases import new_database, postgres
from tests.service.jobs.running import Running
from tests.service.load.figures import Book
from tests.service.load.stock import stock

PAPER = Path("samples/grand-jury-rider/source.pdf")
PASSWORD = "a long and unguessable phrase"  # noqa: S105 - of a user made here


@dataclass(frozen=True)
class Stocked:
    """A server with ten thousand requests, and the name of its database."""

    server: Running
    on: str
    ids: tuple[str, ...]


@pytest.fixture(scope="session")
def book() -> Iterator[Book]:
    made = Book()
    yield made
    made.write()


@dataclass(frozen=True)
class Database:
    """Which kind it is, and a server's settings that lead to an empty one."""

    name: str
    socket: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """Of another empty database each time."""
        return {"DATABASE_URL": new_database(self.socket)} if self.socket else {}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if request.param == "sqlite":
        yield Database("sqlite")
        return
    with postgres() as socket:
        yield Database("postgresql", socket)


@pytest.fixture(scope="session")
def stocked(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stocked]:
    """`tecum serve` in a process of its own, over ten thousand requests."""
    folder = tmp_path_factory.mktemp("stocked")
    server = Running(folder, READ_JOBS="0", **database.settings)
    server.start()
    try:
        with server.client as client, server.store() as store:
            ready(client)
            files = {"file": (PAPER.name, PAPER.read_bytes())}
            client.post("/v1/requests", files=files)
            (item,) = server.settled(client)
            assert item["pages"] == 4, item
            ids = stock(store, item["id"])
            _analyst(store)
        yield Stocked(server, database.name, ids)
    finally:
        server.stop()


def ready(client: httpx.Client, within_s: float = 60) -> None:
    """Wait until the service says that it can work."""
    until = time.monotonic() + within_s
    while not (told := client.get("/readyz").json())["ready"]:
        assert time.monotonic() < until, told
        time.sleep(0.2)


def _analyst(store: Store) -> None:
    hashed = Passwords().hash(PASSWORD)
    with store.begin() as session:
        user = users.add(session, NewUser("ada", (Role.SENIOR, Role.ADMIN)), "system")
        users.set_password(session, user, hashed, "system")
