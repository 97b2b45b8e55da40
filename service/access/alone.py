"""Changes of users and matters are made one after the other."""

from sqlalchemy import text
from sqlalchemy.orm import Session

# Any number that nobody else of the database locks by.
_LOCK = 7_305_922


def alone(db: Session) -> None:
    """Wait until nobody else changes users or matters; until the transaction's end.

    What is looked at afterwards ("is this name free?", "is there another
    administrator?") stays true until then. SQLite has one writer at a time anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
