import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from extractor.__main__ import build, verbs
from service.store import audit
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.store.schema import AuditEntry

GUARDS = ("audit_no_update", "audit_no_delete")


def written(store: Store, count: int = 6) -> None:
    for number in range(count):
        with store.begin() as session:
            audit.record(session, "ann", "test.done", f"request/{number}", n=number)


def tamper(store: Store, *statements: str) -> None:
    """Change the log as somebody with the database's password would."""
    on = " ON audit" if store.engine.dialect.name == "postgresql" else ""
    with store.engine.begin() as connection:
        for guard in GUARDS:
            connection.execute(text(f"DROP TRIGGER {guard}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def breaks(store: Store) -> list[tuple[int, str]]:
    with store.read() as session:
        return [(b.seq, b.message) for b in audit.verify(session)]


def test_an_untouched_log_is_whole(store: Store) -> None:
    assert breaks(store) == []
    written(store)
    assert breaks(store) == []


@pytest.mark.parametrize(
    ("statements", "seq", "message"),
    [
        (["UPDATE audit SET actor = 'eve' WHERE seq = 3"], 3, "altered"),
        (["UPDATE audit SET detail = '{\"n\": 9}' WHERE seq = 3"], 3, "altered"),
        (["UPDATE audit SET at = '2020-01-01 00:00:00' WHERE seq = 1"], 1, "altered"),
        (["DELETE FROM audit WHERE seq = 4"], 4, "entries 4 to 4 are missing"),
        (["DELETE FROM audit WHERE seq <= 2"], 1, "entries 1 to 2 are missing"),
        (["DELETE FROM audit WHERE seq >= 5"], 4, "cut off"),
        (["DELETE FROM audit"], 0, "cut off"),
        (["DELETE FROM audit", "DELETE FROM audit_head"], 0, "cut off"),
        (
            [
                "UPDATE audit SET seq = 99 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 99",
            ],
            2,
            "does not follow",
        ),
    ],
)
def test_any_tampering_is_found_and_named(
    store: Store, statements: list[str], seq: int, message: str
) -> None:
    written(store)
    tamper(store, *statements)
    first_seq, first_message = breaks(store)[0]
    assert first_seq == seq
    assert message in first_message


def test_a_rewritten_entry_breaks_the_link_to_the_next(store: Store) -> None:
    """A forger who also computes the entry's own hash anew is found one link later."""
    written(store)
    with store.read() as session:
        entry = session.get_one(AuditEntry, 3)
        entry.actor = "eve"
        forged = audit.digest(entry)
    tamper(store, f"UPDATE audit SET actor = 'eve', hash = '{forged}' WHERE seq = 3")  # noqa: S608
    assert breaks(store) == [(4, "the entry does not follow the one before it")]


def test_a_log_read_half_way_leaves_nothing_open(store: Store) -> None:
    written(store)
    with store.read() as session:
        assert next(audit.entries(session)).seq == 1


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(build(verbs(list(arguments))), list(arguments))
    return done.exit_code, done.output


def test_the_command_proves_the_log_and_names_a_break(tmp_path: Path) -> None:
    store = connect(f"sqlite:///{tmp_path}/tecum.db")
    upgrade(store)
    written(store)
    code, said = run("audit", "verify", "--data", str(tmp_path))
    assert (code, "6 entries" in said) == (0, True)
    tamper(store, "DELETE FROM audit WHERE seq = 4")
    store.close()
    code, said = run("audit", "verify", "--data", str(tmp_path))
    assert (code, "entries 4 to 4 are missing" in said) == (1, True)


def test_the_command_writes_the_log_as_plain_ascii_lines(tmp_path: Path) -> None:
    store = connect(f"sqlite:///{tmp_path}/tecum.db")
    upgrade(store)
    with store.begin() as session:
        audit.record(session, "\x1b[31mred", "test.done", "request/1")
    store.close()
    out = tmp_path / "audit.jsonl"
    assert run("audit", "export", str(out), "--data", str(tmp_path))[0] == 0
    line = out.read_text()
    assert "\x1b" not in line
    assert json.loads(line)["actor"] == "\x1b[31mred"
