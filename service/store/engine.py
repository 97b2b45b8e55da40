"""A database from a URL: SQLite (WAL) or PostgreSQL, the same for all above.

`with store.begin() as session` is one transaction that writes, `with store.read() as
session` one that only reads a consistent state. What was recorded for the audit log is
chained last, so that its lock is held shortly and always taken in the same order.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from service.store import audit

_BUSY_MS = 15_000


@dataclass(frozen=True)
class Store:
    """A database, opened."""

    engine: Engine
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session in a transaction that commits at the end, or not at all."""
        with self.writing() as session, session.begin():
            yield session
            session.flush()
            audit.chain(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with self.reading() as session:
            yield session
            # A rollback would empty the rows, which outlive the transaction.
            session.expunge_all()
            session.rollback()

    def settle(self) -> None:
        """Let nothing that was deleted linger in SQLite's write-ahead log."""
        if self.engine.dialect.name != "sqlite":
            return
        with (
            closing(self.engine.raw_connection()) as connection,
            closing(connection.cursor()) as cursor,
        ):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def connect(url: str, *, pool: int = 20) -> Store:
    """Open a database; a SQLite file and its folder are made where they lack."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(url, parsed.database, pool)
    else:
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(
            parsed, pool_pre_ping=True, pool_size=pool, hide_parameters=True
        )
    reading = engine.execution_options(tecum_reads=True)
    if engine.dialect.name == "postgresql":
        reading = reading.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return Store(
        engine,
        sessionmaker(engine, expire_on_commit=False),
        sessionmaker(reading, expire_on_commit=False),
    )


def _sqlite(url: str, path: str | None, pool: int) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=pool,
        hide_parameters=True,  # an error's text is logged, and rows hold documents
        connect_args={"timeout": _BUSY_MS / 1000},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own BEGIN comes too late and is deferred: we say it ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: a reader that turns writer would fail."""
    options: dict[str, Any] = dict(connection.get_execution_options())
    reads = options.get("tecum_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
