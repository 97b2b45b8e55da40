from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from service.access.guard import may_see, permitted, seen_request
from service.access.principal import Principal, Via
from service.cases.errors import NotFound
from service.cases.roles import MATRIX, MEANS, Permission, Role, permissions
from service.cases.states import State
from service.store.schema import AuditEntry, Matter, MatterMember, Request
from tests.service.access.site import Browser, Site

AT = datetime(2026, 3, 9, tzinfo=UTC)


def request(site: Site, **more: object) -> str:
    row = Request(
        **{
            "created": AT,
            "provider": "amazon",
            "filename": "a.pdf",
            "size": 1,
            "sha256": "0" * 64,
            "state": State.RECEIVED,
            "state_since": AT,
            "submitter_id": "somebody",
        }
        | more
    )
    with site.store.begin() as db:
        db.add(row)
        db.flush()
        return row.id


def matter(site: Site, *members: str) -> str:
    with site.store.begin() as db:
        row = Matter(name=f"matter of {members}", created=AT)
        db.add(row)
        db.flush()
        for user_id in members:
            db.add(MatterMember(matter_id=row.id, user_id=user_id, added=AT))
        return row.id


def status(site: Site, user_id: str, request_id: str) -> int:
    headers = {"authorization": f"Bearer {site.token(user_id)}"}
    answer = site.browser().ask("GET", f"/v1/requests/{request_id}", headers=headers)
    return answer.status_code


def test_a_route_whose_author_forgot_the_guard_is_closed_to_strangers(
    browser: Browser,
) -> None:
    answer = browser.ask("GET", "/v1/forgotten-guard")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_stranger_is_refused_before_the_body_is_read(site: Site) -> None:
    async def endless() -> object:
        raise AssertionError("the body was read")
        yield b""

    answer = site.browser().ask("POST", "/v1/things", content=endless())
    assert answer.status_code == 401


def test_the_members_of_a_matter_see_it_and_the_others_do_not(site: Site) -> None:
    ada, eve = site.user("ada", Role.SENIOR), site.user("eve", Role.SENIOR)
    auditor = site.user("otto", Role.AUDITOR)
    admin = site.user("anna", Role.ADMIN)
    its = request(site, matter_id=matter(site, ada))
    seen = {u: status(site, u, its) for u in (ada, eve, auditor, admin)}
    assert seen == {ada: 200, eve: 404, auditor: 200, admin: 404}


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.SUBMITTER, 404),
        (Role.ANALYST, 404),
        (Role.SENIOR, 200),
        (Role.AUDITOR, 404),
        (Role.ADMIN, 404),
    ],
)
def test_a_restricted_request_is_invisible_but_to_seniors(
    site: Site, role: Role, code: int
) -> None:
    user_id = site.user("ada", role)
    assert status(site, user_id, request(site, restricted=True)) == code


def test_what_may_not_be_seen_looks_like_what_does_not_exist(
    site: Site, browser: Browser
) -> None:
    token = site.token(site.user("ada"))
    headers = {"authorization": f"Bearer {token}"}
    hidden, none = (
        browser.ask("GET", f"/v1/requests/{i}", headers=headers).json()
        for i in (request(site, restricted=True), "01J0000000000000000000NONE")
    )
    assert {**hidden, "instance": ""} == {**none, "instance": ""}


def test_a_submitter_sees_what_they_sent_in_and_nothing_else(site: Site) -> None:
    ada, eve = site.user("ada", Role.SUBMITTER), site.user("eve", Role.SUBMITTER)
    its = request(site, submitter_id=ada, restricted=True, matter_id=matter(site))
    assert (status(site, ada, its), status(site, eve, its)) == (200, 404)


def test_every_read_of_a_restricted_request_is_audited(site: Site) -> None:
    ada = site.user("ada", Role.SENIOR)
    open_one, restricted = request(site), request(site, restricted=True)
    for request_id in (open_one, restricted, restricted):
        assert status(site, ada, request_id) == 200
    with site.store.read() as db:
        reads = db.scalars(
            select(AuditEntry).where(AuditEntry.action == "restricted.read")
        ).all()
    assert [(r.actor, r.object) for r in reads] == [(ada, f"request/{restricted}")] * 2


def principal(*roles: Role, matters: tuple[str, ...] = ()) -> Principal:
    return Principal(
        user_id="ada",
        name="ada",
        display="Ada",
        roles=roles,
        permissions=permissions(roles),
        matters=matters,
        via=Via.SESSION,
        credential="",
    )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("restricted", [True, False])
@pytest.mark.parametrize("member", [True, False])
@pytest.mark.parametrize("submitter", ["ada", "eve"])
def test_a_loaded_request_is_judged_as_the_database_judges(
    site: Site, role: Role, restricted: bool, member: bool, submitter: str
) -> None:
    in_matter = matter(site)
    who = principal(role, matters=(in_matter,) if member else ())
    for matter_id in (None, in_matter):
        its = request(
            site, restricted=restricted, matter_id=matter_id, submitter_id=submitter
        )
        with site.store.read() as db:
            row = db.get(Request, its)
        assert row is not None
        try:
            seen_request(site.store, who, its)
            seen = True
        except NotFound:
            seen = False
        assert may_see(who, row) is seen


def test_roles_add_up() -> None:
    both = principal(Role.SUBMITTER, Role.AUDITOR)
    assert both.may(Permission.SUBMIT)
    assert both.may(Permission.READ_AUDIT)
    assert both.sees.submitter is None


def test_every_role_and_permission_is_in_the_matrix() -> None:
    assert set(MATRIX) == set(Role)
    assert set(MEANS) == set(Permission)
    assert permissions(Role) == set(Permission)


def test_auditors_change_nothing() -> None:
    reads = {p for p in Permission if p.startswith("read")} | {Permission.EXPORT}
    assert MATRIX[Role.AUDITOR] <= reads


def test_a_missing_permission_is_named() -> None:
    with pytest.raises(Exception, match="“decide”"):
        permitted(Permission.READ, Permission.DECIDE)(principal(Role.SUBMITTER))
