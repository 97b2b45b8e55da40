"""Every route of the service, called as every role, against a pinned table.

A new route fails here until its line is in `routes.txt`, after somebody has thought
about who may call it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from service.access import users
from service.access.csrf_token import token_for
from service.access.sessions import Origin
from service.app import create_app
from service.cases.roles import Role
from service.settings import Settings
from tests.service.access.site import QUICK, Site, around

TABLE = Path(__file__).with_name("routes.txt")
ID = "01KB2V6M3Q8T0WDH4RZ5XN7C9E"
STRANGER = "stranger"
EVERYBODY = (STRANGER, *Role)
REFUSED = ("not_signed_in", "not_allowed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("matrix"),
        base_url="http://testserver",
        embedded="off",
        api_rate="1000000/minute",
        _env_file=None,
    )
    with around(create_app(settings), settings) as made:
        made.access.passwords.hasher = QUICK
        made.access.passwords._nobody = QUICK.hash("x")
        for role in Role:
            made.user(f"the-{role}", role)
        yield made


def routes(site: Site) -> list[str]:
    """Method and path of every route; a mounted folder has no methods."""
    return sorted(
        f"{method} {route.path}"
        for route in iter_route_contexts(site.app.routes)
        for method in (route.methods or ["GET"])
        if method != "HEAD"
    )


def pinned() -> dict[str, tuple[str, ...]]:
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return {route.strip(): tuple(who.split()) for route, who in rows}


def may_call(site: Site, who: str, route: str) -> bool:
    method, _, path = route.partition(" ")
    address = "/".join(_filled(part) for part in path.split("/"))
    address = "/static/tecum.css" if path == "/static" else address
    answer = site.browser().ask(method, address, headers=_headers(site, who))
    assert answer.status_code != 500, (route, who, answer.text)
    is_problem = answer.headers.get("content-type", "").endswith("problem+json")
    code = answer.json()["code"] if is_problem else ""
    assert code != "csrf_failed"
    return code not in REFUSED


def _headers(site: Site, who: str) -> dict[str, str]:
    """A browser of this role, or of a stranger, with the token of its pages."""
    cookies = site.access.cookies
    name, secret = cookies.visitor, "v" * 43
    if who != STRANGER:
        name, secret = cookies.session, _session(site, f"the-{who}")
    return {"cookie": f"{name}={secret}", "x-csrf-token": token_for(secret)}


def _filled(part: str) -> str:
    names = {"{number}": "1", "{secret}": "x" * 43}
    return names.get(part, ID) if part.startswith("{") else part


def _session(site: Site, name: str) -> str:
    with site.store.begin() as db:
        user = users.by_name(db, name)
        assert user is not None
        return site.access.sessions.start(db, user.id, Origin("", ""))


def test_the_table_has_every_route_and_no_other(site: Site) -> None:
    assert sorted(pinned()) == routes(site)


@pytest.mark.parametrize("route", sorted(pinned()))
def test_who_may_call_a_route_is_what_the_table_says(site: Site, route: str) -> None:
    allowed = tuple(who for who in EVERYBODY if may_call(site, who, route))
    assert allowed == pinned()[route]
