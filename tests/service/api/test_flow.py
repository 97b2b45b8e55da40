"""One paper all the way: uploaded, screened, corrected, judged, decided."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.service.office import PAPER, WAITING, Office, opened

NUMBER = "instruments/0/fields/case_number"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("flow")
    with opened(folder, embedded="thread", read_jobs=1) as made:
        yield made


def settled(office: Office, url: str) -> dict[str, Any]:
    for _ in range(300):
        status: dict[str, Any] = office.get(url).json()
        if status["state"] not in WAITING:
            return status
        time.sleep(0.05)
    raise AssertionError(status)


@pytest.fixture(scope="module")
def url(office: Office) -> str:
    fields = {"channel": "email", "received": "2026-04-20"}
    told: dict[str, str] = office.upload(fields=fields).json()
    assert settled(office, told["url"])["state"] in ("screened", "needs_review")
    return told["url"]


def test_a_paper_is_screened_and_every_stage_is_on_record(
    office: Office, url: str
) -> None:
    status = office.get(url).json()
    assert status["instrument"] == "grand_jury_subpoena"
    assert [(s["stage"], s["state"]) for s in status["stages"]] == [
        ("read", "done"),
        ("picture", "done"),
        ("screen", "done"),
    ]
    report = office.get(f"{url}/report").json()
    assert report["schema"] == "tecum.report/1"
    assert (report["received"], report["channel"]) == ("2026-04-20", "email")


def test_a_report_is_not_sent_twice(office: Office, url: str) -> None:
    etag = office.get(f"{url}/report").headers["etag"]
    again = office.get(f"{url}/report", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_words_have_boxes(office: Office, url: str) -> None:
    (page,) = office.get(f"{url}/pages").json()
    words = office.get(page["words"]).json()
    text = [row[0] for row in words["words"]]
    assert text[:3] == PAPER.split()[:3]
    assert words["columns"][:5] == ["text", "left", "top", "right", "bottom"]
    assert all(0 <= row[1] <= row[3] <= words["width"] for row in words["words"])
    assert office.get(f"{url}/pages/99/words").json()["code"] == "not_found"


def test_a_correction_is_laid_over_and_survives_reprocessing(
    office: Office, url: str
) -> None:
    version = office.get(url).json()["version"]
    body = {"path": NUMBER, "after": "26-GJ-9999", "base_version": version}
    made = office.post(f"{url}/corrections", json=body)
    assert made.status_code == 201, made.text
    assert case_number(office, url) == ("26-GJ-9999", "human")
    assert case_number(office, url, "?machine=1") == ("26-GJ-0733", None)
    assert office.post(f"{url}/reprocess", json={"ocr": "never"}).status_code == 202
    status = settled(office, url)
    assert {s["run"] for s in status["stages"]} == {1, 2}
    assert case_number(office, url) == ("26-GJ-9999", "human")
    undone = office.post(f"{url}/corrections/{made.json()['id']}/undo")
    assert undone.status_code == 201
    assert case_number(office, url) == ("26-GJ-0733", None)


def case_number(office: Office, url: str, query: str = "") -> tuple[str, str | None]:
    report = office.get(f"{url}/report{query}").json()
    field = report["instruments"][0]["fields"]["case_number"]
    return field["value"], field.get("source")


def test_two_who_correct_the_same_place_both_are_kept(office: Office, url: str) -> None:
    version = office.get(url).json()["version"]
    body = {"path": NUMBER, "after": "26-GJ-0001", "base_version": version}
    assert office.post(f"{url}/corrections", json=body).status_code == 201
    second = office.post(f"{url}/corrections", json={**body, "after": "26-GJ-0002"})
    assert second.status_code == 409
    problem = second.json()
    assert problem["code"] == "contested"
    assert problem["yours"]["after"] == "26-GJ-0002"
    assert problem["theirs"][0]["after"] == "26-GJ-0001"
    chosen = problem["yours"]["id"]
    settled_now = office.post(
        f"{url}/corrections/{chosen}/settle", json={"reason": "x"}
    )
    assert settled_now.status_code == 201
    assert case_number(office, url)[0] == "26-GJ-0002"


def test_a_dismissed_finding_is_not_in_the_letter(office: Office, url: str) -> None:
    found = office.get(f"{url}/findings").json()
    key = next(f["key"] for f in found if f["rule"] == "content_needs_warrant")
    before = office.get(f"{url}/reply").text
    review = {"finding": key, "verdict": "dismiss"}
    refused = office.post(f"{url}/findings/reviews", json=review)
    assert refused.json()["code"] == "reason_needed"
    review["reason"] = "Consent of the account holder is attached."
    assert office.post(f"{url}/findings/reviews", json=review).status_code == 201
    (said,) = [f["review"] for f in office.get(f"{url}/findings").json() if f["review"]]
    assert said["verdict"] == "dismiss"
    assert office.get(f"{url}/reply").text != before


def test_a_reply_comes_as_word_too(office: Office, url: str) -> None:
    answer = office.get(f"{url}/reply?format=docx")
    assert answer.content[:2] == b"PK"
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_notes_and_decisions(office: Office, url: str) -> None:
    assert office.post(f"{url}/notes", json={"text": "Call them."}).status_code == 201
    assert office.get(f"{url}/notes").json()[0]["text"] == "Call them."
    body = {"disposition": "narrow", "reason": "Messages are out."}
    made = office.post(f"{url}/decisions", json=body)
    assert made.status_code == 201, made.text
    assert office.get(url).json()["state"] == "decided"
    assert office.post(f"{url}/close").json()["state"] == "closed"
    late = {"path": NUMBER, "after": "x", "base_version": 0}
    assert office.post(f"{url}/corrections", json=late).status_code == 409


def test_a_file_that_cannot_be_screened_is_refused_with_what_to_do(
    office: Office,
) -> None:
    told = office.upload(b"\x7fELF\x02\x01\x01" + bytes(200), "tool.bin").json()
    status = settled(office, told["url"])
    assert (status["state"], status["error_code"]) == ("refused", "unsupported_type")
    assert "Convert it to PDF" in status["error_message"]
    assert status["retry_at"] is None
    report = office.get(f"{told['url']}/report")
    assert (report.status_code, report.json()["code"]) == (409, "not_ready")
