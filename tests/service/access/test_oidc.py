import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select, update

from service.access import users
from service.access.addresses import is_safe_address
from service.access.oidc_settings import oidc_settings
from service.cases.roles import Role
from service.settings import Settings
from service.store.columns import now
from service.store.schema import AuditEntry, User, UserSession
from tests.service.access.provider import (
    CLIENT,
    SECRET,
    Claims,
    Provider,
    new_key,
    running,
    signed,
    unsigned,
)
from tests.service.access.site import Browser, Site, opened

START, CALLBACK = "/login/oidc", "/login/oidc/callback"
GROUPS = {"groups": ["staff", "legal-analysts"]}


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with running(Provider()) as provider:
        yield provider


@pytest.fixture
def provider(served: Provider) -> Provider:
    fresh = Provider(issuer=served.issuer, key=served.key)
    fresh.claims = {"sub": "248289761001", "preferred_username": "Ada", **GROUPS}
    served.__dict__.clear()
    served.__dict__.update(fresh.__dict__)
    return served


@pytest.fixture
def site(tmp_path: Path, provider: Provider) -> Iterator[Site]:
    chosen = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "Company sign-in",
        "oidc_roles": {"legal-analysts": "analyst", "legal-leads": "senior"},
    }
    with opened(tmp_path, **chosen) as made:
        yield made
        assert made.access.provider is not None
        made.access.provider.client.close()


def come_back(browser: Browser, provider: Provider, query: str = "", **ask: str) -> str:
    """Leave and come back; the code of the refusal, or where one got to."""
    left = browser.get(START, params=ask).headers["location"]
    answer = browser.ask("GET", f"{CALLBACK}?{query or provider.authorize(left)}")
    if answer.status_code == 303:
        return answer.headers["location"]
    return str(answer.json()["code"])


def test_the_way_to_the_provider_and_back_signs_in(
    browser: Browser, provider: Provider
) -> None:
    assert come_back(browser, provider, next="/queue?sort=due") == "/queue?sort=due"
    assert browser.get("/").json() == {"name": "ada", "via": "session"}


def test_the_sign_in_page_offers_the_provider(browser: Browser) -> None:
    page = browser.get("/login?next=/queue").text
    assert '<a class="button wide" href="/login/oidc?next=/queue">' in page
    assert "Company sign-in" in page


def test_the_first_sign_in_makes_a_user_with_the_roles_of_the_claims(
    site: Site, browser: Browser, provider: Provider
) -> None:
    provider.claims |= {"name": "Ada \u202eL.", "email": "ada@agency.example"}
    come_back(browser, provider)
    with site.store.read() as db:
        user = db.scalars(select(User)).one()
        actions = [e.action for e in db.scalars(select(AuditEntry))]
    assert (user.name, user.display, user.roles) == ("ada", "Ada L.", ["analyst"])
    assert user.email is None
    assert actions == ["user.added", "user.linked", "sign_in"]


def test_roles_follow_the_claims_at_each_sign_in(
    site: Site, browser: Browser, provider: Provider
) -> None:
    come_back(browser, provider)
    provider.claims["groups"] = ["legal-leads"]
    come_back(site.browser(), provider)
    with site.store.read() as db:
        assert db.scalars(select(User)).one().roles == ["senior"]


@pytest.mark.parametrize("groups", [[], ["staff"], None, {"legal-analysts": 1}, "x"])
def test_claims_that_give_no_role_open_nothing(
    browser: Browser, provider: Provider, groups: object
) -> None:
    provider.claims["groups"] = groups
    assert come_back(browser, provider) == "sign_in_refused"
    assert browser.session is None


def altered(**changed: object) -> Claims:
    return changed


@pytest.mark.parametrize(
    "changed",
    [
        altered(nonce="another"),
        altered(nonce=None),
        altered(nonce=""),
        altered(aud="somebody-else"),
        altered(aud=[CLIENT, "somebody-else"]),
        altered(aud=[CLIENT, "somebody-else"], azp="somebody-else"),
        altered(aud=None),
        altered(iss="https://evil.example"),
        altered(exp=int(time.time()) - 3600),
        altered(exp="soon"),
        altered(exp=None),
        altered(iat=int(time.time()) + 3600),
        altered(nbf=int(time.time()) + 3600),
        altered(sub=None),
        altered(sub=""),
        altered(sub="x" * 301),
        altered(at_hash="wrong"),
    ],
    # Named without values: some are times, and every process must name them alike.
    ids="-".join,
)
def test_a_token_with_a_wrong_claim_is_refused(
    site: Site, browser: Browser, provider: Provider, changed: Claims
) -> None:
    def alter(claims: Claims) -> Claims:
        return {k: v for k, v in (claims | changed).items() if v is not None}

    provider.alter = alter
    assert come_back(browser, provider) == "sign_in_refused"
    assert browser.session is None
    with site.store.read() as db:
        assert not db.scalars(select(User)).all()


def by_another_key(claims: Claims, provider: Provider) -> str:
    return signed(claims, new_key(str(provider.key.kid)))


def by_our_secret(claims: Claims, _: Provider) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 8))


def by_the_public_key(claims: Claims, provider: Provider) -> str:
    """The classic confusion: the published key taken for a shared secret."""
    public = provider.key.as_pem(private=False)
    forged = {"alg": "HS256", "kid": str(provider.key.kid)}
    return jwt.encode(forged, claims, OctKey.import_key(public.replace(b"-", b"_")))


def no_token(_: Claims, __: Provider) -> str:
    return ""


def not_a_token(_: Claims, __: Provider) -> str:
    return "a.b"


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        by_another_key,
        by_our_secret,
        by_the_public_key,
        no_token,
        not_a_token,
    ],
)
def test_a_token_without_the_providers_signature_is_refused(
    browser: Browser, provider: Provider, sign: object
) -> None:
    provider.sign = sign  # type: ignore[assignment]
    assert come_back(browser, provider) == "sign_in_refused"


@pytest.mark.parametrize(
    "query",
    [
        "code=code0&state=another",
        "code=code0",
        "state=",
        "error=access_denied",
        "code=guessed",
        "",
    ],
)
def test_an_answer_to_another_attempt_is_refused(
    browser: Browser, provider: Provider, query: str
) -> None:
    provider.authorize(browser.get(START).headers["location"])
    assert come_back(browser, provider, query or "x=1") == "sign_in_refused"


def test_an_answer_planted_in_another_browser_is_refused(
    site: Site, browser: Browser, provider: Provider
) -> None:
    """Nobody is signed in as the attacker by following their link."""
    attacker = site.browser()
    theirs = provider.authorize(attacker.get(START).headers["location"])
    assert browser.ask("GET", f"{CALLBACK}?{theirs}").status_code == 401
    browser.get(START)
    assert browser.ask("GET", f"{CALLBACK}?{theirs}").status_code == 401


def test_an_answer_is_good_once(browser: Browser, provider: Provider) -> None:
    left = browser.get(START).headers["location"]
    query = provider.authorize(left)
    assert browser.ask("GET", f"{CALLBACK}?{query}").status_code == 303
    assert browser.ask("GET", f"{CALLBACK}?{query}").status_code == 401


def test_an_attempt_ends_after_ten_minutes(
    site: Site, browser: Browser, provider: Provider
) -> None:
    query = provider.authorize(browser.get(START).headers["location"])
    with site.store.begin() as db:
        db.execute(update(UserSession).values(expires=now()))
    assert browser.ask("GET", f"{CALLBACK}?{query}").status_code == 401


def test_the_code_is_worth_nothing_without_the_verifier(
    site: Site, browser: Browser, provider: Provider
) -> None:
    query = provider.authorize(browser.get(START).headers["location"])
    with site.store.begin() as db:
        row = db.scalars(select(UserSession)).one()
        row.state = row.state | {"verifier": "x" * 43}
    assert browser.ask("GET", f"{CALLBACK}?{query}").status_code == 401


def test_the_attempt_is_no_session(site: Site, browser: Browser) -> None:
    browser.get(START)
    attempt = browser.client.cookies[site.access.cookies.sign_in]
    cookie = {"cookie": f"{site.access.cookies.session}={attempt}"}
    assert site.browser().ask("GET", "/v1/me", headers=cookie).status_code == 401


def test_nobody_becomes_a_local_user_by_having_the_same_name(
    site: Site, browser: Browser, provider: Provider
) -> None:
    site.user("ada", Role.ADMIN)
    assert come_back(browser, provider) == "sign_in_refused"
    with site.store.begin() as db:
        ada = users.by_name(db, "ada")
        assert ada is not None
        users.link(db, ada, provider.issuer, "248289761001", "test")
    # The last administrator stays one, so the claims cannot lower the only admin.
    assert come_back(site.browser(), provider) == "bad_user"


def test_a_disabled_user_is_not_let_in_by_the_provider(
    site: Site, browser: Browser, provider: Provider
) -> None:
    come_back(browser, provider)
    with site.store.begin() as db:
        users.disable(db, db.scalars(select(User)).one(), "test")
    assert come_back(site.browser(), provider) == "sign_in_refused"


def test_keys_are_fetched_once_and_again_for_a_new_one(
    site: Site, browser: Browser, provider: Provider
) -> None:
    come_back(browser, provider)
    come_back(site.browser(), provider)
    assert provider.asked.count("/keys") == 1
    assert site.access.provider is not None
    provider.key = new_key("two")
    assert come_back(site.browser(), provider) == "sign_in_refused"
    site.access.provider.discovery.clock = lambda: time.monotonic() + 31
    assert come_back(site.browser(), provider) == "/"
    assert provider.asked.count("/keys") == 2


def test_a_provider_that_names_itself_differently_is_refused(
    browser: Browser, provider: Provider
) -> None:
    provider.issuer = "https://evil.example"
    assert browser.ask("GET", START).json()["code"] == "sign_in_refused"


def test_without_a_provider_there_is_no_such_page(tmp_path: Path) -> None:
    with opened(tmp_path) as site:
        assert site.browser().ask("GET", START).status_code == 404
        assert "login/oidc" not in site.browser().get("/login").text


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://id.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://id.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("ftp://id.example", False),
        ("", False),
    ],
)
def test_what_is_sent_to_a_provider_cannot_be_overheard(
    address: str, safe: bool
) -> None:
    assert is_safe_address(address) is safe


def test_wrong_settings_are_told_at_start(tmp_path: Path) -> None:
    def settings(**chosen: object) -> Settings:
        return Settings(data_dir=tmp_path, _env_file=None, **chosen)

    assert oidc_settings(settings()) is None
    for wrong, says in (
        ({"oidc_issuer": "http://id.example"}, "https"),
        ({"oidc_roles": {"x": "king"}}, "submitter"),
        ({"login_rate": "often"}, "5/minute"),
    ):
        with pytest.raises(ValueError, match=says):
            settings(**wrong)
