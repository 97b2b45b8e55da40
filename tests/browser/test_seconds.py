"""What came second in a field is offered beside it: seen, reached by key, taken."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.clean import clean
from tests.browser.conftest import SignIn
from tests.browser.house import House
from tests.browser.steps import correct, review, row, text_file, toast, upload

pytestmark = pytest.mark.slow

LETTER = (
    "GRAND JURY SUBPOENA\n\nUnited States District Court\n"
    "for the Northern District of Illinois\n\n"
    "TO: Amazon.com, Inc.\n\nCase No. 1:26-sw-00777-QR\n\n"
    "YOU ARE COMMANDED to produce the following records for the account\n"
    "hollis.varga@examplemail.test from January 1, 2025 to June 30, 2025,\n"
    "in the matter also known as Case No. 2:26-cr-00929-TV and as\n"
    "Case No. 2:26-cr-00931-TV, pending in the\n"
    "United States District Court for the District of Oregon:\n\n"
    "1. Name and address of the account holder.\n"
    "2. Log-in times and IP addresses.\n\n"
    "Date: March 2, 2026\n/s/ Orla Finch\nDeputy Clerk of Court\n"
)
OTHER, THIRD = "2:26-cr-00929-TV", "2:26-cr-00931-TV"


@pytest.fixture(scope="module")
def read(house: House, chromium: Browser, cookies: object) -> str:
    """The path of a letter that names three cases and two courts."""
    state = cookies("ada")  # type: ignore[operator]
    context = chromium.new_context(base_url=house.url, storage_state=state)
    try:
        return upload(context.new_page(), text_file(LETTER, "three-cases.txt"))
    finally:
        context.close()


@pytest.fixture
def reviewed(page: Page, house: House, read: str) -> Page:
    review(page, house.another(read))
    return page


def offered(page: Page, label: str) -> Locator:
    return row(page, label).locator(".second")


def test_a_click_takes_another_number_with_its_place(reviewed: Page) -> None:
    number = row(reviewed, "Case number")
    number.locator(".pick").click()
    expect(offered(reviewed, "Case number")).to_have_count(2)
    expect(offered(reviewed, "Case number").first).to_contain_text("%")
    offered(reviewed, "Case number").filter(has_text=OTHER).click()
    toast(reviewed, "Case number saved")
    expect(number.locator(".value")).to_have_text(OTHER)
    expect(number).to_contain_text("was 1:26-sw-00777-QR")
    boxes = reviewed.locator(".box.lit")
    expect(boxes).to_have_count(1)
    expect(offered(reviewed, "Case number")).to_have_count(0)
    reviewed.keyboard.press("u")
    toast(reviewed, "Undone")
    expect(number.locator(".value")).to_have_text("1:26-sw-00777-QR")


def test_keys_alone_look_at_the_offers_and_take_one(reviewed: Page) -> None:
    number = row(reviewed, "Case number")
    number.locator(".pick").focus()
    reviewed.keyboard.press("o")
    expect(offered(reviewed, "Case number").nth(0)).to_be_focused()
    expect(reviewed.locator(".chosen")).to_have_count(1)
    reviewed.keyboard.press("o")
    second = offered(reviewed, "Case number").nth(1)
    expect(second).to_be_focused()
    said = (second.text_content() or "").rsplit(" ", 1)[0]
    reviewed.keyboard.press("Enter")
    toast(reviewed, "Case number saved")
    expect(number.locator(".value")).to_have_text(said)
    expect(reviewed.locator(".chosen")).to_have_count(0)
    expect(number.locator(".pick")).to_be_focused()


def test_the_editor_offers_them_too_and_brings_the_place_along(reviewed: Page) -> None:
    row(reviewed, "Case number").locator(".pick").focus()
    reviewed.keyboard.press("Enter")
    offers = reviewed.locator("#edit [data-offers]")
    offers.get_by_role("button", name=THIRD).click()
    expect(reviewed.get_by_label("Value", exact=True)).to_have_value(THIRD)
    expect(reviewed.locator("#edit [data-evidence]")).to_contain_text(THIRD)
    reviewed.get_by_role("button", name="Save").click()
    toast(reviewed, "Case number saved")
    expect(row(reviewed, "Case number")).to_contain_text("p. 1")


def test_another_court_is_offered_and_a_field_without_offers_says_so(
    reviewed: Page,
) -> None:
    row(reviewed, "Court ID").locator(".pick").click()
    expect(offered(reviewed, "Court ID")).to_have_text(re.compile("ord"))
    row(reviewed, "Issued").locator(".pick").focus()
    reviewed.keyboard.press("o")
    toast(reviewed, "Nothing came second here")


def test_another_court_brings_its_id_and_state_and_one_undo_takes_them_back(
    reviewed: Page,
) -> None:
    court, rest = row(reviewed, "Court"), ("Court ID", "State or region")
    before = [row(reviewed, name).locator(".value").inner_text() for name in rest]
    court.locator(".pick").click()
    offered(reviewed, "Court").filter(has_text="District of Oregon").click()
    toast(reviewed, "Court saved, with it")
    expect(row(reviewed, "Court ID").locator(".value")).to_have_text("ord")
    expect(row(reviewed, "State or region").locator(".value")).to_have_text("US-OR")
    expect(row(reviewed, "Court ID")).to_contain_text("came with Court")
    reviewed.keyboard.press("u")
    toast(reviewed, "Undone")
    for name, value in zip(rest, before, strict=True):
        expect(row(reviewed, name).locator(".value")).to_have_text(value)


def test_a_persons_own_word_stands_alone(reviewed: Page) -> None:
    correct(reviewed, "Case number", "26 GJ 1")
    toast(reviewed, "Case number saved")
    expect(offered(reviewed, "Case number")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_offers_are_accessible(
    sign_in: SignIn, house: House, read: str, scheme: str
) -> None:
    page = sign_in("ada", color_scheme=scheme)
    review(page, house.another(read))
    row(page, "Case number").locator(".pick").click()
    expect(offered(page, "Case number").first).to_be_visible()
    clean(page)
