from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from service.access import users
from service.access.secret import digest
from service.cases.roles import Role
from service.store.columns import now
from service.store.schema import UserSession
from tests.service.access.site import PASSWORD, Browser, Site, opened

ELSEWHERE = "192.0.2.2"


@pytest.fixture
def signed_in(site: Site, browser: Browser) -> Browser:
    site.user("ada", Role.ADMIN)
    browser.sign_in("ada")
    return browser


def test_the_database_keeps_the_hash_and_never_the_cookie(
    site: Site, signed_in: Browser
) -> None:
    secret = signed_in.session
    assert secret is not None
    assert len(secret) >= 43
    with site.store.read() as db:
        ids = db.scalars(select(UserSession.id)).all()
    assert ids == [digest(secret)]


def test_a_cookie_planted_before_sign_in_is_worth_nothing_after(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    name, planted = site.access.cookies.session, "planted-by-an-attacker-0123456789"
    browser.client.cookies.set(name, planted, domain="testserver.local", path="/")
    browser.sign_in("ada")
    assert planted not in (browser.session, None)
    cookie = {"cookie": f"{name}={planted}"}
    assert site.browser().ask("GET", "/v1/me", headers=cookie).status_code == 401


def test_signing_in_again_gives_another_session_and_ends_the_old(
    site: Site, signed_in: Browser
) -> None:
    old = signed_in.session
    token = signed_in.csrf("/account")
    answer = signed_in.post(
        "/login", data={"csrf_token": token, "name": "ada", "password": PASSWORD}
    )
    assert answer.status_code == 303
    assert signed_in.session not in (None, old)
    assert site.access.sessions.find(str(old)) is None


def test_signing_out_ends_the_session_on_the_server(
    site: Site, signed_in: Browser
) -> None:
    secret = str(signed_in.session)
    answer = signed_in.submit("/logout", {}, page="/account")
    assert answer.headers["location"] == "/login"
    assert signed_in.session is None
    assert site.access.sessions.find(secret) is None


@pytest.mark.parametrize(
    "aged",
    [
        {"seen": now() - timedelta(minutes=61)},
        {"expires": now() - timedelta(seconds=1)},
    ],
    ids=["idle", "too old"],
)
def test_a_session_ends_by_itself(
    site: Site, signed_in: Browser, aged: dict[str, datetime]
) -> None:
    with site.store.begin() as db:
        db.execute(update(UserSession).values(**aged))
    assert signed_in.ask("GET", "/v1/me").status_code == 401


def test_use_keeps_a_session_alive_but_is_not_written_each_time(
    site: Site, signed_in: Browser
) -> None:
    used = now() - timedelta(minutes=30)
    with site.store.begin() as db:
        db.execute(update(UserSession).values(seen=used))
    for _ in range(2):
        signed_in.get("/")
    with site.store.read() as db:
        seen = db.scalars(select(UserSession.seen)).one()
    assert now() - seen < timedelta(minutes=1)
    signed_in.get("/")
    with site.store.read() as db:
        assert db.scalars(select(UserSession.seen)).one() == seen


def test_a_change_of_role_acts_on_the_next_request(
    site: Site, signed_in: Browser
) -> None:
    site.user("eve", Role.ADMIN)
    with site.store.begin() as db:
        ada = users.by_name(db, "ada")
        assert ada is not None
        users.set_roles(db, ada, [Role.SUBMITTER], "test")
    assert signed_in.ask("GET", "/v1/me").json()["may"] == ["read", "submit"]


def test_disabling_ends_sessions_and_tokens_at_once(
    site: Site, signed_in: Browser
) -> None:
    user_id = site.user("eve", Role.ADMIN)
    token = site.token(user_id)
    program = {"authorization": f"Bearer {token}"}
    assert site.browser().ask("GET", "/v1/me", headers=program).status_code == 200
    with site.store.begin() as db:
        users.disable(db, users.get(db, user_id), "test")
    assert site.browser().ask("GET", "/v1/me", headers=program).status_code == 401
    with site.store.begin() as db:
        users.enable(db, users.get(db, user_id), "test")
    assert site.browser().ask("GET", "/v1/me", headers=program).status_code == 401


def test_the_other_sessions_can_be_ended(site: Site, signed_in: Browser) -> None:
    other = site.browser(ELSEWHERE)
    other.sign_in("ada")
    assert ELSEWHERE in signed_in.get("/account").text
    signed_in.submit("/account/sessions/end", {}, page="/account")
    assert other.ask("GET", "/v1/me").status_code == 401
    assert signed_in.ask("GET", "/v1/me").status_code == 200


def test_a_new_password_ends_the_other_sessions(site: Site, signed_in: Browser) -> None:
    other = site.browser(ELSEWHERE)
    other.sign_in("ada")
    chosen = "Vq7-lantern-brook"
    form = {"current": PASSWORD, "password": chosen, "again": chosen}
    answer = signed_in.submit("/account/password", form, page="/account")
    assert answer.headers["location"] == "/account?done=password"
    assert other.ask("GET", "/v1/me").status_code == 401
    assert signed_in.ask("GET", "/v1/me").status_code == 200
    assert site.browser().sign_in("ada", chosen).status_code == 303


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (("wrong", "Vq7-lantern-brook", "Vq7-lantern-brook"), "password is wrong"),
        ((PASSWORD, "Vq7-lantern-brook", "Vq7-lantern-river"), "passwords differ"),
        ((PASSWORD, "Password1234", "Password1234"), "common words"),
    ],
)
def test_a_new_password_needs_the_old_one_and_strength(
    signed_in: Browser, form: tuple[str, str, str], says: str
) -> None:
    data = dict(zip(("current", "password", "again"), form, strict=True))
    answer = signed_in.submit("/account/password", data, page="/account")
    assert answer.status_code in (401, 422)
    assert says in answer.text


@pytest.mark.parametrize(
    "header", ["", "x", "=; ;;", "\x7f=\xff", "a=b; tecum_session"]
)
def test_a_cookie_header_of_garbage_is_nobody(site: Site, header: str) -> None:
    answer = site.browser().ask(
        "GET", "/v1/me", headers={b"cookie": header.encode("latin-1")}
    )
    assert answer.status_code == 401


def test_cookies_are_bound_to_host_and_https_where_the_service_has_https(
    tmp_path: Path,
) -> None:
    with opened(tmp_path, base_url="https://tecum.example") as site:
        site.user("ada")
        browser = site.browser()
        asked = browser.get("/login").headers["set-cookie"]
        answer = browser.sign_in("ada").headers.get_list("set-cookie")
        for cookie in (asked, *answer):
            assert cookie.startswith("__Host-tecum_")
            for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
                assert flag in cookie
            assert "domain" not in cookie.lower()
        assert browser.ask("GET", "/v1/me").status_code == 200
