"""The reading child: opens the upload and answers its parent, page by page.

It runs `python -c ... SETTINGS` inside a sandbox. Only plain data of our own types and
codes leave it, never a library's words.
"""

import base64
import gc
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

from extractor.document import Origin
from extractor.errors import (
    Broken,
    ExtractorError,
    NoEngine,
    OutOfMemory,
    ReaderCrashed,
    TooLarge,
)
from extractor.read import protocol
from extractor.read.codec import Json, encode_note, encode_page, encode_planned
from extractor.read.confine import Confinement, confine
from extractor.read.limits import Limits
from extractor.read.source import Source

_PREFERRED_ENGINE = "TECUM_OCR_ENGINE"

Opener = Callable[[bytes, Limits], Source]


def main() -> None:
    """Serve the parent that started this process."""
    serve(open_upload)


def open_upload(data: bytes, limits: Limits) -> Source:
    """Open an upload with the readers of this package."""
    from extractor.read.open import open_source  # noqa: PLC0415  after confinement

    return open_source(data, limits)


def collect_rarely() -> None:
    """Look for reference cycles seldom: words make none, and a child lives shortly."""
    gc.set_threshold(100_000, 50, 100)


def serve(opener: Opener) -> None:
    """Confine this process, then answer requests until the parent hangs up."""
    asked, answers = _take_pipes()
    settings = json.loads(sys.argv[1])
    confine(
        Confinement(
            level=settings["level"],
            address_space=settings["limits"]["address_space"],
            cpu_s=settings["cpu_s"],
            processes=settings["processes"],
            parent=settings.get("parent", 0),
            readable=tuple(settings.get("readable", ())),
            writable=tuple(settings.get("writable", ())),
        )
    )
    collect_rarely()
    if settings["engine"] != "auto":
        os.environ[_PREFERRED_ENGINE] = settings["engine"]
    desk = Desk(opener, settings)
    for line in asked:
        answers.write(desk.answer(json.loads(line)))
        answers.flush()
    os._exit(0)  # nothing to tidy, and libraries take their time over it


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    # A C library that prints must not speak into the protocol.
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return asked, answers


class Desk:
    """Answers requests about one upload."""

    def __init__(self, opener: Opener, settings: dict[str, Json]) -> None:
        self._opener = opener
        self._data = int(settings["data"])
        self._limits = Limits(**settings["limits"])
        self._source: Source | None = None

    def answer(self, asked: dict[str, Json]) -> bytes:
        """The line that answers a request."""
        try:
            return protocol.answer(self._look_up(asked))
        except ExtractorError as error:
            return protocol.answer(protocol.failure(error))
        except ImportError:
            traceback.print_exc()
            missing = ReaderCrashed("A library is missing; `tecum doctor` tells more.")
            return protocol.answer(protocol.failure(missing))
        except MemoryError:
            return protocol.answer(protocol.failure(OutOfMemory()))
        except Exception:  # noqa: BLE001  a library may raise anything on a hostile file
            traceback.print_exc()
            return protocol.answer(protocol.failure(Broken()))

    def _look_up(self, asked: dict[str, Json]) -> Json:
        index = asked["index"]
        match asked["verb"]:
            case "open":
                return self._open()
            case "plan":
                return encode_planned(self._opened.plan(index), self._limits)
            case "recognise":
                page = self._opened.recognise(index)
                engine = "" if page.origin is Origin.EMBEDDED else _engine()
                return {"page": encode_page(page, self._limits), "engine": engine}
            case _:
                jpeg = self._opened.picture(index, asked["dpi"])
                return {"jpeg": jpeg and base64.b64encode(jpeg).decode()}

    @property
    def _opened(self) -> Source:
        if self._source is None:
            raise Broken
        return self._source

    def _open(self) -> Json:
        self._source = self._opener(_upload(self._data), self._limits)
        pages = len(self._source)
        if pages > protocol.MOST_PAGES:
            raise TooLarge(f"{pages} pages")
        return {
            "media": self._source.media,
            "pages": pages,
            "notes": [encode_note(note) for note in self._source.notes[:1000]],
        }


def _upload(descriptor: int) -> bytes:
    # pread: the descriptor's position is shared with the other children.
    size = os.fstat(descriptor).st_size
    pieces: list[bytes] = []
    at = 0
    while at < size:
        pieces.append(os.pread(descriptor, size - at, at))
        at += len(pieces[-1])
    return b"".join(pieces)


def _engine() -> str:
    from extractor.read import engines  # noqa: PLC0415  a large library, rarely needed

    try:
        engine = engines.pick()
    except NoEngine:
        return ""
    return f"{engine.name} {engine.version}"
