from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = connect(url)
    upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    opened = connect(f"sqlite:///{tmp_path}/tecum.db")
    upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(f"file://{tmp_path}/blobs")
