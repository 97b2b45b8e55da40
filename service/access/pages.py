"""Pages of signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from service.access import links
from service.access.access import Access, access_of
from service.access.browser import (
    origin_of,
    safe_next,
    set_cookie,
    signed_in,
    signed_out,
    visitor_secret,
)
from service.access.csrf_token import token_for
from service.access.errors import AccessError, WeakPassword, WrongCredentials
from service.access.forms import ChosenPassword, Credentials
from service.access.guard import InBrowser
from service.access.passwords import refuse_weak
from service.access.scope import cookie, principal_of
from service.access.sign_in import begin
from service.pages import render

router = APIRouter(include_in_schema=False)

TheAccess = Annotated[Access, Depends(access_of)]
_VISITOR_S = 3600


@router.get("/login")
def sign_in_page(request: Request, access: TheAccess, next: str = "/") -> Response:  # noqa: A002 - the parameter's name in addresses
    """The form; whoever is signed in already goes on."""
    if principal_of(request.scope):
        return RedirectResponse(safe_next(next), 303)
    return _form(request, access, {"next": safe_next(next)})


@router.post("/login")
def sign_in(
    request: Request, access: TheAccess, typed: Annotated[Credentials, Form()]
) -> Response:
    """Sign in with name and password."""
    try:
        secret = access.sign_in.with_password(
            typed.name, typed.password, origin_of(request)
        )
    except AccessError as error:
        if not isinstance(error, WrongCredentials):
            raise
        context: dict[str, object] = {"next": safe_next(typed.next), "error": error}
        return _form(request, access, context, error.status)
    _forget_old(request, access)
    return signed_in(access, secret, typed.next)


@router.post("/logout")
def sign_out(request: Request, access: TheAccess, _: InBrowser) -> Response:
    """End this session."""
    _forget_old(request, access)
    return signed_out(access)


@router.get("/link/{secret}")
def link_page(request: Request, access: TheAccess, secret: str) -> Response:
    """The form to choose a password; opening it does not spend the link."""
    return _link_form(request, access, secret)


@router.post("/link/{secret}")
def spend_link(
    request: Request,
    access: TheAccess,
    secret: str,
    typed: Annotated[ChosenPassword, Form()],
) -> Response:
    """Choose a password with a one-time link, and be signed in."""
    with access.store.read() as db:
        user = links.opened(db, secret).user
    try:
        typed.refuse_unequal()
        refuse_weak(typed.password, (user.name, user.display, user.email or ""))
    except WeakPassword as error:
        return _link_form(request, access, secret, error)
    hashed = access.passwords.hash(typed.password)
    with access.store.begin() as db:
        user = links.spend(db, secret, hashed)
        session = begin(db, access.sessions, user, origin_of(request), "link")
    return signed_in(access, session, "/")


def _form(
    request: Request,
    access: Access,
    context: dict[str, object],
    status: int = 200,
    name: str = "access/login.html.j2",
) -> Response:
    """A form for strangers, tied to their browser by the visitor's cookie."""
    secret, is_new = visitor_secret(request, access)
    provider = access.provider.settings.label if access.provider else ""
    shown = {"error": None, "provider": provider, "csrf": token_for(secret), **context}
    response = render.page(request, name, shown, status)
    if is_new:
        set_cookie(response, access, access.cookies.visitor, secret, _VISITOR_S)
    return response


def _link_form(
    request: Request, access: Access, secret: str, error: AccessError | None = None
) -> Response:
    with access.store.read() as db:
        found = links.opened(db, secret)
    context: dict[str, object] = {
        "user": found.user,
        "purpose": found.purpose,
        "error": error,
    }
    status = error.status if error else 200
    return _form(request, access, context, status, "access/link.html.j2")


def _forget_old(request: Request, access: Access) -> None:
    """The session that the browser had before ends with the new one, or signing out."""
    old = cookie(request.scope, access.cookies.session)
    if old:
        access.sessions.end(old)
