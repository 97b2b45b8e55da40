"""How soon an analyst can work: queue and review in a real browser, 10,000 stored."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import chromium
from tests.service.load.conftest import PASSWORD, Stocked
from tests.service.load.figures import Book, measured
from tests.service.load.test_reads import paths

__all__ = ["chromium"]
pytestmark = [pytest.mark.slow, pytest.mark.nightly]

USABLE_MS, TIMES = 500.0, 20
_WATCH = """
const note = () => {
  if (document.querySelector("main[data-ready]")) window.usable ??= performance.now();
};
new MutationObserver(note).observe(document, {
  subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"],
});
"""
_WIRED = (
    """() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd"""
)
_SEEN = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.name.includes("/picture"))
  .map((entry) => entry.responseEnd)"""


@pytest.fixture(scope="module")
def analyst(stocked: Stocked, chromium: Browser) -> Iterator[BrowserContext]:
    """The browser of somebody who is signed in and has worked for a while."""
    context = chromium.new_context(base_url=stocked.server.base)
    context.add_init_script(_WATCH)
    with closing(context):
        page = context.new_page()
        page.goto("/login")
        page.fill("[name=name]", "ada")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/queue")
        yield context


def test_a_review_is_usable_within_half_a_second(
    stocked: Stocked, analyst: BrowserContext, book: Book
) -> None:
    asked = islice(paths(stocked, "/requests/{id}"), TIMES)
    taken = [opened(analyst, path) for path in asked]
    usable = [ready for ready, _ in taken]
    seen = [shown for _, shown in taken]
    name = "review: usable by keyboard"
    figure = measured(("browser", name, stocked.on), usable, limit=USABLE_MS)
    book.note(figure)
    book.note(measured(("browser", "review: first picture here", stocked.on), seen))
    assert figure.is_kept, taken


def test_the_queue_is_usable_within_half_a_second(
    stocked: Stocked, analyst: BrowserContext, book: Book
) -> None:
    taken = []
    with closing(analyst.new_page()) as page:
        for _ in range(TIMES):
            page.goto("/queue")
            taken.append(float(page.evaluate(_WIRED)))
    figure = measured(("browser", "queue: usable", stocked.on), taken, limit=USABLE_MS)
    assert book.note(figure).is_kept, taken


def opened(analyst: BrowserContext, path: str) -> tuple[float, float]:
    """Milliseconds from the click until keys work, and until a picture is here."""
    with closing(analyst.new_page()) as page:
        page.goto(path)
        page.locator("main[data-ready]").wait_for()
        page.wait_for_load_state("networkidle")
        return float(page.evaluate("window.usable")), min(page.evaluate(_SEEN))
