"""API tokens: made once, kept hashed, limited to scopes, ended by time or by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.access.errors import BadUser, NotFound
from service.access.principal import Principal, Via, principal
from service.access.secret import digest, new_secret
from service.cases.roles import Permission
from service.store import audit
from service.store.columns import now
from service.store.engine import Store
from service.store.schema import Token, User

MARK = "tecum_"
"""What every token begins with: scanners for leaked secrets can know it."""

_SHOWN = len(MARK) + 6
_USED_EVERY = timedelta(minutes=1)
_MAX_DAYS = 730
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token to make; it lives `days` and may do `scopes` where the user may."""

    name: str
    scopes: tuple[Permission, ...]
    days: int = 90


@dataclass(frozen=True, slots=True)
class Tokens:
    """All API tokens."""

    store: Store

    def make(self, user_id: str, wanted: Wanted, by: str) -> str:
        """A new token for a user; the answer is the only time it can be seen.

        Raises:
            BadUser: No name, no scope, or a life outside 1 to 730 days.
        """
        _refuse_odd(wanted)
        secret = MARK + new_secret()
        with self.store.begin() as db:
            row = _row(user_id, wanted, secret)
            db.add(row)
            db.flush()
            audit.record(
                db, by, "token.made", f"user/{user_id}",
                token=row.id, name=row.name, scopes=row.scopes, expires=row.expires,
            )  # fmt: skip
        return secret

    def find(self, secret: str) -> Principal | None:
        """Who sends this token; None where it is unknown, over, revoked or disabled."""
        with self.store.read() as db:
            row = db.scalar(select(Token).where(Token.hash == digest(secret)))
            user = _live_user(db, row) if row else None
            if row is None or user is None:
                return None
            who = principal(db, user, Via.TOKEN, row.id)
            stale = row.last_used is None or now() - row.last_used > _USED_EVERY
        if stale:
            self._touch(row.id)
        return replace(who, permissions=who.permissions & frozenset(row.scopes))

    def revoke(self, token_id: str, by: str, owner: str | None = None) -> None:
        """End a token.

        Args:
            token_id: Which.
            by: The id of the user who does it.
            owner: Whose it must be; None for anybody's.

        Raises:
            NotFound: There is none, or it is somebody else's.
        """
        with self.store.begin() as db:
            row = db.get(Token, token_id)
            if row is None or (owner is not None and row.user_id != owner):
                raise NotFound
            row.revoked = row.revoked or now()
            audit.record(db, by, "token.revoked", f"user/{row.user_id}", token=row.id)

    def of(self, user_id: str) -> Sequence[Token]:
        """The user's tokens, newest first, with those that have ended."""
        query = select(Token).where(Token.user_id == user_id)
        with self.store.read() as db:
            return tuple(db.scalars(query.order_by(Token.created.desc())))

    def _touch(self, token_id: str) -> None:
        with self.store.begin() as db:
            db.execute(
                update(Token).where(Token.id == token_id).values(last_used=now())
            )


def revoke_all(db: Session, user_id: str) -> None:
    """End every token of a user."""
    live = update(Token).where(Token.user_id == user_id, Token.revoked.is_(None))
    db.execute(live.values(revoked=now()))


def is_live(row: Token, at: datetime) -> bool:
    """Whether a token still opens anything."""
    return row.revoked is None and (row.expires is None or row.expires > at)


def scopes(names: Iterable[str]) -> tuple[Permission, ...]:
    """Permissions by name, in the order of the list of permissions.

    Raises:
        BadUser: One is no permission.
    """
    given = {n.strip() for n in names if n.strip()}
    known = tuple(p for p in Permission if p in given)
    if len(known) < len(given):
        raise BadUser(f"Scopes are: {', '.join(Permission)}.")
    return known


def _refuse_odd(wanted: Wanted) -> None:
    if not 0 < len(wanted.name.strip()) <= _NAME_LENGTH:
        raise BadUser("A token needs a name of at most 100 characters.")
    if not wanted.scopes:
        raise BadUser("A token needs at least one scope.")
    if not 1 <= wanted.days <= _MAX_DAYS:
        raise BadUser(f"A token lives between 1 and {_MAX_DAYS} days.")


def _row(user_id: str, wanted: Wanted, secret: str) -> Token:
    at = now()
    return Token(
        user_id=user_id,
        name=wanted.name.strip(),
        prefix=secret[:_SHOWN],
        hash=digest(secret),
        scopes=[str(s) for s in wanted.scopes],
        created=at,
        expires=at + timedelta(days=wanted.days),
    )


def _live_user(db: Session, row: Token) -> User | None:
    if not is_live(row, now()):
        return None
    user = db.get(User, row.user_id)
    return None if user is None or user.disabled else user
