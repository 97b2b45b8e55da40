"""Unsafe requests of a browser must prove that one of our own pages sent them.

The proof is a token computed from the session's secret, sent in a header or as the
first field of a form. API tokens need none: no browser adds them by itself.
"""

import hmac
import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.access.csrf_token import token_for
from service.access.errors import AccessError, CsrfFailed
from service.access.principal import Via
from service.access.refusals import API, reply
from service.access.scope import csrf_secret_of, principal_of

FIELD = "csrf_token"
HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_LIMIT = 64 * 1024
_OUR_SITE = frozenset({"same-origin", "none"})
_FIRST_PART = re.compile(
    rb"\A--[^\r\n]{1,200}\r\n"
    rb"content-disposition: form-data; name=\"csrf_token\"\r\n\r\n"
    rb"([0-9a-f]{64})\r\n",
    re.IGNORECASE,
)
_FIRST_PART_LENGTH = 512


@dataclass(frozen=True, slots=True)
class Csrf:
    """Middleware: refuses unsafe browser requests that lack the session's token."""

    app: ASGIApp
    base_url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the body as it came, or answer 403."""
        if scope["type"] != "http" or not _is_at_risk(scope):
            await self.app(scope, receive, send)
            return
        body = Peeked(receive)
        try:
            self._refuse_other_sites(Headers(scope=scope))
            await _refuse_forged(scope, body)
        except AccessError as error:
            await reply(error, scope)(scope, receive, send)
            return
        await self.app(scope, body.replay, send)

    def _refuse_other_sites(self, headers: Headers) -> None:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in _OUR_SITE:
            raise CsrfFailed
        if origin is not None and origin not in self._origins(headers):
            raise CsrfFailed

    def _origins(self, headers: Headers) -> tuple[str, ...]:
        # The Host header has been checked; a service reached by several names is
        # its own origin under each of them.
        scheme = self.base_url.split("://", 1)[0]
        return (self.base_url, f"{scheme}://{headers.get('host', '')}")


def _is_at_risk(scope: Scope) -> bool:
    principal = principal_of(scope)
    by_token = principal is not None and principal.via is Via.TOKEN
    return scope["method"] not in SAFE_METHODS and not by_token


async def _refuse_forged(scope: Scope, body: "Peeked") -> None:
    secret = csrf_secret_of(scope)
    sent = Headers(scope=scope).get(HEADER) or await _from_form(scope, body)
    if not secret or not hmac.compare_digest(
        sent.encode("utf-8", "replace"), token_for(secret).encode()
    ):
        raise CsrfFailed


async def _from_form(scope: Scope, body: "Peeked") -> str:
    """The token in the form, without reading more of the body than it takes."""
    if scope["path"].startswith(API):
        return ""
    media = Headers(scope=scope).get("content-type", "").partition(";")[0].strip()
    if media == "application/x-www-form-urlencoded":
        start = await body.peek(_FORM_LIMIT)
        return parse_qs(start.decode("latin-1")).get(FIELD, [""])[0]
    if media == "multipart/form-data":
        found = _FIRST_PART.match(await body.peek(_FIRST_PART_LENGTH))
        return found[1].decode() if found else ""
    return ""


class Peeked:
    """A request body of which the beginning was read, and which is given whole."""

    def __init__(self, receive: Receive) -> None:
        """`receive` is the server's."""
        self._receive = receive
        self._kept: list[Message] = []

    async def peek(self, limit: int) -> bytes:
        """At least `limit` bytes of the body, or all of it where it is shorter."""
        start = b""
        while len(start) < limit:
            message = await self._receive()
            self._kept.append(message)
            start += message.get("body", b"")
            if message["type"] != "http.request" or not message.get("more_body"):
                break
        return start

    async def replay(self) -> Message:
        """The next message, first those that were read already."""
        return self._kept.pop(0) if self._kept else await self._receive()
