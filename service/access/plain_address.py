"""Refuses addresses with control characters: databases choke on them.

One place for all routes: what a path or a query says is stored, searched and shown.
"""

from dataclasses import dataclass
from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.errors import OddAddress
from service.access.refusals import reply
from service.api.plain import is_plain


@dataclass(frozen=True, slots=True)
class PlainAddress:
    """Middleware: 400 for an odd path or query."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 400."""
        if scope["type"] == "http" and not _is_plain(scope):
            await reply(OddAddress(), scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_plain(scope: Scope) -> bool:
    asked = unquote_plus(scope["query_string"].decode("latin-1"))
    return is_plain(str(scope["path"])) and is_plain(asked)
