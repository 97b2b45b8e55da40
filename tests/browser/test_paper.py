"""Paper and panel belong together: boxes, words, search, the size of the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.steps import review, row, toast

pytestmark = pytest.mark.slow


@pytest.fixture
def reviewed(page: Page, served: Served) -> Page:
    review(page, served())
    return page


def test_a_click_on_a_field_lights_its_box_and_the_other_way_round(
    reviewed: Page,
) -> None:
    row(reviewed, "Case number").locator(".pick").click()
    lit = reviewed.locator("#page-2 .box.lit")
    expect(lit).to_have_count(1)
    expect(lit).to_be_in_viewport()

    issued = row(reviewed, "Issued").get_attribute("data-item")
    reviewed.locator(f'.box[data-for="{issued}"]').click()
    expect(row(reviewed, "Issued")).to_have_class(re.compile("lit"))
    expect(row(reviewed, "Issued")).to_be_in_viewport()


def test_words_marked_on_the_page_become_value_and_evidence(reviewed: Page) -> None:
    row(reviewed, "Due").locator(".pick").focus()
    reviewed.keyboard.press("Enter")
    issued = row(reviewed, "Issued").get_attribute("data-item")
    box = reviewed.locator(f'.box[data-for="{issued}"]')
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    reviewed.mouse.move(place["x"] + 1, place["y"] + 1)
    reviewed.mouse.down()
    reviewed.mouse.move(place["x"] + place["width"], place["y"] + place["height"])
    reviewed.mouse.up()
    expect(reviewed.locator("#edit [data-evidence]")).to_contain_text("April 14, 2026")
    expect(reviewed.locator("#edit input[type=date]")).to_have_value("2026-04-14")
    reviewed.get_by_role("button", name="Save").click()
    toast(reviewed, "Due saved")
    expect(row(reviewed, "Due")).to_contain_text("14 April 2026")
    expect(row(reviewed, "Due")).to_contain_text("p. 2")


def test_days_written_on_the_paper_are_offered_with_their_words(
    reviewed: Page,
) -> None:
    row(reviewed, "Due").locator(".pick").focus()
    reviewed.keyboard.press("Enter")
    offers = reviewed.locator("#edit [data-offers]")
    offers.get_by_role("button", name="14 April 2026, p. 1").click()
    expect(reviewed.locator("#edit input[type=date]")).to_have_value("2026-04-14")
    expect(reviewed.locator("#edit [data-evidence]")).to_contain_text("April 14, 2026")
    expect(reviewed.locator("#page-1 .chosen")).to_have_count(3)
    expect(offers.get_by_role("button", name="12 May 2026")).to_have_count(0)
    reviewed.get_by_role("button", name="Save").click()
    toast(reviewed, "Due saved")
    expect(row(reviewed, "Due")).to_contain_text("p. 1")


def test_doubtful_values_are_marked_on_top(reviewed: Page) -> None:
    marked = reviewed.locator(".row.doubtful")
    expect(marked.first).to_contain_text(re.compile("check this|look once"))
    fields = reviewed.get_by_role("heading", name="Fields").locator("+ ul > li")
    expect(fields.first).to_have_class(re.compile("doubtful"))


def test_search_finds_words_and_says_how_many(reviewed: Page) -> None:
    reviewed.keyboard.press("/")
    reviewed.keyboard.type("account holder")
    expect(reviewed.locator("[data-hits]")).to_have_text(re.compile(r"1 / [2-9]"))
    expect(reviewed.locator(".hit.now").first).to_be_in_viewport()


def test_keys_make_the_page_larger_turn_it_and_leave_boxes_in_place(
    reviewed: Page,
) -> None:
    paper = reviewed.locator("#page-1 svg")
    before = paper.bounding_box()
    reviewed.keyboard.press("+")
    after = paper.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.2
    reviewed.keyboard.press("r")
    expect(paper).to_have_attribute("viewBox", "0 0 792 612")


def test_kinds_of_data_are_taken_away_and_added(reviewed: Page) -> None:
    demand = reviewed.locator("li.demand").first
    demand.get_by_role("button", name="Remove Subscriber identity").click()
    gone = demand.locator(".chip", has_text="Subscriber identity")
    expect(gone).to_have_count(0)
    demand.get_by_role("button", name="Change the kinds of data").click()
    reviewed.keyboard.type("purchase")
    reviewed.keyboard.press("Enter")
    reviewed.get_by_role("button", name="Save").click()
    expect(demand.locator(".chip", has_text="Purchase history")).to_be_visible()


def test_a_demand_is_split_and_joined_again(reviewed: Page) -> None:
    count = reviewed.locator("li.demand").count()
    reviewed.locator(".demand-pick").first.click()
    reviewed.keyboard.press("s")
    reviewed.get_by_label("Demands").fill("Name;\nTelephone number;")
    reviewed.get_by_role("button", name="Split", exact=True).click()
    expect(reviewed.locator("li.demand")).to_have_count(count + 1)
    reviewed.locator(".demand-pick").first.click()
    reviewed.keyboard.press("Shift+M")
    expect(reviewed.locator("li.demand")).to_have_count(count)


def test_a_key_can_be_changed_and_is_kept(reviewed: Page) -> None:
    reviewed.keyboard.press("?")
    reviewed.locator('[data-name="rotate"]').click()
    reviewed.keyboard.press("y")
    reviewed.get_by_role("button", name="Close", exact=True).click()
    reviewed.reload()
    reviewed.locator("main[data-ready]").wait_for()
    reviewed.keyboard.press("y")
    paper = reviewed.locator("#page-1 svg")
    expect(paper).to_have_attribute("viewBox", "0 0 792 612")
