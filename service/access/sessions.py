"""Browser sessions: kept on the server, known by the hash of a random cookie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.access.csrf_token import token_for
from service.access.principal import Principal, Via, principal
from service.access.secret import digest, new_secret
from service.store.columns import now
from service.store.engine import Store
from service.store.schema import User, UserSession

_SEEN_EVERY = timedelta(minutes=1)
_AGENT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a session was begun: shown to its user, who may not know it."""

    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Sessions:
    """All sessions; one ends when idle for `idle`, and in any case after `life`."""

    store: Store
    idle: timedelta
    life: timedelta

    def start(self, db: Session, user_id: str, origin: Origin) -> str:
        """Begin a session within a transaction; gives the secret for the cookie.

        It is always a new secret, so that one planted before sign-in is worth nothing.
        """
        secret, at = new_secret(), now()
        row = UserSession(
            id=digest(secret),
            user_id=user_id,
            created=at,
            seen=at,
            expires=at + self.life,
            address=origin.address,
            agent=origin.agent[:_AGENT_LENGTH],
        )
        db.add(row)
        db.execute(delete(UserSession).where(UserSession.expires < at))
        return secret

    def find(self, secret: str) -> Principal | None:
        """Who has this cookie; None where the session is unknown, over or disabled."""
        with self.store.read() as db:
            row = db.get(UserSession, digest(secret))
            user = self._live_user(db, row) if row else None
            if row is None or user is None:
                return None
            who = principal(db, user, Via.SESSION, row.id)
            stale = now() - row.seen > _SEEN_EVERY
        if stale:
            self._touch(row.id)
        return replace(who, csrf=token_for(secret))

    def end(self, secret: str) -> None:
        """Sign out."""
        with self.store.begin() as db:
            db.execute(delete(UserSession).where(UserSession.id == digest(secret)))

    def of(self, user_id: str) -> Sequence[UserSession]:
        """The user's live sessions, last used first."""
        query = select(UserSession).where(
            UserSession.user_id == user_id,
            UserSession.expires > now(),
            UserSession.seen > now() - self.idle,
        )
        with self.store.read() as db:
            return tuple(db.scalars(query.order_by(UserSession.seen.desc())))

    def _live_user(self, db: Session, row: UserSession) -> User | None:
        if row.user_id is None or self._is_over(row, now()):
            return None
        user = db.get(User, row.user_id)
        return None if user is None or user.disabled else user

    def _is_over(self, row: UserSession, at: datetime) -> bool:
        return row.expires <= at or row.seen + self.idle <= at

    def _touch(self, session_id: str) -> None:
        with self.store.begin() as db:
            row = db.get(UserSession, session_id)
            if row:
                row.seen = now()


def end_all(db: Session, user_id: str, keep: str = "") -> None:
    """End all sessions of a user but the one with the id `keep`."""
    db.execute(
        delete(UserSession).where(
            UserSession.user_id == user_id, UserSession.id != keep
        )
    )
