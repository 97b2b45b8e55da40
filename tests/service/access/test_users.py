import re

import pytest
from sqlalchemy import select

from service.access import matters, users
from service.access.errors import BadUser
from service.cases.roles import Role
from service.store.schema import AuditEntry, User
from tests.service.access.site import PASSWORD, Browser, Site

CHOSEN = "Vq7-lantern-brook"


@pytest.fixture
def admin(site: Site, browser: Browser) -> Browser:
    site.user("anna", Role.ADMIN)
    browser.sign_in("anna")
    return browser


def stored(site: Site, name: str) -> User:
    with site.store.read() as db:
        found = users.by_name(db, name)
    assert found is not None
    return found


def secret_on(page: str) -> str:
    return page.split("data-secret>")[1].split("<", maxsplit=1)[0]


def test_a_user_is_added_and_sent_a_link(site: Site, admin: Browser) -> None:
    form = {"name": "Ada", "display": "Ada L.", "role": ["analyst", "auditor"]}
    page = admin.submit("/users", form).text
    link = secret_on(page).removeprefix(site.settings.base_url)
    ada = site.browser()
    assert "Welcome" in ada.get(link).text
    ada.submit(link, {"password": CHOSEN, "again": CHOSEN})
    assert ada.get("/").json()["name"] == "ada"
    assert stored(site, "ada").roles == ["analyst", "auditor"]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name": "anna", "role": ["admin"]}, "exists already"),
        ({"name": "ANNA", "role": ["admin"]}, "exists already"),
        ({"name": "a b", "role": ["admin"]}, "2 to 100 letters"),
        ({"name": "<script>", "role": ["admin"]}, "2 to 100 letters"),
        ({"name": "ada", "role": []}, "needs a role"),
        ({"name": "ada", "role": ["king"]}, "Roles are"),
        ({"name": "ada", "role": ["admin"], "email": "nowhere"}, "e-mail"),
    ],
)
def test_an_odd_user_is_not_added(
    site: Site, admin: Browser, form: dict[str, object], says: str
) -> None:
    answer = admin.submit("/users", form)
    assert answer.status_code == 422
    assert says in answer.text
    with site.store.read() as db:
        assert len(users.everybody(db)) == 1


def test_names_are_shown_as_text(site: Site, admin: Browser) -> None:
    form = {"name": "ada", "display": "<img src=x onerror=alert(1)>", "role": "analyst"}
    page = admin.submit("/users", form).text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_last_administrator_stays_one(site: Site, admin: Browser) -> None:
    user_id = stored(site, "anna").id
    for path, form in (("roles", {"role": ["analyst"]}), ("disable", {})):
        answer = admin.submit(f"/users/{user_id}/{path}", form, page="/users")
        assert answer.status_code == 422
        assert "last administrator" in answer.text
    assert stored(site, "anna").roles == ["admin"]


def test_disabling_and_enabling(site: Site, admin: Browser) -> None:
    user_id = site.user("ada")
    ada = site.browser()
    ada.sign_in("ada")
    admin.submit(f"/users/{user_id}/disable", {}, page="/users")
    assert ada.ask("GET", "/v1/me").status_code == 401
    admin.submit(f"/users/{user_id}/enable", {}, page="/users")
    assert ada.sign_in("ada").status_code == 303
    admin.submit(f"/users/{user_id}/sign-out", {}, page="/users")
    assert ada.ask("GET", "/v1/me").status_code == 401


def test_a_reset_link_is_shown_once_and_replaces_the_password(
    site: Site, admin: Browser
) -> None:
    user_id = site.user("ada")
    page = admin.submit(f"/users/{user_id}/link", {}, page="/users").text
    link = secret_on(page)
    assert link not in admin.get("/users").text
    path = link.removeprefix(site.settings.base_url)
    site.browser().submit(path, {"password": CHOSEN, "again": CHOSEN})
    assert site.browser().sign_in("ada", PASSWORD).status_code == 401
    assert site.browser().sign_in("ada", CHOSEN).status_code == 303


def test_who_did_what_to_whom_is_audited(site: Site, admin: Browser) -> None:
    user_id = site.user("ada")
    form = {"role": ["senior"]}
    admin.submit(f"/users/{user_id}/roles", form, page="/users")
    with site.store.read() as db:
        last = db.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert last is not None
    assert (last.actor, last.action) == (stored(site, "anna").id, "user.roles")
    assert last.detail == {"before": ["analyst"], "after": ["senior"]}


def test_a_matter_is_made_and_its_members_are_set(site: Site, admin: Browser) -> None:
    ada, eve = site.user("ada"), site.user("eve")
    assert admin.submit("/matters", {"name": " In re  Lantern "}).status_code == 303
    with site.store.read() as db:
        (its,) = matters.every(db)
    assert its.matter.name == "In re Lantern"
    path = f"/matters/{its.matter.id}/members"
    for members in ([ada, eve], [eve]):
        admin.submit(path, {"member": members}, page="/matters")
    with site.store.read() as db:
        assert [u.name for u in matters.every(db)[0].members] == ["eve"]
    assert admin.submit("/matters", {"name": "In re Lantern"}).status_code == 422
    assert admin.submit("/matters", {"name": " "}).status_code == 422
    nobody = {"member": ["01KB2V6M3Q8T0WDH4RZ5XN7C9E"]}
    assert admin.submit(path, nobody, page="/matters").status_code == 404


def test_no_page_has_a_script_or_style_of_its_own(site: Site, admin: Browser) -> None:
    admin.submit("/matters", {"name": "In re Lantern"})
    pages = [admin.get(p).text for p in ("/account", "/users", "/matters", "/nowhere")]
    pages.append(site.browser().get("/login").text)
    for page in pages:
        assert "<main" in page
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", page)


def test_a_role_that_is_none_any_more_gives_nothing(site: Site) -> None:
    user_id = site.user("ada")
    with site.store.begin() as db:
        users.get(db, user_id).roles = ["wizard"]
    who = site.access.tokens.find(site.token(user_id))
    assert who is not None
    assert not who.permissions


def test_a_subject_belongs_to_one_user(site: Site) -> None:
    ada, eve = site.user("ada"), site.user("eve")
    with site.store.begin() as db:
        users.link(db, users.get(db, ada), "https://id.example", "1", "test")
    with pytest.raises(BadUser, match="a user already"), site.store.begin() as db:
        users.link(db, users.get(db, eve), "https://id.example", "1", "test")
