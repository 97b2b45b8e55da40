"""Every refusal of access: a stable code, an HTTP status and what to do about it."""

from collections.abc import Mapping
from typing import ClassVar


class AccessError(Exception):
    """Base of the refusals; `code` is public and never changes meaning."""

    code: ClassVar[str] = "access"
    status: ClassVar[int] = 403
    title: ClassVar[str] = "Refused"
    says: ClassVar[str] = "This is not allowed."

    def __init__(self, detail: str = "") -> None:
        """`detail` is our own words, never what the caller sent."""
        self.detail = f"{self.says} {detail}".strip()
        super().__init__(self.detail)

    @property
    def headers(self) -> Mapping[str, str]:
        """HTTP headers the reply carries."""
        return {}


class NotSignedIn(AccessError):
    """Nobody is signed in, or the session or token has ended."""

    code = "not_signed_in"
    status = 401
    title = "Sign in first"
    says = "Sign in, or send a valid API token as `Authorization: Bearer ...`."

    @property
    def headers(self) -> Mapping[str, str]:
        """The scheme a program has to use."""
        return {"WWW-Authenticate": 'Bearer realm="tecum"'}


class NotAllowed(AccessError):
    """Signed in, but the role or the token's scope lacks the permission."""

    code = "not_allowed"
    title = "Not allowed"
    says = "Your role does not allow this. Ask an administrator for the permission."


class NotFound(AccessError):
    """It does not exist, or may not be seen: the two look the same."""

    code = "not_found"
    status = 404
    title = "Not found"
    says = "There is nothing here, or it is not yours to see."


class OddAddress(AccessError):
    """A path or a query with control characters."""

    code = "odd_address"
    status = 400
    title = "Odd address"
    says = "The address holds control characters. Check what it was made of."


class WrongCredentials(AccessError):
    """Unknown user, wrong password, or disabled: the three look the same."""

    code = "wrong_credentials"
    status = 401
    title = "Not signed in"
    says = "The name or the password is wrong, or the account is disabled."


class TooManyRequests(AccessError):
    """A rate limit is exceeded."""

    code = "too_many_requests"
    status = 429
    title = "Too many requests"
    says = "Too many requests. Wait and try again."

    def __init__(self, retry_after: int) -> None:
        """`retry_after` is in seconds, at least one."""
        self.retry_after = max(1, retry_after)
        super().__init__(f"Try again in {self.retry_after} s.")

    @property
    def headers(self) -> Mapping[str, str]:
        """How long to wait."""
        return {"Retry-After": str(self.retry_after)}


class CsrfFailed(AccessError):
    """An unsafe request of a browser without the session's own token."""

    code = "csrf_failed"
    title = "Not sent from our page"
    says = "The request did not come from a page of this service. Reload the page."


class WrongHost(AccessError):
    """The Host header names none of the configured hosts."""

    code = "wrong_host"
    status = 400
    title = "Unknown host"
    says = "This service does not answer to that host name (setting allowed_hosts)."


class WeakPassword(AccessError):
    """The password is too short, too common or too easily guessed."""

    code = "weak_password"
    status = 422
    title = "Choose another password"
    says = "Choose another password."


class LinkSpent(AccessError):
    """A one-time link that is unknown, used or expired: the three look the same."""

    code = "link_spent"
    status = 410
    title = "The link no longer works"
    says = (
        "The link was used, has expired or never existed. An administrator can make "
        "a new one: `tecum users reset-link NAME`."
    )


class SignInRefused(AccessError):
    """The identity provider's answer cannot be trusted or gives no role here."""

    code = "sign_in_refused"
    status = 401
    title = "Sign-in refused"
    says = (
        "The identity provider's answer was refused. Start again from the sign-in page."
    )


class BadUser(AccessError):
    """A name, role or scope that cannot be given."""

    code = "bad_user"
    status = 422
    title = "Cannot be saved"
    says = "This cannot be saved."
