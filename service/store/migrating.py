"""Bring a database up to date: at every start, once for all who start together."""

from importlib.resources import files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from service.cases.errors import NewerDatabase
from service.store.engine import Store
from service.store.schema import metadata

# Any number that nobody else of the database locks by.
_LOCK = 7_305_921


def upgrade(store: Store) -> str:
    """Bring the tables up to date; the revision they are at now.

    Raises:
        NewerDatabase: a newer Tecum made them.
    """
    config = _config()
    with store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        _refuse_newer(connection, config)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return revision(connection) or ""


def revision(connection: Connection) -> str | None:
    """The revision a database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision this version of Tecum works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def differences(connection: Connection) -> list[object]:
    """How the tables differ from the model; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _config() -> Config:
    config = Config()
    folder = str(files("service.store") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(connection: Connection, config: Config) -> None:
    at = revision(connection)
    known = ScriptDirectory.from_config(config).walk_revisions()
    if at is not None and at not in {script.revision for script in known}:
        raise NewerDatabase(f"It is at revision {at}.")
