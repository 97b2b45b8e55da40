"""Users: adding, roles, disabling, passwords; each change is audited."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access.alone import alone
from service.access.errors import BadUser, NotFound
from service.access.principal import roles_of
from service.access.sessions import end_all
from service.access.tokens import revoke_all
from service.cases.roles import Role
from service.store import audit
from service.store.columns import now
from service.store.schema import Identity, User

_NAME = re.compile(r"[\w][\w.@+-]{1,99}")
_EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,189}")


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to add; `name` is what they sign in with."""

    name: str
    roles: tuple[Role, ...]
    display: str = ""
    email: str | None = None


def add(db: Session, new: NewUser, by: str) -> User:
    """Add a user, without password: they get a one-time link or sign in elsewhere.

    Raises:
        BadUser: The name is taken or odd, the address is none, or no role is given.
    """
    name = normal_name(new.name)
    if not _NAME.fullmatch(name):
        raise BadUser("A name has 2 to 100 letters, digits and any of . _ @ + -")
    if new.email and not _EMAIL.fullmatch(new.email):
        raise BadUser("The e-mail address is none.")
    alone(db)
    if by_name(db, name):
        raise BadUser("A user of this name exists already.")
    row = User(
        name=name,
        display=_printable(new.display) or name,
        email=new.email or None,
        roles=_names(new.roles),
        created=now(),
    )
    db.add(row)
    db.flush()
    audit.record(db, by, "user.added", f"user/{row.id}", name=name, roles=row.roles)
    return row


def normal_name(name: str) -> str:
    """How a name is stored and compared: the same keys give the same name."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def by_name(db: Session, name: str) -> User | None:
    """The user who signs in with this name."""
    return db.scalar(select(User).where(User.name == normal_name(name)))


def get(db: Session, user_id: str) -> User:
    """A user by id.

    Raises:
        NotFound: There is none.
    """
    row = db.get(User, user_id)
    if row is None:
        raise NotFound
    return row


def everybody(db: Session) -> Sequence[User]:
    """All users, by name."""
    return tuple(db.scalars(select(User).order_by(User.name)))


def set_roles(db: Session, user: User, roles: Iterable[Role], by: str) -> None:
    """Give a user these roles and no others; acts on their next request.

    Raises:
        BadUser: No role is given, or nobody would be left to administer.
    """
    given = _names(roles)
    if Role.ADMIN not in given:
        _refuse_last_admin(db, user)
    before, user.roles = list(user.roles), given
    audit.record(db, by, "user.roles", f"user/{user.id}", before=before, after=given)


def disable(db: Session, user: User, by: str) -> None:
    """Lock a user out at once: sessions and tokens end.

    Raises:
        BadUser: Nobody would be left to administer.
    """
    _refuse_last_admin(db, user)
    user.disabled = True
    end_all(db, user.id)
    revoke_all(db, user.id)
    audit.record(db, by, "user.disabled", f"user/{user.id}")


def enable(db: Session, user: User, by: str) -> None:
    """Let a user in again; their tokens stay revoked."""
    user.disabled = False
    audit.record(db, by, "user.enabled", f"user/{user.id}")


def sign_out(db: Session, user: User, by: str) -> None:
    """End all sessions of a user."""
    end_all(db, user.id)
    audit.record(db, by, "user.signed_out", f"user/{user.id}")


def set_password(db: Session, user: User, hashed: str, by: str, keep: str = "") -> None:
    """Store a new password and end all sessions but the one with the id `keep`."""
    user.password_hash = hashed
    user.failed_logins = 0
    end_all(db, user.id, keep)
    audit.record(db, by, "user.password", f"user/{user.id}")


def link(db: Session, user: User, issuer: str, subject: str, by: str) -> None:
    """Let a subject of an identity provider sign in as this user.

    Raises:
        BadUser: The subject is somebody's already.
    """
    alone(db)
    if by_identity(db, issuer, subject):
        raise BadUser("This subject belongs to a user already.")
    db.add(Identity(user_id=user.id, issuer=issuer, subject=subject, created=now()))
    audit.record(
        db, by, "user.linked", f"user/{user.id}", issuer=issuer, subject=subject
    )


def by_identity(db: Session, issuer: str, subject: str) -> User | None:
    """The user who is this subject at this provider."""
    query = select(User).join(Identity, Identity.user_id == User.id)
    return db.scalar(
        query.where(Identity.issuer == issuer, Identity.subject == subject)
    )


def _refuse_last_admin(db: Session, user: User) -> None:
    alone(db)
    # Others may have changed since they were loaded.
    fresh = db.scalars(select(User).execution_options(populate_existing=True)).all()
    if not _administers(user):
        return
    if not any(_administers(u) for u in fresh if u.id != user.id):
        raise BadUser("This is the last administrator: make another one first.")


def _administers(user: User) -> bool:
    return not user.disabled and Role.ADMIN in roles_of(user)


def _names(roles: Iterable[Role]) -> list[str]:
    given = set(roles)
    if not given:
        raise BadUser(f"A user needs a role: {', '.join(Role)}.")
    return [str(r) for r in Role if r in given]


def _printable(text: str) -> str:
    """A display name without control and direction marks, at most 100 long."""
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())[:100]
