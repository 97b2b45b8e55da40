from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The settings of an empty database of either kind."""
    if request.param == "sqlite":
        yield {}
        return
    with postgres() as socket:
        yield {"DATABASE_URL": new_database(socket)}


@pytest.fixture(scope="session")
def stocked(
    database: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stocked]:
    """`tecum serve` in a process of its own, over ten thousand requests."""
    server = Running(tmp_path_factory.mktemp("stocked"), READ_JOBS="0", **database)
    server.start()
    try:
        with server.client as client, server.store() as store:
            files = {"file": (PAPER.name, PAPER.read_bytes())}
            client.post("/v1/requests", files=files)
            (item,) = server.settled(client)
            assert item["pages"] == 4, item
            ids = stock(store, item["id"])
            _analyst(store)
        yield Stocked(server, store.engine.dialect.name, ids)
    finally:
        server.stop()


def _analyst(store: Store) -> None:
    hashed = Passwords().hash(PASSWORD)
    with store.begin() as session:
        user = users.add(session, NewUser("ada", (Role.SENIOR, Role.ADMIN)), "system")
        users.set_password(session, user, hashed, "system")
