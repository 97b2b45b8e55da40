"""Users, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from service.access import links, users
from service.access.access import Access, access_of
from service.access.errors import AccessError, BadUser
from service.access.forms import TypedRoles, TypedUser
from service.access.guard import in_browser, require
from service.access.links import Purpose
from service.access.principal import Principal
from service.cases.roles import MATRIX, MEANS, Permission, Role
from service.pages import render

router = APIRouter(include_in_schema=False, dependencies=[Depends(in_browser)])

TheAccess = Annotated[Access, Depends(access_of)]
Admin = Annotated[Principal, require(Permission.ADMINISTER)]
HERE = "/users"


@router.get(HERE)
def everybody(request: Request, access: TheAccess, _: Admin) -> Response:
    """All users, their roles, and the form to add one."""
    return _page(request, access)


@router.post(HERE)
def add(
    request: Request,
    access: TheAccess,
    who: Admin,
    typed: Annotated[TypedUser, Form()],
) -> Response:
    """Add a user; the answer shows the link to send them, once."""
    try:
        with access.store.begin() as db:
            user = users.add(db, typed.new(), who.user_id)
            secret = links.make(db, user.id, Purpose.WELCOME, who.user_id)
    except BadUser as error:
        return _page(request, access, error)
    return _page(request, access, link=links.address(access.base_url, secret))


@router.post("/users/{user_id}/roles")
def set_roles(
    request: Request,
    access: TheAccess,
    who: Admin,
    user_id: str,
    typed: Annotated[TypedRoles, Form()],
) -> Response:
    """Give a user these roles and no others."""
    try:
        with access.store.begin() as db:
            users.set_roles(db, users.get(db, user_id), typed.roles(), who.user_id)
    except BadUser as error:
        return _page(request, access, error)
    return RedirectResponse(HERE, 303)


@router.post("/users/{user_id}/disable")
def disable(request: Request, access: TheAccess, who: Admin, user_id: str) -> Response:
    """Lock a user out at once."""
    try:
        with access.store.begin() as db:
            users.disable(db, users.get(db, user_id), who.user_id)
    except BadUser as error:
        return _page(request, access, error)
    return RedirectResponse(HERE, 303)


@router.post("/users/{user_id}/enable")
def enable(access: TheAccess, who: Admin, user_id: str) -> Response:
    """Let a user in again."""
    with access.store.begin() as db:
        users.enable(db, users.get(db, user_id), who.user_id)
    return RedirectResponse(HERE, 303)


@router.post("/users/{user_id}/sign-out")
def sign_out(access: TheAccess, who: Admin, user_id: str) -> Response:
    """End a user's sessions."""
    with access.store.begin() as db:
        users.sign_out(db, users.get(db, user_id), who.user_id)
    return RedirectResponse(HERE, 303)


@router.post("/users/{user_id}/link")
def reset_link(
    request: Request, access: TheAccess, who: Admin, user_id: str
) -> Response:
    """A one-time link with which a user chooses a new password; shown once."""
    with access.store.begin() as db:
        user = users.get(db, user_id)
        secret = links.make(db, user.id, Purpose.RESET, who.user_id)
    return _page(request, access, link=links.address(access.base_url, secret))


def _page(
    request: Request,
    access: Access,
    error: AccessError | None = None,
    link: str = "",
) -> Response:
    with access.store.read() as db:
        rows = users.everybody(db)
    context: dict[str, object] = {
        "users": rows,
        "roles": tuple(Role),
        "matrix": MATRIX,
        "means": MEANS,
        "error": error,
        "link": link,
    }
    status = error.status if error else 200
    return render.page(request, "access/users.html.j2", context, status)
