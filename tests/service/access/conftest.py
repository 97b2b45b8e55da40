from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.access.site import Browser, Site, opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def browser(site: Site) -> Browser:
    return site.browser()
