"""Small things of browser requests: cookies set, places to go, who is calling."""

import secrets
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from service.access.access import Access
from service.access.limits import address_of
from service.access.scope import cookie
from service.access.sessions import Origin

HOME = "/"


def safe_next(wanted: str) -> str:
    r"""Where to go after signing in: a place on this site, or home.

    Browsers read `//host`, `/\host` and addresses with control characters as other
    sites; none of them is followed.
    """
    odd = "\\" in wanted or any(ord(c) < 33 or ord(c) == 127 for c in wanted)
    if odd or not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else wanted


def origin_of(request: Request) -> Origin:
    """Where a session is begun."""
    return Origin(address_of(request.scope), request.headers.get("user-agent", ""))


def signed_in(access: Access, secret: str, next_page: str) -> Response:
    """On to a page, with the new session's cookie; the visitor's ends."""
    response = RedirectResponse(safe_next(next_page), 303)
    life = int(access.sessions.life.total_seconds())
    set_cookie(response, access, access.cookies.session, secret, life)
    drop_cookie(response, access, access.cookies.visitor)
    return response


def signed_out(access: Access) -> Response:
    """To the sign-in page, without session."""
    response = RedirectResponse("/login", 303)
    drop_cookie(response, access, access.cookies.session)
    return response


def set_cookie(
    response: Response, access: Access, name: str, value: str, seconds: int
) -> None:
    """A cookie that scripts cannot read and other sites' forms do not send."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=access.cookies.is_secure,
        httponly=True,
        # Not "strict": a link in a mail must find the reader signed in. What changes
        # anything is refused without the CSRF token.
        samesite="lax",
    )


def drop_cookie(response: Response, access: Access, name: str) -> None:
    """Make the browser forget a cookie."""
    response.delete_cookie(
        name, path="/", secure=access.cookies.is_secure, httponly=True, samesite="lax"
    )


def visitor_secret(request: Request, access: Access) -> tuple[str, bool]:
    """The secret that a stranger's forms are tied to, and whether it is new."""
    known = cookie(request.scope, access.cookies.visitor)
    return (known, False) if len(known) >= 32 else (secrets.token_urlsafe(32), True)
