"""Walls around a request, moved through the real application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.app import create_app
from service.cases.roles import Role
from service.settings import Settings
from service.store.schema import AuditEntry
from tests.service.access.site import QUICK, Site, around
from tests.service.access.test_guard import matter, request

NOBODY = "01KB2V6M3Q8T0WDH4RZ5XN7C9E"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    settings = Settings(
        data_dir=tmp_path, base_url="http://testserver", embedded="off", _env_file=None
    )
    with around(create_app(settings), settings) as made:
        made.access.passwords.hasher = QUICK
        yield made


def call(site: Site, by: str, path: str, **body: Any) -> Any:  # noqa: ANN401
    headers = {"authorization": f"Bearer {site.token(by)}"}
    method = "POST" if body else "GET"
    more = {"json": body} if body else {}
    return site.browser().ask(method, f"/v1/requests/{path}", headers=headers, **more)


def test_a_request_is_moved_behind_a_wall_and_vanishes_for_the_others(
    site: Site,
) -> None:
    ada, eve = site.user("ada", Role.SENIOR), site.user("eve", Role.SENIOR)
    its, wall = request(site), matter(site, ada)
    placed = call(
        site, eve, f"{its}/placement", matter=wall, restricted=True, reason="sealed"
    )
    assert placed.status_code == 200
    assert (placed.json()["matter"], placed.json()["restricted"]) == (wall, True)
    assert call(site, eve, its).status_code == 404
    assert call(site, ada, its).status_code == 200
    lifted = {"matter": None, "restricted": False, "reason": "unsealed"}
    assert call(site, eve, f"{its}/placement", **lifted).status_code == 404
    assert call(site, ada, f"{its}/placement", **lifted).status_code == 200
    assert call(site, eve, its).status_code == 200
    with site.store.read() as db:
        entries = db.scalars(
            select(AuditEntry).where(AuditEntry.object == f"request/{its}")
        ).all()
    assert [e.action for e in entries if e.action == "request.placed"] == [
        "request.placed"
    ] * 2
    assert entries[0].detail["reason"] == "sealed"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"matter": NOBODY, "restricted": False, "reason": "x"}, 404),
        ({"matter": None, "restricted": False, "reason": " "}, 422),
        ({"matter": None, "restricted": False}, 422),
        ({"matter": "../x", "restricted": False, "reason": "x"}, 422),
        ({"restricted": True, "reason": "x"}, 422),
    ],
)
def test_an_odd_placement_is_refused(
    site: Site, body: dict[str, object], code: int
) -> None:
    its = request(site)
    answer = call(site, site.user("ada", Role.SENIOR), f"{its}/placement", **body)
    assert answer.status_code == code


def test_a_hold_needs_a_reason_and_is_audited(site: Site) -> None:
    ada, its = site.user("ada", Role.SENIOR), request(site)
    assert call(site, ada, f"{its}/hold", held=True, reason="").status_code == 422
    held = call(site, ada, f"{its}/hold", held=True, reason="litigation")
    assert held.json()["legal_hold"] is True
    lifted = call(site, ada, f"{its}/hold", held=False, reason="settled")
    assert lifted.json()["legal_hold"] is False


def test_a_request_is_given_only_to_who_may_see_it(site: Site) -> None:
    ada, eve = site.user("ada", Role.SENIOR), site.user("eve", Role.ANALYST)
    its = request(site, restricted=True)
    path = f"{its}/assign"
    assert call(site, ada, path, user_id=eve).status_code in (400, 422)
    assert call(site, ada, path, user_id=NOBODY).status_code in (400, 422)
    assert call(site, ada, path, user_id=ada).status_code == 200
