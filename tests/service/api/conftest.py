from collections.abc import Iterator

import pytest

from tests.service.office import Office, opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("office"), max_upload=100_000) as made:
        yield made
