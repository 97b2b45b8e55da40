"""Spans of calls and jobs to an OpenTelemetry collector, where one is set.

They tell method, route, stage, ids and codes, and of an error its type: never an
address as called, a file's name or what a document says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from extractor import VERSION

ERROR = "error.type"
_WAIT_S = 3.0


class Span:
    """One piece of work while it goes on; without a collector it forgets all."""

    def __init__(self, told: Any = None) -> None:  # noqa: ANN401 - the extra may lack
        self._told = told

    def note(self, **about: str | int) -> None:
        """Set attributes; a double underscore stands for the dot of a name."""
        if self._told is not None:
            for name, value in about.items():
                self._told.set_attribute(name.replace("__", "."), value)

    def rename(self, name: str) -> None:
        """Name what only became known on the way."""
        if self._told is not None:
            self._told.update_name(name)

    def fail(self, code: str) -> None:
        """Mark as failed, by a code or a type's name: messages may quote a paper."""
        if self._told is not None:
            status = import_module("opentelemetry.trace").StatusCode.ERROR
            self._told.set_attribute(ERROR, code)
            self._told.set_status(status)


class Telemetry:
    """Where spans go; nowhere without an endpoint.

    Raises:
        RuntimeError: a collector is set but the extra is not installed.
    """

    def __init__(self, endpoint: str = "") -> None:
        self._provider = _provider(endpoint) if endpoint else None

    @contextmanager
    def span(self, name: str, **about: str | int) -> Iterator[Span]:
        """A span around what is done within, under the one that is open."""
        if self._provider is None:
            yield Span()
            return
        started = self._provider.get_tracer("tecum", VERSION).start_as_current_span(
            # The library would write an error's words and lines into the span.
            name,
            record_exception=False,
            set_status_on_exception=False,
        )
        with started as told:
            span = Span(told)
            span.note(**about)
            try:
                yield span
            except Exception as error:
                span.fail(type(error).__name__)
                raise

    def close(self) -> None:
        """Send what waits; a collector that is gone holds nobody up."""
        if self._provider is not None:
            self._provider.shutdown()


def _provider(endpoint: str) -> Any:  # noqa: ANN401 - the extra may be missing
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
    exporter = http.OTLPSpanExporter(endpoint, timeout=_WAIT_S)
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    return provider
