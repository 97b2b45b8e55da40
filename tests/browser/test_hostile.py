"""Names and texts of documents are words on our pages, whatever they contain."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import LETTER, correct, review, text_file, toast, upload

pytestmark = pytest.mark.slow

NAME = "<img src=x onerror=alert(1)>{{7*7}}.txt"
EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'


def test_a_hostile_file_name_and_text_stay_words(page: Page) -> None:
    text = LETTER.replace("26 GJ 0777", "26-GJ-0778").replace("Orla Finch", EVIL)
    path = upload(page, text_file(text, NAME))
    review(page, path)
    expect(page.locator(".case")).to_contain_text("onerror=alert(1)")
    expect(page.locator(".letters text").filter(has_text="onerror")).not_to_have_count(
        0
    )
    assert page.locator("img[src=x]").count() == 0
    page.goto("/queue")
    expect(page.locator("#rows")).to_contain_text("<img src=x onerror=alert(1)>{{7*7}}")
    assert page.locator("script:not([src])").count() == 0


def test_hostile_corrections_reasons_and_notes_stay_words(page: Page) -> None:
    review(page, upload(page, text_file(LETTER.replace("0777", "0779"))))
    correct(page, "Case number", EVIL)
    toast(page, "Case number saved")
    page.get_by_role("tab", name="Notes").click()
    page.get_by_label(re.compile("A note")).fill(EVIL)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#view-notes .events")).to_contain_text(EVIL)
    page.get_by_role("tab", name="History").click()
    expect(page.locator("ins")).to_have_text(EVIL)
    page.get_by_role("tab", name="Reply").click()
    expect(page.locator("[data-reply]")).to_contain_text("alert(2)")
    assert page.locator("img[src=x]").count() == 0


def test_an_original_is_saved_and_never_shown(page: Page) -> None:
    review(page, upload(page, text_file(LETTER.replace("0777", "0780"), "a.html")))
    with page.expect_download() as download:
        page.get_by_role("link", name="Original").click()
    assert download.value.suggested_filename.endswith("a.html")
    assert page.url.count("/requests/") == 1
