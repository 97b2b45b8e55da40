"""What the access layer keeps with a request, and reads off its headers."""

from dataclasses import dataclass
from typing import cast

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from service.access.principal import Principal

_PRINCIPAL = "tecum_principal"
_CSRF_SECRET = "tecum_csrf_secret"  # noqa: S105 - a key, not a secret


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names of our cookies; `__Host-` binds them to this host and to https."""

    is_secure: bool

    @property
    def session(self) -> str:
        """The session's secret."""
        return self._named("tecum_session")

    @property
    def visitor(self) -> str:
        """Ties the forms of a visitor who is not signed in to their browser."""
        return self._named("tecum_visitor")

    @property
    def sign_in(self) -> str:
        """Ties the way to the identity provider and back to one browser."""
        return self._named("tecum_sign_in")

    def _named(self, name: str) -> str:
        return f"__Host-{name}" if self.is_secure else name


def keep(scope: Scope, who: Principal | None, csrf_secret: str) -> None:
    """Put into the scope who makes the request."""
    state = scope.setdefault("state", {})
    state[_PRINCIPAL], state[_CSRF_SECRET] = who, csrf_secret


def principal_of(scope: Scope) -> Principal | None:
    """Who makes the request; None for a stranger on a public path."""
    return cast("Principal | None", scope.get("state", {}).get(_PRINCIPAL))


def csrf_secret_of(scope: Scope) -> str:
    """The secret from which the CSRF token of this browser is computed."""
    return str(scope.get("state", {}).get(_CSRF_SECRET, ""))


def cookie(scope: Scope, name: str) -> str:
    """A cookie's value; empty where there is none."""
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(name, "")
