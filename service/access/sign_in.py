"""Signing in with name and password."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.access import users
from service.access.errors import WrongCredentials
from service.access.limits import SignInLimits
from service.access.passwords import Passwords
from service.access.sessions import Origin, Sessions
from service.store import audit
from service.store.columns import now
from service.store.engine import Store
from service.store.schema import User

_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Local accounts."""

    store: Store
    passwords: Passwords
    sessions: Sessions
    limits: SignInLimits

    def with_password(self, name: str, password: str, origin: Origin) -> str:
        """Sign in; gives the new session's secret for the cookie.

        Raises:
            TooManyRequests: Too many attempts.
            WrongCredentials: After the same time and work, whatever was wrong.
        """
        user_id = self.confirm(name, password, origin.address)
        return self._begin(user_id, password, origin)

    def confirm(self, name: str, password: str, address: str) -> str:
        """The id of the user whose password this is; begins nothing.

        Raises:
            TooManyRequests: As `with_password`.
            WrongCredentials: As `with_password`.
        """
        name = users.normal_name(name)
        self.limits.count(name, address)
        user = self._find(name)
        stored = user.password_hash if user else None
        right = self.passwords.verify(stored, password)
        if user is None or not right:
            self._note_failure(user, address)
            raise WrongCredentials
        self.limits.succeeded(name, address)
        return user.id

    def _find(self, name: str) -> User | None:
        with self.store.read() as db:
            user = users.by_name(db, name)
            return None if user is None or user.disabled else user

    def _note_failure(self, user: User | None, address: str) -> None:
        # The name as typed is not kept: people type their password there. A row is
        # written for unknown names too, or the time would tell them apart.
        about = user.id if user else "unknown"
        with self.store.begin() as db:
            row = db.get(User, about)
            if row:
                row.failed_logins += 1
            audit.record(
                db, _NOBODY, "sign_in.failed", f"user/{about}", address=address
            )

    def _begin(self, user_id: str, password: str, origin: Origin) -> str:
        with self.store.begin() as db:
            user = users.get(db, user_id)
            if user.password_hash and self.passwords.is_outdated(user.password_hash):
                user.password_hash = self.passwords.hash(password)
            return begin(db, self.sessions, user, origin, "password")


def begin(db: Session, sessions: Sessions, user: User, origin: Origin, how: str) -> str:
    """Start a session for a user who has proved who they are; audited."""
    failed, user.failed_logins, user.last_login = user.failed_logins, 0, now()
    audit.record(
        db, user.id, "sign_in", f"user/{user.id}",
        how=how, address=origin.address, failed_before=failed,
    )  # fmt: skip
    return sessions.start(db, user.id, origin)
