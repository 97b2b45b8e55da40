import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from service.store.blobs import Blobs
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from tests.service.databases import new_database, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tecum.db"
    return new_database(request.getfixturevalue("server"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file brought up to date once, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "tecum.db"
    made = connect(f"sqlite:///{path}")
    upgrade(made)
    made.settle()
    made.close()
    return path


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a PostgreSQL database brought up to date once, to be copied."""
    url = new_database(server)
    made = connect(url)
    upgrade(made)
    made.close()
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty database of either kind, up to date."""
    if request.param == "sqlite":
        yield from _opened(_copied(request.getfixturevalue("migrated"), tmp_path))
    else:
        server = request.getfixturevalue("server")
        yield from _opened(new_database(server, request.getfixturevalue("template")))


@pytest.fixture
def sqlite(migrated: Path, tmp_path: Path) -> Iterator[Store]:
    yield from _opened(_copied(migrated, tmp_path))


def _copied(migrated: Path, folder: Path) -> str:
    shutil.copy(migrated, folder / "tecum.db")
    return f"sqlite:///{folder}/tecum.db"


def _opened(url: str) -> Iterator[Store]:
    opened = connect(url)
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(f"file://{tmp_path}/blobs")
