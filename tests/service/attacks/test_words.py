"""Hostile words in every place where somebody may type: they stay words."""

import io
import time
import zipfile
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

import pytest
from lxml import etree

from tests.service.attacks.inert import check
from tests.service.attacks.payloads import CONTROL, HOSTILE, MARK
from tests.service.office import PAPER, WAITING, Office

pytestmark = pytest.mark.slow

EVERYTHING = HOSTILE | CONTROL
PAGES = (
    "/queue", "/queue/rows", "/upload", "/dashboards", "/audit", "/learning",
    "/operations", "/users", "/matters", "/metrics", "/v1/requests",
    "/v1/requests/counts", "/v1/webhooks", "/v1/trainings", "/v1/models",
)  # fmt: skip
NUMBER = "instruments/0/fields/case_number"
_OF_ONE = "", "/report", "/findings", "/reply", "/similar", "/corrections", "/notes"
OF_ONE = (*_OF_ONE, "/decisions", "/findings/reviews", "/pages", "/pages/1/words")


@pytest.fixture(scope="module")
def paper(office: Office) -> str:
    """A screened paper that says, names and is sent all that is hostile; its id."""
    said = "\n".join(chain(HOSTILE.values(), CONTROL.values())).replace("\x00", "")
    text = PAPER.replace("Moss Verity", said).replace("26-GJ-0733", HOSTILE["formula"])
    fields = {"sender": HOSTILE["handler"], "channel": "email"}
    told = office.upload(text, f"{HOSTILE['handler']}.txt", fields=fields).json()
    settled(office, told["url"])
    return str(told["id"])


def settled(office: Office, url: str) -> None:
    until = time.monotonic() + 60
    while (status := office.get(url).json())["state"] in WAITING:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert status["state"] in ("screened", "needs_review"), status


def everywhere(office: Office, request_id: str) -> Iterator[str]:
    """Every page and every answer that shows something of it, looked at."""
    about = (f"/v1/requests/{request_id}{end}" for end in OF_ONE)
    pages = (f"/requests/{request_id}", f"/requests/{request_id}/panel")
    for path in chain(PAGES, pages, about):
        yield check(office.get(path)).text


def test_what_a_paper_says_is_inert_everywhere(office: Office, paper: str) -> None:
    seen = [text for text in everywhere(office, paper) if MARK in text]
    assert len(seen) > 5


def test_a_reply_as_word_holds_words(office: Office, paper: str) -> None:
    url = f"/v1/requests/{paper}"
    version = office.get(url).json()["version"]
    body = {"path": NUMBER, "after": HOSTILE["formula"], "base_version": version}
    assert office.post(f"{url}/corrections", json=body).status_code == 201
    answer = check(office.get(f"{url}/reply?format=docx"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as docx:
        parts = {name: docx.read(name) for name in docx.namelist()}
    assert MARK.encode() in parts["word/document.xml"]
    for name, data in parts.items():
        assert name.endswith((".xml", ".rels", ".jpeg")), name
        assert b"evil.test" not in data or not name.endswith(".rels")
        if name.endswith(".xml"):
            fields = etree.fromstring(data).iter("{*}instrText", "{*}fldSimple")
            assert {(f.text or "").strip() for f in fields} <= {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_file_name_is_only_a_name(office: Office, what: str) -> None:
    before = sorted(office.desk.settings.data_dir.parent.iterdir())
    answer = office.upload(f"{what}\n{PAPER}", EVERYTHING[what])
    assert answer.status_code == 202, answer.text
    url = check(answer).json()["url"]
    assert check(office.get(f"{url}/document")).text.startswith(what)
    assert sorted(office.desk.settings.data_dir.parent.iterdir()) == before
    assert office.staged() == []
    for path in ("/queue?sort=newest", "/v1/requests?sort=newest"):
        check(office.get(path))
    assert office.get(url).json()["filename"].isprintable()


@pytest.mark.parametrize("what", EVERYTHING)
def test_what_is_typed_of_a_paper_is_inert(
    office: Office, paper: str, what: str
) -> None:
    words, url = EVERYTHING[what], f"/v1/requests/{paper}"
    version = office.get(url).json()["version"]
    sent = (
        ("notes", {"text": words}),
        ("corrections", {"path": NUMBER, "after": words, "base_version": version}),
        ("corrections", {"path": NUMBER, "after": "1", "base_version": version,
                         "reason": words}),
        ("corrections", {"path": words, "after": "1", "base_version": version}),
        ("hold", {"held": True, "reason": words}),
        ("findings/reviews", {"finding": words, "verdict": "accept"}),
    )  # fmt: skip
    for end, body in sent:
        check(office.post(f"{url}/{end}", json=body))
    for _ in everywhere(office, paper):
        pass


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_search_is_only_words(office: Office, paper: str, what: str) -> None:
    words = EVERYTHING[what]
    for path in ("/queue", "/queue/rows"):
        for name in ("q", "instrument", "disposition", "cursor", "sort", "state"):
            check(office.get(path, params={name: words}))
    for name in ("search", "instrument", "sender", "matter", "cursor", "sort"):
        check(office.get("/v1/requests", params={name: words}))
    for path in ("/audit", "/dashboards", "/dashboards/transparency.csv", "/login"):
        for name in ("q", "half", "next", "object", "actor", "after", "action"):
            check(office.get(path, params={name: words}))
    assert office.get(f"/v1/requests/{paper}").status_code == 200


@pytest.mark.parametrize("what", EVERYTHING)
def test_the_name_of_a_view_is_only_a_name(office: Office, what: str) -> None:
    for view in (
        {"name": EVERYTHING[what], "address": "?sort=risk", "shared": True},
        {"name": what, "address": EVERYTHING[what], "shared": True},
    ):
        check(office.post("/queue/views", json=view))
    check(office.get("/queue"))


@pytest.mark.parametrize("what", EVERYTHING)
def test_what_goes_along_with_an_upload_is_inert(office: Office, what: str) -> None:
    words = EVERYTHING[what]
    for name in ("sender", "channel", "provider", "matter", "received", "priority"):
        check(office.upload(f"{what} {name}", fields={name: words}))
    check(office.get("/queue?sort=newest"))


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_path_is_only_a_path(office: Office, what: str) -> None:
    words = quote(EVERYTHING[what], safe="")
    for path in (
        f"/v1/requests/{words}",
        f"/v1/requests/{words}/document",
        f"/requests/{words}",
        f"/static/{words}",
        f"/link/{words}",
        f"/v1/models/{words}/promote",
        f"/{words}",
    ):
        check(office.get(path))
    check(office.post(f"/v1/models/{words}/promote", json={"version": words}))
