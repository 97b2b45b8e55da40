"""The way to the identity provider and back."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import delete

from service.access.access import Access, access_of
from service.access.browser import (
    drop_cookie,
    origin_of,
    safe_next,
    set_cookie,
    signed_in,
)
from service.access.errors import NotFound, SignInRefused
from service.access.oidc import Pending, Provider
from service.access.oidc_users import user_for
from service.access.scope import cookie
from service.access.secret import digest, new_secret
from service.access.sign_in import begin
from service.store.columns import now
from service.store.schema import UserSession

router = APIRouter(include_in_schema=False)

TheAccess = Annotated[Access, Depends(access_of)]
_AWAY = timedelta(minutes=10)


@router.get("/login/oidc")
def leave(request: Request, access: TheAccess, next: str = "/") -> Response:  # noqa: A002 - the parameter's name in addresses
    """To the provider; what must be remembered stays on the server."""
    pending = Pending.new(safe_next(next))
    response = RedirectResponse(_provider(access).leave(pending), 303)
    secret = _remember(request, access, pending)
    seconds = int(_AWAY.total_seconds())
    set_cookie(response, access, access.cookies.sign_in, secret, seconds)
    return response


@router.get("/login/oidc/callback")
def come_back(request: Request, access: TheAccess) -> Response:
    """Back from the provider: verify, sign in, go on."""
    provider = _provider(access)
    pending = _recall(access, cookie(request.scope, access.cookies.sign_in))
    who = provider.come_back(pending, dict(request.query_params))
    with access.store.begin() as db:
        user = user_for(db, who, provider.settings)
        secret = begin(db, access.sessions, user, origin_of(request), "oidc")
    response = signed_in(access, secret, pending.next)
    drop_cookie(response, access, access.cookies.sign_in)
    return response


def _provider(access: Access) -> Provider:
    if access.provider is None:
        raise NotFound
    return access.provider


def _remember(request: Request, access: Access, pending: Pending) -> str:
    secret, at = new_secret(), now()
    row = UserSession(
        id=digest(secret),
        user_id=None,
        created=at,
        seen=at,
        expires=at + _AWAY,
        address=origin_of(request).address,
        state=asdict(pending),
    )
    with access.store.begin() as db:
        db.execute(delete(UserSession).where(UserSession.expires < at))
        db.add(row)
    return secret


def _recall(access: Access, secret: str) -> Pending:
    """What was remembered, once: a second answer finds nothing."""
    with access.store.begin() as db:
        row = db.get(UserSession, digest(secret)) if secret else None
        if row is None or row.user_id is not None or row.expires <= now():
            raise SignInRefused("The attempt is unknown or took too long.")
        db.delete(row)
        return Pending(**row.state)
