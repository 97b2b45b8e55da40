"""A service that runs, and browsers of people who are signed in to it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.browser.house import PASSWORD, House, opened
from tests.browser.steps import SUBPOENA, upload

CHROMIUM = Path("/usr/bin/chromium")
_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

SignIn = Callable[..., Page]
Served = Callable[[], str]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house")) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies(house: House, chromium: Browser) -> Callable[[str], StorageState]:
    """Everybody signs in once, by the page; their sessions are used again."""

    @cache
    def of(name: str) -> StorageState:
        with closing(chromium.new_context(base_url=house.url)) as context:
            page = context.new_page()
            page.goto("/login")
            page.fill("[name=name]", name)
            page.fill("[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/queue")
            return context.storage_state()

    return of


@pytest.fixture(scope="session")
def first(
    house: House, chromium: Browser, cookies: Callable[[str], StorageState]
) -> str:
    """The path of a subpoena that was really uploaded and read."""
    state = cookies("ada")
    with closing(
        chromium.new_context(base_url=house.url, storage_state=state)
    ) as context:
        return upload(context.new_page(), SUBPOENA)


@pytest.fixture
def served(house: House, first: str) -> Served:
    """`served()` gives the path of a subpoena that nobody has touched."""
    return lambda: house.another(first)


@pytest.fixture
def sign_in(
    house: House, chromium: Browser, cookies: Callable[[str], StorageState]
) -> Iterator[SignIn]:
    """`sign_in("ada")` gives a page; whatever a script complains of fails the test."""
    contexts = []
    complaints: list[str] = []

    def one(name: str, **settings: object) -> Page:
        shape = {"viewport": {"width": 1280, "height": 800}, **settings}
        context = chromium.new_context(
            base_url=house.url, storage_state=cookies(name), **shape
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda box: complaints.append(f"dialog: {box.message}"))
        page.on("console", lambda line: _listen(line.type, line.text, complaints))
        return page

    yield one
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(kind: str, text: str, complaints: list[str]) -> None:
    # A refusal by the service (409) is shown by the browser as an error of ours.
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(text)


@pytest.fixture
def page(sign_in: SignIn) -> Page:
    return sign_in("ada")
