"""Every page, light and dark, wide and on a tablet: no finding of axe-core."""

import pytest
from playwright.sync_api import expect

from tests.browser.clean import SHAPES, clean
from tests.browser.conftest import Served, SignIn
from tests.browser.house import House
from tests.browser.steps import correct, review, row, toast

pytestmark = pytest.mark.slow

PAGES = (
    "/queue", "/upload", "/dashboards", "/learning", "/audit?verify=true",
    "/users", "/account", "/operations", "/matters", "/requests/none",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_have_no_violations(sign_in: SignIn, shape: str) -> None:
    page = sign_in("ada", **SHAPES[shape])
    for path in PAGES:
        page.goto(path)
        clean(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_review_has_no_violations_in_any_of_its_states(
    sign_in: SignIn, served: Served, shape: str
) -> None:
    page = sign_in("ada", **SHAPES[shape])
    review(page, served())
    correct(page, "Case number", "26 GJ 0421")
    toast(page, "saved")
    clean(page)
    row(page, "Issued").locator(".pick").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#edit")).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    clean(page)
    page.keyboard.press("Escape")
    for tab in ("Reply", "History", "Notes"):
        page.get_by_role("tab", name=tab).click()
        clean(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pages_before_signing_in_have_no_violations(
    sign_in: SignIn, house: House, shape: str
) -> None:
    page = sign_in("ada", **SHAPES[shape])
    page.context.clear_cookies()
    page.goto("/login")
    clean(page)
    page.fill("[name=name]", "nobody")
    page.fill("[name=password]", "wrong and long enough")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    clean(page)
    for path in (house.link("cleo"), "/link/spent"):
        page.goto(path)
        clean(page)


@pytest.mark.parametrize("width", [820, 1280])
def test_no_page_is_wider_than_the_screen(
    sign_in: SignIn, served: Served, width: int
) -> None:
    page = sign_in("ada", viewport={"width": width, "height": 900})
    for each in (*PAGES, served()):
        page.goto(each)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, each
