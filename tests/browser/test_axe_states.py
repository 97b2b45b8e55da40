"""What pages become while people work on them: no finding of axe-core either."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from extractor import batch
from extractor.check import load_profile
from extractor.process import Options
from extractor.read import ReadOptions
from extractor.show import write_html
from tests.browser.clean import SHAPES, clean
from tests.browser.conftest import Served, SignIn
from tests.browser.steps import (
    LETTER,
    SUBPOENA,
    correct,
    review,
    text_file,
    toast,
    upload,
)

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("shape", SHAPES)]


def test_what_a_sender_sees(sign_in: SignIn, shape: str) -> None:
    page = sign_in("dora", **SHAPES[shape])
    path = upload(page, text_file(LETTER.replace("0777", f"77-{shape}")))
    clean(page)
    for each in (path, "/queue", "/users"):
        page.goto(each)
        clean(page)


def test_menus_and_dialogs_of_the_review(
    sign_in: SignIn, served: Served, shape: str
) -> None:
    page = sign_in("ada", **SHAPES[shape])
    review(page, served())
    page.locator(".more summary").click()
    clean(page)
    page.locator(".more summary").click()
    page.keyboard.press("Shift+D")
    clean(page)
    page.locator("#ask").get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Change the kinds of data").first.click()
    clean(page)


def test_two_values_to_choose_from(sign_in: SignIn, served: Served, shape: str) -> None:
    path = served()
    ada, ben = sign_in("ada", **SHAPES[shape]), sign_in("ben", **SHAPES[shape])
    review(ada, path)
    review(ben, path)
    correct(ada, "Case number", "26 GJ 1111")
    toast(ada, "saved")
    correct(ben, "Case number", "26 GJ 2222")
    expect(ben.locator("#conflict")).to_be_visible()
    clean(ben)
    ben.get_by_role("button", name="Decide later").click()
    expect(ben.locator(".row.contested")).to_have_count(1)
    clean(ben)


def test_a_dismissed_finding_and_a_proposal_that_waits(
    sign_in: SignIn, served: Served, shape: str
) -> None:
    page = sign_in("ada", **SHAPES[shape])
    review(page, served())
    page.locator("li.finding .pick").first.click()
    page.keyboard.press("d")
    page.keyboard.type("It is enclosed.")
    clean(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.finding.dismissed")).to_have_count(1)
    page.keyboard.press("Shift+D")
    page.get_by_label("What happens").select_option("reject")
    page.get_by_label("Why", exact=True).fill("Not served on us.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator(".pending")).to_be_visible()
    clean(page)


def test_a_file_that_could_not_be_read(sign_in: SignIn, shape: str) -> None:
    page = sign_in("ada", **SHAPES[shape])
    page.goto(upload(page, text_file(f"\x00\x01 no paper {shape}", "x.bin")))
    expect(page.locator("main")).to_contain_text("There is no report")
    clean(page)


def test_the_report_page_of_a_screening(
    chromium: Browser, tmp_path: Path, shape: str
) -> None:
    path, quiet = tmp_path / "report.html", ReadOptions(jobs=1)
    options = Options(load_profile("amazon"), reading=quiet)
    done = batch.run((SUBPOENA,), options, jobs=1, done=lambda _: None)
    write_html(path, done, quiet)
    # The page's own policy lets no script of axe-core in.
    settings = {"bypass_csp": True, **SHAPES[shape]}
    with closing(chromium.new_context(**settings)) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        clean(page)
