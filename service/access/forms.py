"""The forms of the access pages, as they are typed."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from service.access.errors import BadUser, WeakPassword
from service.access.tokens import Wanted, scopes
from service.access.users import NewUser
from service.api.plain import plain
from service.cases.roles import Role

_LINE = 300
_SECRET = 2000
Line = Annotated[str, AfterValidator(plain), Field(max_length=_LINE)]


class Credentials(BaseModel):
    """Signing in."""

    name: Line = ""
    password: str = Field("", max_length=_SECRET)
    next: str = Field("/", max_length=_SECRET)


class ChosenPassword(BaseModel):
    """A password, typed twice."""

    password: str = Field(max_length=_SECRET)
    again: str = Field(max_length=_SECRET)

    def refuse_unequal(self) -> None:
        """Refuse two that differ.

        Raises:
            WeakPassword: They do.
        """
        if self.password != self.again:
            raise WeakPassword("The two passwords differ.")


class ChangedPassword(ChosenPassword):
    """A new password, and the one until now."""

    current: str = Field(max_length=_SECRET)


class TypedToken(BaseModel):
    """An API token to make."""

    name: Line = ""
    days: int = 90
    scope: tuple[Line, ...] = ()

    def wanted(self) -> Wanted:
        """The token.

        Raises:
            BadUser: A scope is none.
        """
        return Wanted(self.name, scopes(self.scope), self.days)


class TypedRoles(BaseModel):
    """Roles to give."""

    role: tuple[Line, ...] = ()

    def roles(self) -> tuple[Role, ...]:
        """The roles.

        Raises:
            BadUser: One is none.
        """
        try:
            return tuple(Role(name) for name in self.role)
        except ValueError as error:
            raise BadUser(f"Roles are: {', '.join(Role)}.") from error


class TypedUser(TypedRoles):
    """A user to add."""

    name: Line
    display: Line = ""
    email: Line = ""

    def new(self) -> NewUser:
        """The user.

        Raises:
            BadUser: A role is none.
        """
        return NewUser(
            self.name, self.roles(), self.display, self.email.strip() or None
        )


class TypedMatter(BaseModel):
    """A matter to make."""

    name: Line = ""


class TypedMembers(BaseModel):
    """Ids of a matter's members."""

    member: tuple[Line, ...] = ()
