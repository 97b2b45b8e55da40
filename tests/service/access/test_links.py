from datetime import timedelta

import pytest
from sqlalchemy import select, update

from service.access import links, users
from service.access.errors import LinkSpent
from service.access.first_admin import first_link
from service.cases.roles import Role
from service.store.columns import now
from service.store.schema import Invitation, User
from tests.service.access.site import Browser, Site

CHOSEN = "Vq7-lantern-brook"
BASE = "http://testserver"


def test_the_first_start_makes_an_administrator_without_password(
    site: Site, browser: Browser
) -> None:
    link = first_link(site.store, BASE)
    assert link is not None
    with site.store.read() as db:
        user = db.scalars(select(User)).one()
    assert (user.name, user.password_hash) == ("admin", None)
    assert user.roles == ["senior", "admin"]
    path = link.removeprefix(BASE)
    assert "Set up the first administrator" in browser.get(path).text
    answer = browser.submit(path, {"password": CHOSEN, "again": CHOSEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").json()["name"] == "admin"
    assert first_link(site.store, BASE) is None


def test_a_second_start_before_it_was_used_gives_another_link(
    site: Site, browser: Browser
) -> None:
    first, second = (str(first_link(site.store, BASE)) for _ in range(2))
    assert first != second
    assert browser.get(first.removeprefix(BASE)).status_code == 410
    assert browser.get(second.removeprefix(BASE)).status_code == 200


def test_looking_at_a_link_does_not_spend_it_but_using_it_does(
    site: Site, browser: Browser
) -> None:
    path = f"/link/{site.link(site.user('ada'))}"
    for _ in range(3):
        assert browser.get(path).status_code == 200
    form = {"password": CHOSEN, "again": CHOSEN}
    assert browser.submit(path, form).status_code == 303
    again = site.browser().get(path)
    assert again.status_code == 410
    assert "no longer works" in again.text
    assert site.browser().sign_in("ada", CHOSEN).status_code == 303


def test_a_weak_password_does_not_spend_the_link(site: Site, browser: Browser) -> None:
    path = f"/link/{site.link(site.user('ada'))}"
    weak = {"password": "Password1234", "again": "Password1234"}
    answer = browser.submit(path, weak)
    assert answer.status_code == 422
    assert "common words" in answer.text
    differing = {"password": CHOSEN, "again": CHOSEN + "x"}
    assert "differ" in browser.submit(path, differing).text
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("kind", ["expired", "disabled", "unknown"])
def test_a_link_that_has_ended_looks_like_one_that_never_was(
    site: Site, browser: Browser, kind: str
) -> None:
    site.user("eve", Role.ADMIN)
    user_id = site.user("ada")
    secret = site.link(user_id)
    with site.store.begin() as db:
        if kind == "expired":
            past = now() - timedelta(seconds=1)
            db.execute(update(Invitation).values(expires=past))
        if kind == "disabled":
            users.disable(db, users.get(db, user_id), "test")
    sent = "x" * 43 if kind == "unknown" else secret
    answer = browser.ask("GET", f"/link/{sent}")
    assert (answer.status_code, answer.json()["code"]) == (410, "link_spent")


def test_of_two_who_use_a_link_at_once_one_fails(site: Site) -> None:
    user_id = site.user("ada")
    secret = site.link(user_id)
    with site.store.begin() as db:
        links.spend(db, secret, "hash")
    with pytest.raises(LinkSpent), site.store.begin() as db:
        links.spend(db, secret, "other")


def test_a_new_link_ends_the_one_before_and_neither_is_kept(site: Site) -> None:
    user_id = site.user("ada")
    old, new = site.link(user_id), site.link(user_id)
    with site.store.read() as db:
        kept = db.scalars(select(Invitation)).one()
        with pytest.raises(LinkSpent):
            links.opened(db, old)
        assert links.opened(db, new).user.id == user_id
    assert new not in str(vars(kept))


def test_a_link_ends_the_sessions_of_whoever_had_the_old_password(
    site: Site, browser: Browser
) -> None:
    user_id = site.user("ada")
    thief = site.browser()
    thief.sign_in("ada")
    path = f"/link/{site.link(user_id)}"
    browser.submit(path, {"password": CHOSEN, "again": CHOSEN})
    assert thief.ask("GET", "/v1/me").status_code == 401
    assert browser.ask("GET", "/v1/me").status_code == 200
