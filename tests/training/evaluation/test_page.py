"""The page in a real browser: nothing blocked, nothing overlaps, filters work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from extractor.read import ReadOptions, read
from tests.training.evaluation import papers
from training.evaluation import session
from training.evaluation.ledger import Thresholds
from training.evaluation.page import crops
from training.evaluation.record import Answer, Verdict
from training.evaluation.result import Error
from training.evaluation.session import Choice
from training.gold import load

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser")

_OVERLAPS = """() => {
  const pairs = [];
  for (const chart of document.querySelectorAll("svg.chart")) {
    const texts = [...chart.querySelectorAll("text")].map(
      (t) => [t.textContent, t.getBoundingClientRect()]);
    for (const [i, [a, p]] of texts.entries())
      for (const [b, q] of texts.slice(i + 1))
        if (p.left < q.right - 1 && q.left < p.right - 1 &&
            p.top < q.bottom - 3 && q.top < p.bottom - 3) pairs.push(`${a} / ${b}`);
  }
  return pairs;
}"""
_CUT = """() => [...document.querySelectorAll("svg.chart text")].filter((t) => {
  const own = t.getBoundingClientRect();
  const all = t.closest("svg").getBoundingClientRect();
  return own.right > all.right + 1 || own.left < all.left - 1;
}).map((t) => t.textContent)"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    gold, out = papers.write(folder / "gold"), folder / "out"
    choice = Choice(gold, out, None, None, None, Thresholds(), ())
    plan = session.plan(choice, "auto", 1, folder / "cache")
    session.draw(choice, session.evaluated(choice, plan), 80, folder / "cache")
    return out / "report.html"


@pytest.fixture(scope="module")
def page(path: Path) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        assert complaints == []
        yield page
        browser.close()


def test_no_text_of_a_plot_lies_on_another_or_is_cut(page: Page) -> None:
    assert page.locator("svg.chart").count() > 5
    assert page.evaluate(_OVERLAPS) == []
    assert page.evaluate(_CUT) == []


@pytest.mark.parametrize("width", [1280, 420])
def test_the_page_is_never_wider_than_its_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_errors_are_filtered_by_label(page: Page) -> None:
    assert page.locator(".card:visible").count() > 1
    page.select_option('select[data-by="what"]', "date due")
    assert page.locator(".card:visible").count() == 1
    card = page.locator(".card:visible")
    assert "2026-03-19" in card.inner_text()
    assert card.locator("rect.found").count() == 1
    page.select_option('select[data-by="what"]', "")


def test_values_are_found_where_whole_words_spell_them(tmp_path: Path) -> None:
    (gold, *_) = load(papers.write(tmp_path / "gold"))
    document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
    (box,) = crops.places(document, "26 gj 0317")
    assert document.page_text(1).count("26 GJ 0317") == 1
    assert box.page == 1
    # "brook" stands only inside an address.
    assert crops.places(document, "brook") == ()
    assert crops.places(document, "") == ()


def test_errors_take_turns_by_label() -> None:
    errors = [_error("x"), _error("x"), _error("x"), _error("y")]
    assert crops.pick(errors, 2) == (0, 3)
    assert crops.pick(errors, 9) == (0, 3, 1, 2)


def _error(what: str) -> Error:
    return Error("a", "a.txt", "", Answer(what, "1", None, Verdict.MISSED))
