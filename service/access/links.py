"""One-time links: with one, a user chooses a password. Nothing has a default one."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from service.access import users
from service.access.errors import LinkSpent
from service.access.secret import digest, new_secret
from service.store import audit
from service.store.columns import now
from service.store.schema import Invitation, User

LIFE = timedelta(hours=24)


class Purpose(StrEnum):
    """What a link is for; it says so on its page."""

    FIRST_ADMIN = "first_admin"
    WELCOME = "welcome"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom a link is for."""

    user: User
    purpose: Purpose


def make(db: Session, user_id: str, purpose: Purpose, by: str) -> str:
    """A new link's secret, for `LIFE`; the user's earlier links end with it."""
    db.execute(delete(Invitation).where(Invitation.user_id == user_id))
    secret, at = new_secret(), now()
    db.add(
        Invitation(
            id=digest(secret),
            user_id=user_id,
            purpose=purpose,
            created=at,
            expires=at + LIFE,
        )
    )
    audit.record(db, by, "link.made", f"user/{user_id}", purpose=purpose)
    return secret


def opened(db: Session, secret: str) -> Opened:
    """Whom a link is for; opening alone does not spend it (mail scanners open links).

    Raises:
        LinkSpent: It is unknown, used or expired, or the user is disabled.
    """
    query = select(Invitation, User).join(User, User.id == Invitation.user_id)
    found = db.execute(
        query.where(
            Invitation.id == digest(secret),
            Invitation.used.is_(None),
            Invitation.expires > now(),
            User.disabled.is_(False),
        )
    ).first()
    if found is None:
        raise LinkSpent
    return Opened(found[1], Purpose(found[0].purpose))


def spend(db: Session, secret: str, hashed: str) -> User:
    """Use a link to set a password; of two at once, one fails.

    Raises:
        LinkSpent: As `opened`.
    """
    user = opened(db, secret).user
    spent = db.execute(
        update(Invitation)
        .where(Invitation.id == digest(secret), Invitation.used.is_(None))
        .values(used=now())
    )
    if not isinstance(spent, CursorResult) or spent.rowcount != 1:
        raise LinkSpent
    users.set_password(db, user, hashed, by=user.id)
    return user


def address(base_url: str, secret: str) -> str:
    """The link as it is sent to a person."""
    return f"{base_url}/link/{secret}"
