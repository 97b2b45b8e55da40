"""The queue by keyboard, its bulk actions and saved views."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.steps import LETTER, text_file, toast, upload

pytestmark = pytest.mark.slow


def test_requests_are_chosen_claimed_and_opened_by_keyboard(
    page: Page, served: Served
) -> None:
    served(), served()
    page.goto("/queue?sort=newest")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-count]")).to_have_text("2")
    page.keyboard.press("c")
    toast(page, "2 claimed")
    expect(page.locator("tbody tr").first).to_contain_text("Ada Quill")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/requests/*")


def test_search_and_filters_narrow_and_a_view_is_saved(page: Page) -> None:
    upload(page, text_file(LETTER.replace("0777", "3003")))
    page.goto("/queue")
    page.get_by_role("searchbox").fill("3003")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name", exact=True).fill("Only 3003")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Only 3003").wait_for()
    page.goto("/queue")
    page.get_by_role("link", name="Only 3003").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Delete the view Only 3003").click()
    expect(page.get_by_role("link", name="Only 3003")).to_have_count(0)


def test_an_upload_that_cannot_be_read_says_why_and_can_be_tried_again(
    page: Page,
) -> None:
    junk = {"name": "x.bin", "mimeType": "x/y", "buffer": b"\x00\x01\x02 no paper"}
    path = upload(page, junk)  # type: ignore[arg-type]
    page.goto(path)
    expect(page.locator("main")).to_contain_text("There is no report")
    expect(page.locator("main")).to_contain_text(re.compile("unsupported_type"))
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
