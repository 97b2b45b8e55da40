"""Security headers on every reply, and file names that cannot break out of one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types tecum",
    )
)
"""Nothing inline, nothing from elsewhere: injected markup finds nothing to run.

A string becomes markup only through the one policy of our scripts (`lib/api.js`).
"""

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HSTS = "max-age=31536000; includeSubDomains"
_STATIC = "/static/"
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]|[\"\\%/:;]")


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Middleware: adds the headers; replies are not stored unless they say so."""

    app: ASGIApp
    is_secure: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `send` that adds to the reply's start."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, guarded)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        for name, value in SECURITY_HEADERS.items():
            headers[name] = value
        if self.is_secure:
            headers["Strict-Transport-Security"] = _HSTS
        if not path.startswith(_STATIC):
            headers.setdefault("Cache-Control", "no-store")


def attachment(filename: str) -> dict[str, str]:
    """Headers that make a browser save a file and never show it.

    Args:
        filename: As the sender named it; hostile.

    Returns:
        Disposition (RFC 6266: a plain name, and the true one percent-encoded), nosniff,
        and that nobody in between keeps a copy.
    """
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNPRINTABLE.sub("_", name).strip(" .") or "file"
    exact = quote(name.encode("utf-8", "replace"), safe="") or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}"
    return {
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
