"""Finds out who makes a request, before anything of its body is read.

Whatever is not listed as public needs somebody signed in: a route whose author forgot
its guard is closed to strangers all the same.
"""

from dataclasses import dataclass

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.errors import NotSignedIn
from service.access.principal import Principal
from service.access.refusals import reply
from service.access.scope import Cookies, cookie, keep
from service.access.sessions import Sessions
from service.access.tokens import Tokens

PUBLIC = frozenset(
    {
        "/favicon.ico",
        "/healthz",
        "/login",
        "/login/oidc",
        "/login/oidc/callback",
        "/readyz",
    }
)
STATIC = "/static/"
PUBLIC_BELOW = (STATIC, "/link/")


@dataclass(frozen=True, slots=True)
class Identify:
    """Middleware: puts the principal into the scope, or answers 401."""

    app: ASGIApp
    sessions: Sessions
    tokens: Tokens
    cookies: Cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on when somebody is known or the path is public."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            who = await self._who(scope)
        except NotSignedIn as error:
            await reply(error, scope)(scope, receive, send)
            return
        named = self.cookies.session if who else self.cookies.visitor
        keep(scope, who, cookie(scope, named))
        await self.app(scope, receive, send)

    async def _who(self, scope: Scope) -> Principal | None:
        known = await self._by_token(scope) or await self._by_cookie(scope)
        if known is None and not is_public(str(scope["path"])):
            raise NotSignedIn
        return known

    async def _by_token(self, scope: Scope) -> Principal | None:
        """By bearer token; a bad one is refused, whatever cookies came with it."""
        kind, _, secret = Headers(scope=scope).get("authorization", "").partition(" ")
        if kind.casefold() != "bearer":
            return None
        known = await anyio.to_thread.run_sync(self.tokens.find, secret.strip())
        if known is None:
            raise NotSignedIn
        return known

    async def _by_cookie(self, scope: Scope) -> Principal | None:
        secret = cookie(scope, self.cookies.session)
        if not secret or str(scope["path"]).startswith(STATIC):
            return None
        return await anyio.to_thread.run_sync(self.sessions.find, secret)


def is_public(path: str) -> bool:
    """Whether strangers may call it."""
    return path in PUBLIC or path.startswith(PUBLIC_BELOW)
