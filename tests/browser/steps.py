"""What people do on the pages, in their words."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

SAMPLES = Path(__file__).parents[2] / "samples"
SUBPOENA = SAMPLES / "grand-jury-rider" / "source.pdf"

LETTER = (
    "GRAND JURY SUBPOENA\n\nUnited States District Court\n"
    "for the Northern District of Illinois\n\n"
    "TO: Amazon.com, Inc.\n\nCase No. 26 GJ 0777\n\n"
    "YOU ARE COMMANDED to produce the following records for the account\n"
    "hollis.varga@examplemail.test from January 1, 2025 to June 30, 2025:\n\n"
    "1. Name and address of the account holder.\n"
    "2. Log-in times and IP addresses.\n\n"
    "Date: March 2, 2026\n/s/ Orla Finch\nDeputy Clerk of Court\n"
)


def text_file(text: str = LETTER, name: str = "subpoena.txt") -> FilePayload:
    """A text as an upload; different texts are different requests."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def upload(page: Page, file: FilePayload | Path) -> str:
    """Upload a file, wait until it is read, and give the path of its review."""
    page.goto("/upload")
    page.set_input_files("[data-files]", file)
    link = page.locator(".uploads").get_by_role("link", name="Open")
    link.wait_for(timeout=60_000)
    return str(link.get_attribute("href"))


def review(page: Page, path: str) -> None:
    """Open a review and wait until its scripts have wired it."""
    page.goto(path)
    page.locator("main[data-ready]").wait_for()


def row(page: Page, label: str) -> Locator:
    """The row of a field."""
    return page.locator(f'.row[data-label="{label}"]').first


def correct(page: Page, label: str, value: str) -> None:
    """Correct a text field by keyboard alone."""
    row(page, label).locator(".pick").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def toast(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(
        page.locator(".toast").filter(has_text=re.compile(words)).last
    ).to_be_visible()
