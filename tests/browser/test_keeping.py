"""Demands added and taken out, who may see a request, trainings asked for."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, SignIn
from tests.browser.steps import review, toast

pytestmark = pytest.mark.slow


def test_a_demand_is_added_and_taken_out(page: Page, served: Served) -> None:
    review(page, served())
    before = page.locator("[data-demand]").count()
    page.get_by_role("button", name="Add a demand…").first.click()
    page.get_by_label("What is demanded").fill("Records of gift cards redeemed.")
    page.get_by_role("button", name="Add", exact=True).click()
    toast(page, "Added")
    expect(page.locator("[data-demand]")).to_have_count(before + 1)
    page.get_by_role("button", name=re.compile("is no demand")).last.click()
    page.get_by_role("button", name="Take it out").click()
    toast(page, "Taken out")
    expect(page.locator("[data-demand]")).to_have_count(before)


def test_a_senior_restricts_a_request_and_an_analyst_sees_it_no_more(
    sign_in: SignIn, served: Served
) -> None:
    cleo, ben = sign_in("cleo"), sign_in("ben")
    path = served()
    review(cleo, path)
    cleo.locator(".more summary").click()
    cleo.get_by_role("button", name="Who may see it…").click()
    cleo.get_by_label("Restricted").select_option("yes")
    cleo.get_by_label("Why", exact=True).fill("Sealed by the court.")
    cleo.get_by_role("button", name="Save").click()
    expect(cleo.locator("header.case")).to_contain_text("Restricted")
    answer = ben.goto(path)
    assert answer is not None
    assert answer.status == 404


def test_turned_pages_stay_turned(page: Page, served: Served) -> None:
    path = served()
    review(page, path)
    page.locator('[data-do="rotate"]').click()
    turned = page.locator("#page-1 svg").get_attribute("viewBox")
    review(page, path)
    assert page.locator("#page-1 svg").get_attribute("viewBox") == turned
    assert turned == "0 0 792 612"
