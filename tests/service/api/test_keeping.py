"""What is kept, for whom, and how it ends: deletion, holds, restricted process."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from extractor import wire
from extractor.check import load_profile
from extractor.process import Options, screen
from extractor.read import ReadOptions
from service.cases.roles import Role
from service.cases.states import State
from service.store import reports, requests
from service.store.blobs import Attachment
from service.store.reports import Publication
from tests.service.office import Office, opened
from tests.service.store.screened import read, screened, stored

LETTER = """U.S. Department of Justice
Federal Bureau of Investigation

NATIONAL SECURITY LETTER

Under the authority of Title 18, United States Code, Section 2709, you are hereby
directed to provide the name and address for the account odile.marsh@examplemail.test.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("keeping")) as made:
        yield made


def closed(office: Office) -> str:
    desk = office.desk
    request_id = screened(desk.store, stored(desk.store, desk.blobs))
    with desk.store.begin() as session:
        requests.transition(session, request_id, State.CLOSED, "system")
    return request_id


def as_user(office: Office, name: str, *roles: Role) -> dict[str, str]:
    return {"Authorization": f"Bearer {office.token(office.user(name, *roles))}"}


def secret(office: Office) -> str:
    """A restricted paper, screened and published with its words."""
    desk = office.desk
    request_id = stored(desk.store, desk.blobs, LETTER.encode(), filename="letter.txt")
    read(desk.store, request_id)
    options = Options(load_profile("amazon"), ReadOptions(sandbox="off"))
    report = wire.to_json(screen(LETTER.encode(), "letter.txt", options).report)
    words = Attachment("words", desk.blobs.put(b"{}"), "application/json", 1)
    with desk.store.begin() as session:
        new = Publication(report, "text", LETTER, (words,))
        reports.publish(session, request_id, new)
    return request_id


def test_a_closed_request_is_deleted_for_good_when_its_name_is_typed(
    office: Office,
) -> None:
    request_id = closed(office)
    url = f"/v1/requests/{request_id}"
    wrong = office.post(f"{url}/delete", json={"filename": "x", "reason": "asked"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "not_confirmed")
    gone = office.post(f"{url}/delete", json={"filename": "gj.txt", "reason": "asked"})
    assert (gone.status_code, gone.json()["state"]) == (200, "deleted")
    assert gone.json()["proof"] > 0
    assert office.get(f"{url}/report").status_code == 409
    assert office.get(url).json()["filename"] == ""


def test_what_is_held_or_open_is_not_deleted(office: Office) -> None:
    held = closed(office)
    office.post(f"/v1/requests/{held}/hold", json={"held": True, "reason": "suit"})
    opened_one = screened(office.desk.store)
    body = {"filename": "gj.txt", "reason": "asked"}
    for request_id in (held, opened_one):
        answer = office.post(f"/v1/requests/{request_id}/delete", json=body)
        assert answer.status_code == 409
    assert office.get("/v1/retention").json()["held"] == 1


def test_a_sweep_deletes_only_as_many_as_were_confirmed(office: Office) -> None:
    refused = office.post("/v1/retention/sweep", json={"expected": 99})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_confirmed")
    swept = office.post("/v1/retention/sweep", json={"expected": 0})
    assert swept.json()["requests"] == []


def test_nothing_that_a_restricted_paper_says_is_stored(office: Office) -> None:
    request_id = secret(office)
    with office.desk.store.read() as session:
        row = reports.current(session, request_id)
        assert row is not None
        request = requests.get(session, request_id)
    report: dict[str, Any] = json.loads(row.json)
    assert report["instruments"][0]["type"]["value"] == "national_security_process"
    assert report["disposition"]["value"] == "restricted"
    for said in ("odile", "Bureau", "2709,", "NATIONAL SECURITY LETTER"):
        assert said not in row.json
    assert "odile" not in request.search
    assert request.template_hash is None
    assert wire.from_json(row.json).parts[0].pages == (1,)


@pytest.mark.parametrize(
    "part", ["report", "findings", "reply", "pages", "pages/1/words", "document"]
)
def test_a_restricted_paper_is_for_cleared_staff_only(
    office: Office, part: str
) -> None:
    of = part.replace("/", ".")
    request_id = secret(office)
    url = f"/v1/requests/{request_id}/{part}"
    analyst = as_user(office, f"analyst.{of}", Role.ANALYST)
    auditor = as_user(office, f"auditor.{of}", Role.AUDITOR)
    senior = as_user(office, f"senior.{of}", Role.SENIOR)
    assert office.get(url, headers=analyst).status_code == 404
    assert office.get(url, headers=auditor).status_code == 404
    assert office.get(url, headers=senior).status_code != 404
    log = office.get(f"/audit?object={request_id}", headers={"accept": "text/html"})
    assert log.text.count("restricted.read") == 1


def test_who_sent_a_restricted_paper_sees_that_it_arrived_and_no_more(
    office: Office,
) -> None:
    user_id = office.user("sender", Role.SUBMITTER)
    headers = {"Authorization": f"Bearer {office.token(user_id)}"}
    request_id = secret(office)
    with office.desk.store.begin() as session:
        requests.locked(session, request_id).submitter_id = user_id
    assert office.get(f"/v1/requests/{request_id}", headers=headers).status_code == 200
    page = office.get(f"/requests/{request_id}", headers=headers)
    assert page.status_code == 200
    assert "It has been read." in page.text
    report = office.get(f"/v1/requests/{request_id}/report", headers=headers)
    assert report.status_code == 404


def test_restriction_is_lifted_by_a_senior_with_a_reason(office: Office) -> None:
    request_id = secret(office)
    url = f"/v1/requests/{request_id}/placement"
    body = {"matter": None, "restricted": False, "reason": " "}
    assert office.post(url, json=body).status_code == 422
    lifted = office.post(url, json={**body, "reason": "it is an ordinary subpoena"})
    assert lifted.json()["restricted"] is False
    analyst = as_user(office, "lifted", Role.ANALYST)
    seen = office.get(f"/v1/requests/{request_id}/report", headers=analyst)
    assert seen.status_code == 200


def test_a_dismissed_finding_no_longer_decides(office: Office) -> None:
    request_id = screened(office.desk.store)
    url = f"/v1/requests/{request_id}"
    before = office.get(f"{url}/report").json()["disposition"]["value"]
    for finding in office.get(f"{url}/findings").json():
        body = {"finding": finding["key"], "verdict": "dismiss", "reason": "no"}
        assert office.post(f"{url}/findings/reviews", json=body).status_code == 201
    after = office.get(f"{url}/report").json()
    assert (before, after["disposition"]["value"]) == ("narrow", "ready")
    assert after["findings"]
    assert office.get(url).json()["disposition"] == "ready"
    with office.desk.store.read() as session:
        effects = reports.effects(session, request_id)
    assert "narrow" in effects.values()
