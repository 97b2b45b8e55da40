"""What parent and child say to each other: one JSON line asks, one JSON line answers.

    parent  {"verb": "open"}          child  {"media": ..., "pages": 3, "notes": [...]}
            {"verb": "plan"}                 {"page": {...}, "needs_ocr": ..., ...}
            {"verb": "recognise"}            {"page": {...}, "engine": "name version"}
            {"verb": "picture"}              {"jpeg": base64 or null}
    or, to any of them,                      {"error": code, "detail": our own words}

All but "open" carry an index, pages counted from 0; "picture" a resolution too.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Literal

from extractor.document import Note
from extractor.errors import BY_CODE, ExtractorError
from extractor.read.codec import Json, Malformed, clean, decode_note
from extractor.read.limits import Limits

Verb = Literal["open", "plan", "recognise", "picture"]

_VALUES_A_WORD = 20
MOST_PAGES = 200_000
"""Every page over the limit is listed; of more than this not even a list is kept."""
_NOTES = 1_000


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to ask of a child; `index` counts pages from 0."""

    verb: Verb
    index: int = 0
    dpi: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opened upload says of itself."""

    media: str
    pages: int
    notes: tuple[Note, ...]


def request(task: Task) -> bytes:
    """A task as a line."""
    told = {"verb": task.verb, "index": task.index, "dpi": task.dpi}
    return json.dumps(told).encode() + b"\n"


def answer(message: Json) -> bytes:
    """An answer as a line; raises ValueError on a number that is none."""
    text = json.dumps(message, allow_nan=False, separators=(",", ":"))
    return text.encode() + b"\n"


def failure(error: ExtractorError) -> Json:
    """An expected failure as plain data: its code and our own words."""
    return {"error": error.code, "detail": clean(error.detail, 200)}


def parse(line: bytes | bytearray, limits: Limits) -> dict[str, Json]:
    """An answer's line as plain data; raises Malformed where it is none of ours."""
    # Counted before parsing: short values cost a hundred times their bytes.
    most = limits.page_words * _VALUES_A_WORD
    if sum(map(line.count, (b",", b"[", b"{"))) > most:
        raise Malformed
    try:
        message = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(message, dict):
        raise Malformed
    return message


def _refuse(constant: str) -> None:
    raise Malformed(constant)


def error_in(message: dict[str, Json]) -> ExtractorError | None:
    """The failure an answer tells, None where it is a success."""
    if "error" not in message:
        return None
    code, detail = message["error"], message.get("detail")
    if not isinstance(code, str) or code not in BY_CODE or not isinstance(detail, str):
        raise Malformed
    return BY_CODE[code](clean(detail, 200))


def opened(message: dict[str, Json]) -> Opened:
    """The answer to "open"."""
    media, pages, notes = (message.get(k) for k in ("media", "pages", "notes"))
    if not (isinstance(media, str) and media.isidentifier() and len(media) <= 20):
        raise Malformed
    if type(pages) is not int or not 0 <= pages <= MOST_PAGES:
        raise Malformed
    if not isinstance(notes, list) or len(notes) > _NOTES:
        raise Malformed
    return Opened(media, pages, tuple(decode_note(n, pages) for n in notes))


def picture(message: dict[str, Json]) -> bytes | None:
    """The answer to "picture"."""
    text = message.get("jpeg")
    if text is None:
        return None
    try:
        jpeg = base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise Malformed from error
    if not jpeg.startswith(b"\xff\xd8\xff"):
        raise Malformed
    return jpeg


def engine(message: dict[str, Json]) -> str:
    """The OCR engine an answer to "recognise" names, empty where none was needed."""
    name = message.get("engine")
    if not isinstance(name, str) or len(name) > 200 or clean(name) != name:
        raise Malformed
    return name
