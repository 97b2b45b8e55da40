"""Answers only to its own names: a foreign Host header would end up in links."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.errors import WrongHost
from service.access.refusals import reply

_PROBES = ("/healthz", "/readyz")


@dataclass(frozen=True, slots=True)
class Hosts:
    """Middleware: 400 for other hosts; health probes come by address and may pass."""

    app: ASGIApp
    allowed: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 400."""
        if scope["type"] == "http" and not self._is_ours(scope):
            await reply(WrongHost(), scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        named = _host(Headers(scope=scope).get("host", ""))
        return "*" in self.allowed or named in self.allowed or scope["path"] in _PROBES


def allowed(base_url: str, named: tuple[str, ...]) -> frozenset[str]:
    """The hosts of the settings; where none are named, the one of `base_url`.

    A service on a loopback address answers to every name of it.
    """
    own = urlsplit(base_url).hostname or "localhost"
    loopback = {"localhost", "127.0.0.1", "::1"}
    names = {n.casefold() for n in named} or {own}
    return frozenset(names | loopback if own in loopback else names)


def _host(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
