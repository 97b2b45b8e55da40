import statistics
import time

import pytest
from sqlalchemy import select, update

from service.access import users
from service.access.errors import WrongCredentials
from service.access.passwords import Passwords
from service.access.sessions import Origin
from service.cases.roles import Role
from service.store.schema import AuditEntry, User
from tests.service.access.site import PASSWORD, QUICK, Browser, Site

HERE = Origin("192.0.2.9", "tests")


def test_the_right_password_signs_in(site: Site, browser: Browser) -> None:
    site.user("ada")
    answer = browser.sign_in("ada")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").json() == {"name": "ada", "via": "session"}


def test_a_name_is_the_same_in_any_case_and_width(site: Site, browser: Browser) -> None:
    site.user("ada")
    assert browser.sign_in("  ＡDA ").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("ada", "x" * 1999)]
)
def test_a_wrong_password_and_an_unknown_name_look_the_same(
    site: Site, browser: Browser, name: str, password: str
) -> None:
    site.user("ada")
    answer = browser.sign_in(name, password)
    assert answer.status_code == 401
    assert "The name or the password is wrong" in answer.text
    assert browser.session is None


def test_an_unknown_name_costs_as_much_time_as_a_wrong_password(site: Site) -> None:
    site.user("ada")
    slow = Passwords(QUICK.__class__(time_cost=2, memory_cost=8192, parallelism=1))
    with site.store.begin() as db:
        users.set_password(db, _user(site, "ada"), "", "test")
        db.execute(update(User).values(password_hash=slow.hash(PASSWORD)))
    sign_in = site.access.sign_in.__class__(
        site.store, slow, site.access.sessions, site.access.sign_in.limits
    )
    seconds: dict[str, list[float]] = {"ada": [], "nobody": []}
    for turn in range(15):
        for name, taken in seconds.items():
            start = time.perf_counter()
            with pytest.raises(WrongCredentials):
                sign_in.confirm(name, "wrong", f"192.0.2.{turn}")
            taken.append(time.perf_counter() - start)
    known, unknown = (statistics.median(s) for s in seconds.values())
    assert unknown == pytest.approx(known, rel=0.5)


def _user(site: Site, name: str) -> User:
    with site.store.read() as db:
        found = users.by_name(db, name)
    assert found is not None
    return found


def test_a_disabled_user_cannot_sign_in(site: Site, browser: Browser) -> None:
    user_id = site.user("ada")
    with site.store.begin() as db:
        users.disable(db, users.get(db, user_id), "test")
    assert browser.sign_in("ada").status_code == 401


def test_a_user_without_password_cannot_sign_in_with_an_empty_one(
    site: Site, browser: Browser
) -> None:
    with site.store.begin() as db:
        users.add(db, users.NewUser("ada", (Role.ANALYST,)), "test")
    assert browser.sign_in("ada", "").status_code == 401


def test_a_hash_of_older_strength_is_replaced_at_sign_in(site: Site) -> None:
    site.user("ada")
    stronger = Passwords(QUICK.__class__(time_cost=2, memory_cost=16, parallelism=1))
    sign_in = site.access.sign_in.__class__(
        site.store, stronger, site.access.sessions, site.access.sign_in.limits
    )
    sign_in.with_password("ada", PASSWORD, HERE)
    hashed = _user(site, "ada").password_hash
    assert hashed is not None
    assert "t=2" in hashed
    assert not stronger.is_outdated(hashed)


def test_failures_are_told_at_the_next_sign_in_and_typed_names_are_not_kept(
    site: Site, browser: Browser
) -> None:
    user_id = site.user("ada")
    browser.sign_in("ada", "wrong")
    browser.sign_in("my secret typed in the wrong field", "x")
    browser.sign_in("ada")
    with site.store.read() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    last, told = entries[-1], entries[-3:]
    assert (last.action, last.object) == ("sign_in", f"user/{user_id}")
    assert last.detail["failed_before"] == 1
    assert [e.object for e in told[:2]] == [f"user/{user_id}", "user/unknown"]
    assert "secret typed" not in str([(e.actor, e.object, e.detail) for e in entries])


@pytest.mark.parametrize(
    ("wanted", "went"),
    [
        ("/queue?sort=due&page=2", "/queue?sort=due&page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("///evil.example", "/"),
        ("http:evil.example", "/"),
        ("//[", "/"),
        ("", "/"),
    ],
)
def test_signing_in_never_leads_to_another_site(
    site: Site, browser: Browser, wanted: str, went: str
) -> None:
    site.user("ada")
    assert browser.sign_in("ada", next=wanted).headers["location"] == went
    assert browser.get("/login", params={"next": wanted}).headers["location"] == went


def test_a_page_asked_for_before_signing_in_is_where_one_gets_after(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    asked = browser.get("/queue?sort=due&q=a%20b")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?next=/queue%3Fsort%3Ddue%26q%3Da%2520b"
    token = browser.csrf(asked.headers["location"])
    page = browser.get(asked.headers["location"]).text
    assert 'name="next" value="/queue?sort=due&amp;q=a%20b"' in page
    assert token
