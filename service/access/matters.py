"""Matters: walls around requests that only members see; each change is audited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.access import users
from service.access.alone import alone
from service.access.errors import BadUser, NotFound
from service.store import audit, requests
from service.store.columns import now
from service.store.schema import Matter, MatterMember, Request, User

_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Walled:
    """A matter with its members, by name, and how many requests are in it."""

    matter: Matter
    members: tuple[User, ...]
    requests: int


def add(db: Session, name: str, by: str) -> Matter:
    """Make a matter, without members.

    Raises:
        BadUser: The name is empty, too long or taken.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _NAME_LENGTH or not name.isprintable():
        raise BadUser("A matter needs a name of at most 200 plain characters.")
    alone(db)
    if db.scalar(select(Matter.id).where(Matter.name == name)):
        raise BadUser("A matter of this name exists already.")
    row = Matter(name=name, created=now())
    db.add(row)
    db.flush()
    audit.record(db, by, "matter.added", f"matter/{row.id}", name=name)
    return row


def get(db: Session, matter_id: str) -> Matter:
    """A matter by id.

    Raises:
        NotFound: There is none.
    """
    row = db.get(Matter, matter_id)
    if row is None:
        raise NotFound
    return row


def set_members(db: Session, matter_id: str, user_ids: Iterable[str], by: str) -> None:
    """Make these users its members and no others.

    Raises:
        NotFound: There is no such matter, or no such user.
    """
    alone(db)
    row, wanted = get(db, matter_id), sorted(set(user_ids))
    for user_id in wanted:
        users.get(db, user_id)
    its = MatterMember.matter_id == row.id
    before = sorted(db.scalars(select(MatterMember.user_id).where(its)))
    gone = [u for u in before if u not in wanted]
    db.execute(delete(MatterMember).where(its, MatterMember.user_id.in_(gone)))
    for user_id in wanted:
        if user_id not in before:
            db.add(MatterMember(matter_id=row.id, user_id=user_id, added=now()))
    audit.record(
        db, by, "matter.members", f"matter/{row.id}", before=before, after=wanted
    )


def every(db: Session) -> Sequence[Walled]:
    """All matters by name, with members and number of requests."""
    counted = select(Request.matter_id, func.count()).group_by(Request.matter_id)
    counts = {row[0]: row[1] for row in db.execute(counted)}
    rows = tuple(db.scalars(select(Matter).order_by(Matter.name)))
    return tuple(Walled(m, _members(db, m.id), counts.get(m.id, 0)) for m in rows)


def _members(db: Session, matter_id: str) -> tuple[User, ...]:
    query = select(User).join(MatterMember, MatterMember.user_id == User.id)
    of = query.where(MatterMember.matter_id == matter_id)
    return tuple(db.scalars(of.order_by(User.name)))


@dataclass(frozen=True, slots=True)
class Placement:
    """Who may see a request: a matter's members (None: no wall); is it restricted."""

    matter_id: str | None
    restricted: bool


def place(
    db: Session, request_id: str, wanted: Placement, by: str, reason: str
) -> Request:
    """Put a request behind a wall, or take it out.

    Raises:
        NotFound: There is no such matter.
    """
    row = requests.locked(db, request_id)
    if wanted.matter_id is not None:
        get(db, wanted.matter_id)
    audit.record(
        db, by, "request.placed", f"request/{row.id}",
        before={"matter": row.matter_id, "restricted": row.restricted},
        after={"matter": wanted.matter_id, "restricted": wanted.restricted},
        reason=reason,
    )  # fmt: skip
    row.matter_id, row.restricted = wanted.matter_id, wanted.restricted
    return row
