"""The first start: an administrator, and a one-time link instead of a password."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from service.access import links, users
from service.access.alone import alone
from service.cases.roles import Role
from service.store.engine import Store
from service.store.schema import Identity, User

NAME = "admin"
_BY = "system"
# Whoever is alone at first must be able to do everything, and may hand roles on later.
_ROLES = (Role.ADMIN, Role.SENIOR)


def first_link(store: Store, base_url: str) -> str | None:
    """A link to choose the first administrator's password.

    Args:
        store: The database.
        base_url: How browsers reach the service.

    Returns:
        The link, to be printed once; None when somebody can sign in already. Another
        start before it was used gives another link and ends the earlier one.
    """
    with store.begin() as db:
        alone(db)
        if _somebody_can_sign_in(db):
            return None
        user = users.by_name(db, NAME) or users.add(
            db, users.NewUser(NAME, _ROLES, "Administrator"), _BY
        )
        secret = links.make(db, user.id, links.Purpose.FIRST_ADMIN, _BY)
    return links.address(base_url, secret)


def _somebody_can_sign_in(db: Session) -> bool:
    has_password = exists().where(User.password_hash.is_not(None))
    has_identity = exists().where(Identity.user_id == User.id)
    return db.scalar(select(User.id).where(has_password | has_identity)) is not None
