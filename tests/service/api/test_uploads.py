"""Uploads: stored before they are acknowledged, limited while they are read."""

import hashlib
from pathlib import Path

import httpx
import pytest

from service.cases.roles import Role
from service.jobs.port import JobState
from service.store import requests
from tests.service.office import PAPER, Office, opened

BOUNDARY = "xyz"
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
HEAD = (
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
).encode()


def code(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def test_an_acknowledged_upload_is_stored_and_queued(office: Office) -> None:
    answer = office.upload(fields={"channel": "fax", "received": "2026-04-20"})
    assert answer.status_code == 202
    told = answer.json()
    assert answer.headers["location"] == told["url"] == f"/v1/requests/{told['id']}"
    assert office.desk.blobs.get(told["sha256"]) == PAPER.encode()
    with office.desk.store.read() as session:
        row = requests.get(session, told["id"])
    assert (row.channel, str(row.received), row.run) == ("fax", "2026-04-20", 1)
    assert office.desk.queue.status(f"{row.id}.1") is JobState.QUEUED
    assert office.staged() == []


def test_the_same_key_gives_the_same_request(office: Office) -> None:
    key = {"Idempotency-Key": "k-1"}
    first, second = (office.upload("one", headers=key).json() for _ in range(2))
    assert first["id"] == second["id"]
    assert (first["is_new"], second["is_new"]) == (True, False)
    assert code(office.upload("two", headers=key)) == (422, "idempotency_mismatch")


def test_the_same_bytes_are_linked(office: Office) -> None:
    first, second = (office.upload("the same twice").json() for _ in range(2))
    assert first["id"] != second["id"]
    assert second["duplicate_of"] == first["id"]


def test_what_is_over_the_limit_leaves_nothing(office: Office) -> None:
    answer = office.upload("x" * 100_001)
    assert code(answer) == (413, "too_large")
    assert office.staged() == []
    assert office.upload("y" * 100_000).status_code == 202


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (HEAD + b"cut off", (400, "bad_form")),
        (b"no form at all", (400, "bad_form")),
        (b"", (400, "bad_form")),
        (HEAD.replace(b"xyz", b"other") + b"\r\n--xyz--", (400, "bad_form")),
        (f"--{BOUNDARY}--\r\n".encode(), (422, "no_file")),
    ],
)
def test_broken_forms_leave_nothing(
    office: Office, body: bytes, expected: tuple[int, str]
) -> None:
    answer = office.post("/v1/requests", content=body, headers=FORM)
    assert code(answer) == expected
    assert office.staged() == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data", "", "multipart/mixed; boundary=a"]
)
def test_what_is_no_form_is_refused(office: Office, kind: str) -> None:
    answer = office.post("/v1/requests", content=b"x", headers={"Content-Type": kind})
    assert code(answer) == (415, "not_multipart")


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "pigeon"},
        {"received": "yesterday"},
        {"received": "2026-02-30"},
        {"provider": "../../etc/passwd"},
        {"provider": "nobody"},
        {"priority": "9999"},
        {"sender": "x" * 501},
        {"sender": "a\x00b"},
        {"matter": "01KB2V6M3Q8T0WDH4RZ5XN7C9E"},
        {"colour": "blue"},
    ],
)
def test_unusable_fields_are_named(office: Office, fields: dict[str, str]) -> None:
    answer = office.upload(fields=fields)
    assert code(answer) == (422, "bad_field")
    assert office.staged() == []


def test_a_batch_is_answered_file_by_file(office: Office) -> None:
    key = {"Idempotency-Key": "batch"}
    files = [("file", (f"{n}.txt", f"paper {n}".encode())) for n in range(3)]
    first = office.post("/v1/requests/batch", files=files, headers=key)
    assert first.status_code == 202
    ids = [item["accepted"]["id"] for item in first.json()["items"]]
    assert len(set(ids)) == 3
    changed = [*files[:1], ("file", ("1.txt", b"other")), *files[2:]]
    again = office.post("/v1/requests/batch", files=changed, headers=key).json()[
        "items"
    ]
    assert again[0]["accepted"]["id"] == ids[0]
    assert again[1]["problem"]["code"] == "idempotency_mismatch"
    assert again[2]["accepted"]["is_new"] is False
    assert office.staged() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\warrant.pdf", "warrant.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("rider\u202efdp.exe", "riderfdp.exe"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("Verfügung Nr. 5.pdf", "Verfügung Nr. 5.pdf"),
    ],
)
def test_file_names_are_kept_as_text_and_never_used_as_paths(
    office: Office, given: str, kept: str
) -> None:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename='
    name = given.replace("\\", "\\\\").replace("\r\n", "%0D%0A")
    if "%0D" in name:
        kept = kept.replace("aSet", "a%0D%0ASet")
    body = f'{head}"{name}"\r\n\r\nx{given}\r\n--{BOUNDARY}--\r\n'.encode()
    answer = office.post("/v1/requests", content=body, headers=FORM)
    status = office.get(answer.json()["url"]).json()
    assert status["filename"] == kept
    original = office.get(f"{answer.json()['url']}/document")
    assert original.headers["content-disposition"].startswith("attachment;")
    assert original.headers["x-content-type-options"] == "nosniff"
    assert original.headers["content-type"] == "application/octet-stream"
    assert hashlib.sha256(original.content).hexdigest() == status["sha256"]


def test_a_submitter_sees_only_what_they_sent(office: Office) -> None:
    who = office.user("submitter", Role.SUBMITTER)
    mine = {"Authorization": f"Bearer {office.token(who)}"}
    theirs = office.upload("not mine").json()["url"]
    own = office.upload("mine", headers=mine).json()["url"]
    assert office.get(own, headers=mine).status_code == 200
    assert code(office.get(theirs, headers=mine)) == (404, "not_found")
    listed = office.get("/v1/requests", headers=mine).json()["items"]
    assert [item["id"] for item in listed] == [own.rsplit("/", 1)[1]]


def test_an_upload_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with opened(tmp_path, upload_s=0.000001) as office:
        assert code(office.upload("x" * 5000)) == (408, "too_slow")
        assert office.staged() == []


def test_uploads_have_a_limit_of_their_own(tmp_path: Path) -> None:
    with opened(tmp_path, upload_rate="2/minute") as office:
        assert [office.upload(f"{n}").status_code for n in range(3)] == [202, 202, 429]
        refused = office.upload("one more")
        assert code(refused) == (429, "too_many_requests")
        assert int(refused.headers["retry-after"]) > 0
        assert office.get("/v1/requests").status_code == 200
