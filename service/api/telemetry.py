"""A span for each call, named by its method and route."""

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.tracing import HEADER
from service.telemetry import Span, Telemetry

_OURS_AT_FAULT = 500
_ID = re.compile(r"[0-9A-Z]{26}")


class Spans:
    """Middleware around all others: their refusals are answers too."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self._app = app
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on within a span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = str(scope["method"])
        with self._telemetry.span(method, http__request__method=method) as span:

            async def noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _answered(span, message)
                await send(message)

            try:
                await self._app(scope, receive, noted)
            finally:
                _placed(span, scope)


def _answered(span: Span, message: Message) -> None:
    status = int(message["status"])
    name = Headers(raw=message["headers"]).get(HEADER, "")
    span.note(http__response__status_code=status, tecum__request_id=name)
    if status >= _OURS_AT_FAULT:
        span.fail(str(status))


def _placed(span: Span, scope: Scope) -> None:
    """The route with its names, not the path: strangers write paths."""
    route = getattr(scope.get("route"), "path", "")
    if not route:
        return
    span.rename(f"{scope['method']} {route}")
    span.note(http__route=route)
    request = str(scope.get("path_params", {}).get("request_id", ""))
    if _ID.fullmatch(request):
        span.note(tecum__request=request)
