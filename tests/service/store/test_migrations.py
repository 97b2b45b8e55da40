import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.cases.errors import NewerDatabase
from service.store import audit
from service.store.engine import Store, connect
from service.store.migrating import differences, newest, revision, upgrade
from service.store.schema import AuditEntry


def test_models_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        assert differences(connection) == []
        assert revision(connection) == newest()


def test_a_second_start_changes_nothing(store: Store) -> None:
    assert upgrade(store) == newest()


def test_a_newer_database_is_refused(url: str) -> None:
    store = connect(url)
    upgrade(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        upgrade(store)
    store.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"]
)
def test_the_database_itself_refuses_to_change_history(
    store: Store, statement: str
) -> None:
    with store.begin() as session:
        audit.record(session, "ann", "test.done", "request/1")
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as c:
        c.execute(text(statement))
    with store.read() as session:
        assert session.get_one(AuditEntry, 1).actor == "ann"


def test_a_database_error_does_not_quote_what_was_stored(store: Store) -> None:
    with pytest.raises(DBAPIError) as failed, store.engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:v)"), {"v": "secret"})
    assert "secret" not in str(failed.value)
