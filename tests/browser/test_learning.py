"""A training, its comparison, a promotion and the way back, all for real.

Only the corpus is small: few texts are drawn, and few packets are compared on.
"""

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from service.access import users
from service.access.passwords import Passwords
from tests.browser.house import PASSWORD
from tests.browser.steps import LETTER, correct, review, text_file, toast, upload
from tests.service.jobs.running import Running

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

ROOT = Path(__file__).parents[2]
SETS = ("frozen", "frozen2", "frozen3")
PACKETS = 6
PATIENCE_MS = 900_000


def small_checkout(folder: Path) -> Path:
    """The program with models of its own and few packets to compare on."""
    for name in ("extractor", "service"):
        (folder / name).symlink_to(ROOT / name)
    left = shutil.ignore_patterns(*SETS, "authored", "__pycache__")
    shutil.copytree(ROOT / "training", folder / "training", ignore=left)
    shutil.copytree(ROOT / "models", folder / "models")
    source = ROOT / "training" / "frozen"
    with (source / "gold.jsonl").open(encoding="utf-8") as lines:
        few = "".join(islice(lines, PACKETS))
    for name in SETS:
        place = folder / "training" / name
        place.mkdir()
        (place / "docs").symlink_to(source / "docs")
        (place / "gold.jsonl").write_text(few, "utf-8")
    return folder


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    checkout = small_checkout(tmp_path)
    server = Running(
        tmp_path / "data",
        checkout,
        MODELS=str(checkout / "models"),
        TRAIN_OPTIONS="--only instrument --per-label 5 --packets 0",
    )
    server.start()
    with server.store() as store, store.begin() as session:
        user = users.by_name(session, "all")
        assert user is not None
        users.set_password(session, user, Passwords().hash(PASSWORD), "test")
    yield server
    server.stop()


@pytest.fixture
def desk(running: Running, chromium: Browser) -> Iterator[Page]:
    """A page of somebody who may do everything."""
    with closing(chromium.new_context(base_url=running.base)) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/login")
        page.fill("[name=name]", "all")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/queue")
        yield page


def test_what_was_decided_is_learned_compared_put_in_force_and_taken_back(
    desk: Page, tmp_path: Path
) -> None:
    before = in_force(tmp_path)
    decide_something(desk)
    desk.goto("/learning")
    expect(desk.locator(".tile").first).to_contain_text("1decided request")
    desk.get_by_role("button", name="Train on what people decided").click()
    made = ended(desk, "Training")
    expect(made).to_contain_text("Learned from 1 decided request")
    expect(made.get_by_label("Comparison")).to_contain_text("orse")
    assert in_force(tmp_path) == before

    desk.get_by_role("button", name="Put instrument").first.click()
    desk.get_by_label("Although it may be worse").fill("A trial on few packets.")
    desk.get_by_role("button", name="Measure and put in force").click()
    ended(desk, "Put in force")
    assert in_force(tmp_path)["instrument"] != before["instrument"]

    desk.get_by_role("button", name="Go back from instrument").click()
    desk.get_by_role("button", name="Go back", exact=True).click()
    ended(desk, "Go back")
    assert in_force(tmp_path) == before
    desk.goto("/audit")
    for action in ("model.train.done", "model.promote.done", "model.rollback.done"):
        expect(desk.get_by_role("cell", name=action).first).to_be_visible()


def decide_something(page: Page) -> None:
    review(page, upload(page, text_file(LETTER)))
    correct(page, "Case number", "26 GJ 0778")
    toast(page, "saved")
    page.keyboard.press("Shift+D")
    page.get_by_label("What happens").select_option("narrow")
    page.get_by_label("Why", exact=True).fill("As found.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Decided by")


def ended(page: Page, what: str) -> Locator:
    """The newest entry, once it is done."""
    newest = page.locator("article.training").first
    expect(newest).to_contain_text(what)
    expect(newest.locator(".badge.good, .badge.bad")).to_be_visible(timeout=PATIENCE_MS)
    expect(newest.locator(".badge")).to_have_text("Done")
    page.wait_for_load_state()
    return newest


def in_force(checkout: Path) -> dict[str, str]:
    text = (checkout / "models" / "current.toml").read_text("utf-8")
    return {name: str(version) for name, version in tomllib.loads(text).items()}
