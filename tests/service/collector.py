"""A collector for OpenTelemetry: an HTTP server that takes what OTLP sends."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


class Collector:
    """What came in: whole messages, for what must not be in them, and their spans."""

    def __init__(self, port: int) -> None:
        self.endpoint = f"http://127.0.0.1:{port}/v1/traces"
        self.messages: list[ExportTraceServiceRequest] = []

    @property
    def spans(self) -> list[dict[str, Any]]:
        """Spans with their attributes beside their name, in the order they came."""
        return [
            {
                "name": span.name,
                "id": span.span_id.hex(),
                "parent": span.parent_span_id.hex(),
                "failed": span.status.code == span.status.STATUS_CODE_ERROR,
                "events": len(span.events),
                "service": _values(sent.resource.attributes)["service.name"],
                **_values(span.attributes),
            }
            for message in list(self.messages)
            for sent in message.resource_spans
            for scope in sent.scope_spans
            for span in scope.spans
        ]

    def until(
        self, arrived: Callable[[list[dict[str, Any]]], bool]
    ) -> list[dict[str, Any]]:
        """The spans, once they are what is waited for."""
        by = time.monotonic() + 30
        while not arrived(self.spans):
            assert time.monotonic() < by, [span["name"] for span in self.spans]
            time.sleep(0.1)
        return self.spans

    def text(self) -> str:
        """All that was sent, as text."""
        return "\n".join(map(str, self.messages))


def _values(attributes: Any) -> dict[str, Any]:  # noqa: ANN401
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens on a port of the loopback."""

    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                raw = gzip.decompress(raw)
            assert self.headers["content-type"] == "application/x-protobuf"
            collector.messages.append(ExportTraceServiceRequest.FromString(raw))
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Take) as server:
        collector = Collector(server.server_port)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield collector
        server.shutdown()
        thread.join()
