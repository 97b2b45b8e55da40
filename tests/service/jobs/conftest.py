from collections.abc import Iterator
from pathlib import Path

import pytest

from service import desk
from service.desk import Desk
from tests.service.office import settings


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    """A desk without any worker."""
    made = desk.opened(settings(tmp_path))
    yield made
    made.close()
