from datetime import timedelta

import pytest
from sqlalchemy import select, update

from service.access.errors import BadUser, NotFound
from service.access.tokens import Wanted, scopes
from service.cases.roles import Permission, Role
from service.store.columns import now
from service.store.schema import AuditEntry, Token
from tests.service.access.site import Browser, Site

ME = "/v1/me"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_a_token_may_do_what_its_scopes_and_its_user_may(
    site: Site, browser: Browser
) -> None:
    user_id = site.user("ada", Role.ANALYST)
    token = site.token(user_id, Permission.READ, Permission.ADMINISTER)
    answer = browser.ask("GET", ME, headers=bearer(token))
    assert answer.json() == {"name": "ada", "may": ["read"]}


def test_only_the_hash_and_the_beginning_are_kept(site: Site) -> None:
    token = site.token(site.user("ada"))
    with site.store.read() as db:
        row = db.scalars(select(Token)).one()
        entries = db.scalars(select(AuditEntry)).all()
    assert token.startswith(row.prefix)
    assert len(row.prefix) == 12
    assert token[12:] not in f"{vars(row)} {[e.detail for e in entries]}"


@pytest.mark.parametrize("kind", ["expired", "revoked", "unknown", "empty", "cut"])
def test_a_token_that_has_ended_is_refused(
    site: Site, browser: Browser, kind: str
) -> None:
    user_id = site.user("ada")
    token = site.token(user_id)
    past = now() - timedelta(seconds=1)
    ended = {"expired": {"expires": past}, "revoked": {"revoked": past}}
    with site.store.begin() as db:
        if kind in ended:
            db.execute(update(Token).values(**ended[kind]))
    sent = {"unknown": "tecum_x", "empty": "", "cut": token[:-1]}.get(kind, token)
    answer = browser.ask("GET", ME, headers=bearer(sent))
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_bad_token_is_not_saved_by_a_good_cookie(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    browser.sign_in("ada")
    assert browser.ask("GET", ME).status_code == 200
    assert browser.ask("GET", ME, headers=bearer("tecum_x")).status_code == 401


def test_last_use_is_noted(site: Site, browser: Browser) -> None:
    token = site.token(site.user("ada"))
    browser.ask("GET", ME, headers=bearer(token))
    with site.store.read() as db:
        used = db.scalars(select(Token.last_used)).one()
    assert used is not None
    assert now() - used < timedelta(minutes=1)


def test_a_token_cannot_make_tokens_or_reach_the_account(
    site: Site, browser: Browser
) -> None:
    token = site.token(site.user("ada", Role.ADMIN))
    for method, path in (("GET", "/account"), ("POST", "/account/tokens")):
        answer = browser.ask(method, path, headers=bearer(token))
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_token_is_made_on_the_account_page_and_shown_once(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    browser.sign_in("ada")
    form = {"name": "scanner", "days": "7", "scope": ["submit", "read"]}
    page = browser.submit("/account/tokens", form, page="/account").text
    token = page.split("data-secret>")[1].split("<")[0]
    assert browser.ask("GET", ME, headers=bearer(token)).json()["may"] == [
        "read",
        "submit",
    ]
    assert token not in browser.get("/account").text
    assert token[:12] in browser.get("/account").text


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "scope": ["read"]},
        {"name": "x", "scope": []},
        {"name": "x", "scope": ["everything"]},
        {"name": "x", "scope": ["read"], "days": "0"},
        {"name": "x", "scope": ["read"], "days": "10000"},
        {"name": "x" * 101, "scope": ["read"]},
        {"name": "x", "scope": ["administer"]},
    ],
)
def test_an_odd_token_is_not_made(
    site: Site, browser: Browser, form: dict[str, object]
) -> None:
    site.user("ada")
    browser.sign_in("ada")
    answer = browser.submit("/account/tokens", form, page="/account")
    assert answer.status_code == 422
    with site.store.read() as db:
        assert not db.scalars(select(Token)).all()


def test_nobody_revokes_somebody_elses_token(site: Site, browser: Browser) -> None:
    eve = site.user("eve")
    site.token(eve)
    site.user("ada")
    browser.sign_in("ada")
    with site.store.read() as db:
        theirs = db.scalars(select(Token.id)).one()
    path = f"/account/tokens/{theirs}/revoke"
    assert browser.submit(path, {}, page="/account").status_code == 404
    with pytest.raises(NotFound):
        site.access.tokens.revoke(theirs, by="x", owner="x")
    with site.store.read() as db:
        assert db.scalars(select(Token.revoked)).one() is None


def test_scopes_are_permissions() -> None:
    assert scopes([" read", "submit", ""]) == (Permission.SUBMIT, Permission.READ)
    with pytest.raises(BadUser, match="Scopes are"):
        scopes(["read", "root"])


def test_a_token_needs_a_scope(site: Site) -> None:
    with pytest.raises(BadUser, match="at least one scope"):
        site.access.tokens.make(site.user("ada"), Wanted("x", ()), "test")
