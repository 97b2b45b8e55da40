"""Names of the people whose ids are in the data."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.schema import User


def names(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """Id to the name shown; the service itself is "Tecum"."""
    wanted = sorted({each for each in ids if each})
    query = select(User.id, User.display, User.name).where(User.id.in_(wanted))
    found = {key: display or name for key, display, name in session.execute(query)}
    return {"system": "Tecum", **found}


def everybody(session: Session) -> list[tuple[str, str]]:
    """Ids and names of all who can be assigned to."""
    query = select(User.id, User.display, User.name).where(User.disabled.is_(False))
    rows = session.execute(query.order_by(User.name))
    return [(key, display or name) for key, display, name in rows]
