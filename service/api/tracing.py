"""Each request has an id: in its log lines, and in the answer as X-Request-Id."""

import re
import secrets
import time

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"
_OURS = re.compile(r"[A-Za-z0-9._-]{1,64}")
_QUIET = ("/static/", "/healthz", "/readyz", "/metrics")
_LOG = structlog.get_logger(__name__)


class Tracing:
    """Middleware: names the request, logs one line when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the id in the log's context."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        name = given if _OURS.fullmatch(given) else secrets.token_hex(8)
        started, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=name):
            try:
                await self._app(scope, receive, named)
            finally:
                _note(scope, status, time.perf_counter() - started)


def _note(scope: Scope, status: int, seconds: float) -> None:
    """The path only: a query may hold what somebody searched for."""
    if status < 400 and str(scope["path"]).startswith(_QUIET):
        return
    _LOG.info(
        "answered",
        method=scope["method"],
        path=_masked(str(scope["path"])),
        status=status,
        ms=round(seconds * 1000, 1),
    )


def _masked(path: str) -> str:
    """One-time links are secrets; paths of strangers may be anything."""
    shown = "/link/..." if path.startswith("/link/") else path
    return shown.encode("ascii", "backslashreplace").decode()[:200]
