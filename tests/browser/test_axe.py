"""Every page, light and dark, wide and on a tablet: no finding of axe-core."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, SignIn
from tests.browser.steps import correct, review, row, toast

pytestmark = pytest.mark.slow

PAGES = (
    "/queue", "/upload", "/dashboards", "/learning", "/audit?verify=true",
    "/users", "/account", "/operations", "/matters", "/requests/none",
)  # fmt: skip
SHAPES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "tablet": {"viewport": {"width": 820, "height": 1180}},
}


def _clean(page: Page) -> None:
    result: Any = Axe().run(page)
    found = [
        (finding["id"], [node["html"][:200] for node in finding["nodes"]])
        for finding in result.response["violations"]
    ]
    assert found == []


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_have_no_violations(sign_in: SignIn, shape: str) -> None:
    page = sign_in("ada", **SHAPES[shape])
    for path in PAGES:
        page.goto(path)
        _clean(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_review_has_no_violations_in_any_of_its_states(
    sign_in: SignIn, served: Served, shape: str
) -> None:
    page = sign_in("ada", **SHAPES[shape])
    review(page, served())
    correct(page, "Case number", "26 GJ 0421")
    toast(page, "saved")
    _clean(page)
    row(page, "Issued").locator(".pick").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#edit")).to_be_visible()
    _clean(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    _clean(page)
    page.keyboard.press("Escape")
    for tab in ("Reply", "History", "Notes"):
        page.get_by_role("tab", name=tab).click()
        _clean(page)


def test_the_pages_before_signing_in_have_no_violations(sign_in: SignIn) -> None:
    page = sign_in("ada")
    page.context.clear_cookies()
    page.goto("/login")
    _clean(page)


@pytest.mark.parametrize("width", [820, 1280])
def test_no_page_is_wider_than_the_screen(
    sign_in: SignIn, served: Served, width: int
) -> None:
    page = sign_in("ada", viewport={"width": width, "height": 900})
    for each in (*PAGES, served()):
        page.goto(each)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, each
