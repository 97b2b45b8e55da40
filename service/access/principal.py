"""Who makes a request, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases.roles import (
    Permission,
    Role,
    Visibility,
    permissions,
    visibility,
)
from service.store.schema import MatterMember, User

_ROLES = frozenset(Role)


class Via(StrEnum):
    """How somebody proved who they are."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a kind of proof, not one


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user with what is allowed to this session or token.

    `credential` is the id of the session or token, as stored; `csrf` what the pages
    of this session must send back, empty for a token.
    """

    user_id: str
    name: str
    display: str
    roles: tuple[Role, ...]
    permissions: frozenset[Permission]
    matters: tuple[str, ...]
    via: Via
    credential: str
    csrf: str = ""

    def may(self, permission: Permission) -> bool:
        """Whether they may do this."""
        return permission in self.permissions

    @property
    def sees(self) -> Visibility:
        """Which requests they see."""
        return visibility(self.user_id, self.permissions, self.matters)


def principal(session: Session, user: User, via: Via, credential: str) -> Principal:
    """A user as they stand in the database now: a change of role acts at once."""
    roles = roles_of(user)
    members = select(MatterMember.matter_id).where(MatterMember.user_id == user.id)
    return Principal(
        user_id=user.id,
        name=user.name,
        display=user.display or user.name,
        roles=roles,
        permissions=permissions(roles),
        matters=tuple(session.scalars(members.order_by(MatterMember.matter_id))),
        via=via,
        credential=credential,
    )


def roles_of(user: User) -> tuple[Role, ...]:
    """The user's roles; a name that is no role (any more) gives nothing."""
    return tuple(Role(r) for r in user.roles if r in _ROLES)
