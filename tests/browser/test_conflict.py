"""Two analysts at once: both values are seen, neither is lost, one is chosen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, SignIn
from tests.browser.steps import correct, review, row, toast

pytestmark = pytest.mark.slow


def test_the_second_analyst_sees_both_values_and_chooses(
    sign_in: SignIn, served: Served
) -> None:
    ada, ben = sign_in("ada"), sign_in("ben")
    path = served()
    review(ada, path)
    review(ben, path)

    correct(ada, "Case number", "26 GJ 1111")
    toast(ada, "saved")
    correct(ben, "Case number", "26 GJ 2222")

    conflict = ben.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text("26 GJ 1111")
    expect(conflict).to_contain_text("Ada Quill")
    expect(conflict).to_contain_text("26 GJ 2222")
    conflict.get_by_role("button", name="26 GJ 2222").click()
    toast(ben, "Settled")
    expect(row(ben, "Case number").locator(".value")).to_have_text("26 GJ 2222")


def test_a_choice_put_off_stays_open_for_everybody(
    sign_in: SignIn, served: Served
) -> None:
    ada, ben = sign_in("ada"), sign_in("ben")
    path = served()
    review(ada, path)
    review(ben, path)
    correct(ada, "Case number", "26 GJ 1111")
    toast(ada, "saved")
    correct(ben, "Case number", "26 GJ 2222")
    ben.get_by_role("button", name="Decide later").click()
    expect(row(ben, "Case number").locator(".value")).to_have_text("26 GJ 1111")
    expect(row(ben, "Case number")).to_contain_text("two values")

    ada.reload()
    ada.get_by_role("button", name="Choose: Case number").click()
    ada.locator("#conflict").get_by_role("button", name="26 GJ 2222").click()
    toast(ada, "Settled")
    expect(row(ada, "Case number").locator(".value")).to_have_text("26 GJ 2222")
    expect(row(ada, "Case number")).not_to_contain_text("two values")


def test_different_fields_merge_without_a_word(sign_in: SignIn, served: Served) -> None:
    ada, ben = sign_in("ada"), sign_in("ben")
    path = served()
    review(ada, path)
    review(ben, path)
    correct(ada, "Case number", "26 GJ 1111")
    toast(ada, "saved")
    correct(ben, "Addressed to", "Amazon.com Services LLC")
    toast(ben, "saved")
    expect(row(ben, "Case number").locator(".value")).to_have_text("26 GJ 1111")
