"""One's own account: password, sessions, API tokens."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from service.access import users
from service.access.access import Access, access_of
from service.access.errors import AccessError, BadUser, WeakPassword, WrongCredentials
from service.access.forms import ChangedPassword, TypedToken
from service.access.guard import InBrowser
from service.access.limits import address_of
from service.access.passwords import refuse_weak
from service.access.principal import Principal
from service.access.sessions import end_all
from service.access.tokens import is_live
from service.cases.roles import MEANS, Permission
from service.pages import render
from service.store.columns import now

router = APIRouter(include_in_schema=False)

TheAccess = Annotated[Access, Depends(access_of)]
HERE = "/account"


@router.get(HERE)
def account(request: Request, access: TheAccess, who: InBrowser) -> Response:
    """Password, sessions and tokens of whoever is signed in."""
    return _page(request, access, who)


@router.post("/account/password")
def change_password(
    request: Request,
    access: TheAccess,
    who: InBrowser,
    typed: Annotated[ChangedPassword, Form()],
) -> Response:
    """Change one's password; every other session ends."""
    try:
        _refuse_wrong(access, who, typed, address_of(request.scope))
    except (WeakPassword, WrongCredentials) as error:
        return _page(request, access, who, error)
    hashed = access.passwords.hash(typed.password)
    with access.store.begin() as db:
        user = users.get(db, who.user_id)
        users.set_password(db, user, hashed, who.user_id, keep=who.credential)
    return RedirectResponse(f"{HERE}?done=password", 303)


@router.post("/account/sessions/end")
def end_sessions(access: TheAccess, who: InBrowser) -> Response:
    """End every session but this one."""
    with access.store.begin() as db:
        end_all(db, who.user_id, keep=who.credential)
    return RedirectResponse(f"{HERE}?done=sessions", 303)


@router.post("/account/tokens")
def make_token(
    request: Request,
    access: TheAccess,
    who: InBrowser,
    typed: Annotated[TypedToken, Form()],
) -> Response:
    """Make an API token; it is shown on the page that answers, and never again."""
    try:
        wanted = typed.wanted()
        _refuse_more(who, wanted.scopes)
        secret = access.tokens.make(who.user_id, wanted, who.user_id)
    except BadUser as error:
        return _page(request, access, who, error)
    return _page(request, access, who, made=secret)


@router.post("/account/tokens/{token_id}/revoke")
def revoke_token(access: TheAccess, who: InBrowser, token_id: str) -> Response:
    """End one of one's tokens."""
    access.tokens.revoke(token_id, by=who.user_id, owner=who.user_id)
    return RedirectResponse(f"{HERE}?done=token", 303)


def _refuse_wrong(
    access: Access, who: Principal, typed: ChangedPassword, address: str
) -> None:
    typed.refuse_unequal()
    refuse_weak(typed.password, (who.name, who.display))
    access.sign_in.confirm(who.name, typed.current, address)


def _refuse_more(who: Principal, wanted: tuple[Permission, ...]) -> None:
    if any(not who.may(scope) for scope in wanted):
        raise BadUser("A token cannot do more than you can.")


def _page(
    request: Request,
    access: Access,
    who: Principal,
    error: AccessError | None = None,
    made: str = "",
) -> Response:
    at = now()
    tokens = access.tokens.of(who.user_id)
    with access.store.read() as db:
        user = users.get(db, who.user_id)
    context: dict[str, object] = {
        "who": who,
        "user": user,
        "sessions": access.sessions.of(who.user_id),
        "tokens": [t for t in tokens if is_live(t, at)],
        "ended": [t for t in tokens if not is_live(t, at)][:10],
        "scopes": [(p, MEANS[p]) for p in Permission if who.may(p)],
        "error": error,
        "made": made,
        "done": request.query_params.get("done", ""),
    }
    status = error.status if error else 200
    return render.page(request, "access/account.html.j2", context, status)
