"""Matters and their members, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from service.access import matters, users
from service.access.access import Access, access_of
from service.access.errors import BadUser
from service.access.forms import TypedMatter, TypedMembers
from service.access.guard import in_browser, require
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages import render

router = APIRouter(include_in_schema=False, dependencies=[Depends(in_browser)])

TheAccess = Annotated[Access, Depends(access_of)]
Admin = Annotated[Principal, require(Permission.ADMINISTER)]
HERE = "/matters"


@router.get(HERE)
def every(request: Request, access: TheAccess, _: Admin) -> Response:
    """All matters with their members, and the form to add one."""
    return _page(request, access)


@router.post(HERE)
def add(
    request: Request,
    access: TheAccess,
    who: Admin,
    typed: Annotated[TypedMatter, Form()],
) -> Response:
    """Make a matter."""
    try:
        with access.store.begin() as db:
            matters.add(db, typed.name, who.user_id)
    except BadUser as error:
        return _page(request, access, error)
    return RedirectResponse(HERE, 303)


@router.post("/matters/{matter_id}/members")
def set_members(
    access: TheAccess,
    who: Admin,
    matter_id: str,
    typed: Annotated[TypedMembers, Form()],
) -> Response:
    """Make these users the members of a matter and no others."""
    with access.store.begin() as db:
        matters.set_members(db, matter_id, typed.member, who.user_id)
    return RedirectResponse(HERE, 303)


def _page(request: Request, access: Access, error: BadUser | None = None) -> Response:
    with access.store.read() as db:
        context: dict[str, object] = {
            "matters": matters.every(db),
            "users": [u for u in users.everybody(db) if not u.disabled],
            "error": error,
        }
        status = error.status if error else 200
        return render.page(request, "access/matters.html.j2", context, status)
