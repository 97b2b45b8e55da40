from collections.abc import Iterator

import pytest

from tests.service.databases import new_database, postgres
from tests.service.office import Office, opened


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The service with a worker, on either database: they refuse different things."""
    folder = tmp_path_factory.mktemp("attacked")
    chosen = {"embedded": "thread", "read_jobs": 1}
    if request.param == "sqlite":
        with opened(folder, **chosen) as made:
            yield made
        return
    with (
        postgres() as socket,
        opened(folder, database_url=new_database(socket), **chosen) as made,
    ):
        yield made
