"""Real databases for tests: SQLite files, and a PostgreSQL server of our own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from service.store.columns import new_id

BIN = Path("/usr/lib/postgresql/15/bin")
USERS = ("postgres", "nobody")


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server on a Unix socket; yields the address of its socket folder."""
    if not (BIN / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="tecum-pg-"))
    become = _become(folder)
    data = folder / "data"
    try:
        _run(*become, f"{BIN}/initdb", "-D", f"{data}", "-A", "trust", "-U", "tecum",
             "--no-sync", "-E", "UTF8", "--locale=C")  # fmt: skip
        options = (
            f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60 "
            "-c synchronous_commit=off -c full_page_writes=off -c timezone=Asia/Tokyo"
        )
        control = (*become, f"{BIN}/pg_ctl", "-D", f"{data}", "-w")
        _run(*control, "-o", options, "-l", f"{folder}/log", "start")
        try:
            yield str(folder)
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _become(folder: Path) -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: another user owns the folder and runs it."""
    if os.geteuid() != 0:
        return ()
    for user in USERS:
        try:
            shutil.chown(folder, user)
        except LookupError:
            continue
        return ("setpriv", f"--reuid={user}", "--clear-groups")
    pytest.skip("no user but root to run PostgreSQL as")


def _run(*command: str) -> None:
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, cwd="/"
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode()[-500:]}")


def new_database(socket: str, template: str = "template1") -> str:
    """A database on a server, empty or a copy of another; its SQLAlchemy address."""
    name = f"t{new_id().lower()}"
    with psycopg.connect(
        host=socket, user="tecum", dbname="postgres", autocommit=True
    ) as connection:
        statement = SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(Identifier(name), Identifier(template)))
    return f"postgresql+psycopg://tecum@/{name}?host={socket}"
