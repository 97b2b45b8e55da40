"""History is only ever added to: the database itself refuses the rest.

Corrections and decisions may be deleted (retention), never altered; audit neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_GUARDED = (
    ("corrections", "UPDATE"),
    ("decisions", "UPDATE"),
    ("reports", "UPDATE"),
    ("audit", "UPDATE"),
    ("audit", "DELETE"),
)
_GENESIS = "0" * 64


def upgrade() -> None:
    """Guard the tables and lay the first link of the audit chain."""
    op.execute(
        sa.text(
            "INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :hash)"
        ).bindparams(hash=_GENESIS)
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    for table, verb in _GUARDED:
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION tecum_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table, verb in _GUARDED:
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tecum_append_only()"
        )
