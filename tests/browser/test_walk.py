"""The first-time walk: from an upload to the decision and its trace in the log."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, SignIn
from tests.browser.steps import SUBPOENA, correct, review, row, toast, upload

pytestmark = pytest.mark.slow


def test_from_upload_to_decision_reply_and_audit(page: Page, tmp_path: Path) -> None:
    path = upload(page, SUBPOENA)
    page.goto("/queue?sort=newest")
    page.locator(f'[data-open][href="{path}"]').click()
    page.locator("main[data-ready]").wait_for()
    _correct_two_fields(page)
    _dismiss_a_finding(page)
    assert _download_the_reply(page, tmp_path / "reply.docx").startswith(b"PK")
    page.get_by_role("tab", name="Read").click()
    page.keyboard.press("Shift+D")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Decided by Ada Quill")
    expect(page.locator("header.case")).to_contain_text("Decided")
    _see_the_audit_entries(page)


def _correct_two_fields(page: Page) -> None:
    correct(page, "Case number", "26 GJ 0420")
    toast(page, "Case number saved")
    expect(row(page, "Case number")).to_contain_text("26 GJ 0420")
    expect(row(page, "Case number")).to_contain_text("was 26 GJ 0419")
    expect(page.get_by_role("heading", level=1)).to_contain_text("26 GJ 0420")
    correct(page, "Addressed to", "Amazon.com Services LLC")
    toast(page, "Addressed to saved")


def _dismiss_a_finding(page: Page) -> None:
    finding = page.locator("li.finding", has_text="Period open at one end").first
    finding.get_by_role("button", name="Period open").click()
    page.keyboard.press("d")
    page.keyboard.type("The account was opened last year.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.finding.dismissed")).to_contain_text("Ada Quill")


def _download_the_reply(page: Page, saved: Path) -> bytes:
    page.get_by_role("tab", name="Reply").click()
    expect(page.locator("[data-reply]")).to_contain_text("26 GJ 0420")
    expect(page.locator("[data-reply]")).not_to_contain_text("first and a last day")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    download.value.save_as(saved)
    return saved.read_bytes()


def _see_the_audit_entries(page: Page) -> None:
    page.get_by_role("tab", name="History").click()
    expect(page.locator("ins").first).to_have_text("26 GJ 0420")
    page.get_by_role("link", name="Audit entries").click()
    for action in ("correction.added", "finding.dismiss", "request.state"):
        expect(page.get_by_role("cell", name=action).first).to_be_visible()
    page.goto("/audit?verify=true")
    expect(page.get_by_text("The chain holds")).to_be_visible()


def test_a_refusal_needs_a_second_person(sign_in: SignIn, served: Served) -> None:
    ada, cleo = sign_in("ada"), sign_in("cleo")
    path = served()
    review(ada, path)
    ada.keyboard.press("Shift+D")
    ada.get_by_label("What happens").select_option("reject")
    ada.get_by_label("Why", exact=True).fill("Not served on us.")
    ada.get_by_role("button", name="Decide", exact=True).click()
    expect(ada.locator(".pending")).to_contain_text("You cannot confirm your own")
    expect(ada.get_by_role("button", name="Confirm", exact=True)).to_have_count(0)

    review(cleo, path)
    cleo.get_by_role("button", name="Confirm", exact=True).click()
    expect(cleo.locator(".verdict")).to_contain_text("confirmed by Cleo Hart")


def test_what_was_corrected_can_be_undone(page: Page, served: Served) -> None:
    review(page, served())
    correct(page, "Case number", "wrong")
    toast(page, "Case number saved")
    row(page, "Case number").locator(".pick").focus()
    page.keyboard.press("u")
    toast(page, "Undone")
    expect(row(page, "Case number").locator(".value")).to_have_text("26 GJ 0419")


def test_after_a_decision_the_next_request_opens_by_itself(
    page: Page, served: Served
) -> None:
    path, _ = served(), served()
    review(page, path)
    page.get_by_label("Go on to the next one after deciding").check()
    page.keyboard.press("Shift+D")
    page.get_by_label("What happens").select_option("narrow")
    page.get_by_label("Why", exact=True).fill("As found.")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_url(lambda url: "/requests/" in url and path not in url)
    page.locator("main[data-ready]").wait_for()
    expect(page.get_by_label("Go on to the next one after deciding")).to_be_checked()
