"""What two do at the same moment, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from service.access import links, users
from service.access.errors import AccessError, BadUser, LinkSpent
from service.access.first_admin import first_link
from service.access.sessions import Origin, Sessions
from service.access.tokens import Tokens, Wanted
from service.cases.roles import Permission, Role
from service.store.columns import Base
from service.store.engine import Store, connect
from tests.service.databases import new_database, postgres

AT_ONCE = 6


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/tecum.db"
    else:
        url = new_database(request.getfixturevalue("server"))
    opened = connect(url)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def at_once(act: Callable[[int], object]) -> list[object]:
    """What several get who do it at the same time; a refusal counts as its class."""

    def tried(n: int) -> object:
        try:
            return act(n)
        except AccessError as error:
            return type(error)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(tried, range(AT_ONCE)))


def add(store: Store, name: str, *roles: Role) -> str:
    with store.begin() as db:
        return users.add(db, users.NewUser(name, roles), "test").id


def test_of_many_who_use_a_link_at_once_one_gets_in(store: Store) -> None:
    user_id = add(store, "ada", Role.ANALYST)
    with store.begin() as db:
        secret = links.make(db, user_id, links.Purpose.RESET, "test")

    def spend(n: int) -> object:
        with store.begin() as db:
            return links.spend(db, secret, f"hash {n}").id

    got = at_once(spend)
    assert got.count(user_id) == 1
    assert got.count(LinkSpent) == AT_ONCE - 1


def test_two_administrators_cannot_disable_each_other_at_once(store: Store) -> None:
    ids = [add(store, name, Role.ADMIN) for name in ("anna", "berta")]

    def disable(n: int) -> object:
        with store.begin() as db:
            users.disable(db, users.get(db, ids[n % 2]), "test")

    assert BadUser in at_once(disable)
    with store.read() as db:
        assert sum(not u.disabled for u in users.everybody(db)) == 1


def test_services_that_start_together_make_one_administrator(store: Store) -> None:
    made = at_once(lambda _: first_link(store, "http://localhost"))
    assert any(isinstance(link, str) for link in made)
    with store.read() as db:
        assert [u.name for u in users.everybody(db)] == ["admin"]


def test_sessions_and_tokens_on_both_databases(store: Store) -> None:
    user_id = add(store, "ada", Role.SENIOR)
    sessions = Sessions(store, timedelta(hours=1), timedelta(hours=9))
    with store.begin() as db:
        secret = sessions.start(db, user_id, Origin("192.0.2.1", "x" * 999))
    who = sessions.find(secret)
    assert who is not None
    assert (who.name, who.may(Permission.READ_RESTRICTED)) == ("ada", True)
    token = Tokens(store).make(user_id, Wanted("x", (Permission.READ,), 1), "test")
    by_token = Tokens(store).find(token)
    assert by_token is not None
    assert by_token.permissions == {Permission.READ}
