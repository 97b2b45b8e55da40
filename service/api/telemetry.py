"""OpenTelemetry, where the extra `telemetry` is installed and a collector is set."""

from importlib import import_module
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor import VERSION
from service.settings import Settings


def install(app: FastAPI, settings: Settings) -> None:
    """A span per request to the collector; nothing where none is set.

    Raises:
        RuntimeError: a collector is set but the extra is not installed.
    """
    if settings.otlp_endpoint:
        app.add_middleware(Spans, endpoint=settings.otlp_endpoint)


class Spans:
    """Middleware: one span per request, named by method and route, no query."""

    def __init__(self, app: ASGIApp, endpoint: str) -> None:
        self._app = app
        self._tracer = _tracer(endpoint)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on within a span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._tracer.start_as_current_span(str(scope["method"])) as span:

            async def noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                await send(message)

            await self._app(scope, receive, noted)
            route = getattr(scope.get("route"), "path", "")
            span.update_name(f"{scope['method']} {route}")
            span.set_attribute("http.route", route)


def _tracer(endpoint: str) -> Any:  # noqa: ANN401 - the extra may be missing
    try:
        http = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
        resources = import_module("opentelemetry.sdk.resources")
        trace = import_module("opentelemetry.sdk.trace")
        export = import_module("opentelemetry.sdk.trace.export")
    except ImportError:
        raise RuntimeError(
            "TECUM_OTLP_ENDPOINT is set; install it: pip install 'tecum[telemetry]'"
        ) from None
    about = {"service.name": "tecum", "service.version": VERSION}
    provider = trace.TracerProvider(resource=resources.Resource.create(about))
    exporter = http.OTLPSpanExporter(endpoint)
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    return provider.get_tracer("tecum", VERSION)
