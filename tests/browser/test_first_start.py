"""`tecum serve` on an empty folder: the link it prints, a password, a first paper."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from service.access.first_admin import first_link
from tests.browser.house import PASSWORD
from tests.browser.steps import LETTER, review, row, text_file, upload
from tests.service.jobs.running import Running

pytestmark = pytest.mark.slow


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    server = Running(tmp_path / "data")
    server.start()
    yield server
    server.stop()


def test_the_first_administrator_chooses_a_password_and_sees_a_paper_screened(
    running: Running, chromium: Browser
) -> None:
    with running.store() as store:
        link = first_link(store, running.base)
    assert link is not None
    with closing(chromium.new_context(base_url=running.base)) as context:
        page = context.new_page()
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_contain_text("first admin")
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        page.get_by_role("button", name="Save and sign in").click()
        page.get_by_role("link", name="Queue").wait_for()
        review(page, upload(page, text_file(LETTER)))
        expect(row(page, "Case number")).to_contain_text("26 GJ 0777")
        page.goto(link)
        expect(page.locator("main")).to_contain_text("link")
        expect(page.get_by_role("button", name="Save and sign in")).to_have_count(0)
