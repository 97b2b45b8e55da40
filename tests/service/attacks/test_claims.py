"""Claims of an identity provider are hostile too: names, addresses, groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from service.store.schema import Identity, User
from tests.service.access.provider import CLIENT, SECRET, Provider, running
from tests.service.access.site import Site, opened
from tests.service.access.test_oidc import come_back
from tests.service.attacks import inert
from tests.service.attacks.payloads import CONTROL, HOSTILE

EVERYTHING = HOSTILE | CONTROL
_ROLES = {"legal-analysts": "analyst", "heads": "admin"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running(Provider()) as served:
        yield served


@pytest.fixture
def site(tmp_path: Path, provider: Provider) -> Iterator[Site]:
    chosen = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_roles": _ROLES,
    }
    with opened(tmp_path, **chosen) as made:
        yield made
        assert made.access.provider is not None
        made.access.provider.client.close()


@pytest.mark.parametrize("what", EVERYTHING)
@pytest.mark.parametrize("claim", ["name", "preferred_username", "email", "sub"])
def test_a_claim_is_only_a_word(
    site: Site, provider: Provider, what: str, claim: str
) -> None:
    usual = {"sub": "1", "preferred_username": "ada", "groups": ["heads"]}
    provider.claims = {**usual, claim: EVERYTHING[what]}
    browser = site.browser()
    came = come_back(browser, provider)
    with site.store.read() as session:
        made = list(session.scalars(select(User)))
        known = list(session.scalars(select(Identity.subject)))
    assert len(made) == len(known) <= 1
    if came != "/":
        assert made == []
        return
    for text in (made[0].name, made[0].display, made[0].email or ""):
        assert text == "" or text.isprintable()
    for path in ("/users", "/account", "/matters"):
        answer = browser.get(path)
        assert answer.status_code == 200
        inert.page(answer.text)


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_group_that_is_none_gives_no_role(
    site: Site, provider: Provider, what: str
) -> None:
    provider.claims = {"sub": "1", "preferred_username": "ada"}
    for groups in ([EVERYTHING[what]], EVERYTHING[what], {EVERYTHING[what]: "heads"}):
        provider.claims["groups"] = groups
        assert come_back(site.browser(), provider) != "/"
    with site.store.read() as session:
        assert list(session.scalars(select(User))) == []
