"""Logs: one JSON object a line, with the request's id, never with document text."""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import ExcInfo, Processor

_QUIET = ("dbos", "uvicorn.access", "python_multipart", "alembic", "httpx", "httpcore")


def configure(level: str, *, as_json: bool) -> None:
    """Send our lines and those of libraries through one renderer to stderr."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=_renderers(as_json=as_json)
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Frames:
    """A traceback's types and places, without values: those may be document text."""

    def __init__(self) -> None:
        self._told = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)

    def __call__(self, exc_info: ExcInfo) -> list[dict[str, Any]]:
        stacks = self._told(exc_info)
        for stack in stacks:
            stack["exc_value"] = ""
            stack["exc_notes"] = []
        return stacks


def _renderers(*, as_json: bool) -> list[Processor]:
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if not as_json:
        return [strip, structlog.dev.ConsoleRenderer()]
    frames = structlog.processors.ExceptionRenderer(_Frames())
    return [strip, frames, structlog.processors.JSONRenderer()]
