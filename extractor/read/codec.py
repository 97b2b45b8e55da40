"""Pages to plain data and back; what comes back is believed only after a check.

Words travel as columns, one list each for texts, edges, confidences, lines, blocks:
compact, and checked by the column.
"""

import math
import re
from collections.abc import Iterable, Sequence
from operator import le
from typing import Any

from extractor.document import (
    FormField,
    Mark,
    MarkKind,
    Note,
    Origin,
    Page,
    Table,
    Word,
)
from extractor.errors import TooLarge
from extractor.geometry import Box
from extractor.read.limits import Limits
from extractor.read.source import Planned

Json = Any
"""What json.loads yields: no shape is assumed before it is checked."""

PAGE_SIDE_PT = 10_000_000.0
LONGEST_TEXT = 100_000
_ITEMS = 5_000
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ORIGINS = {str(origin): origin for origin in Origin}
_KINDS = {str(kind): kind for kind in MarkKind}


class Malformed(ValueError):
    """What the child said is not what an honest child says."""


# --- the child's side -----------------------------------------------------------


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text without control characters and half surrogates, cut to a length."""
    return _UNPRINTABLE.sub("", text)[:longest]


def encode_page(page: Page, limits: Limits) -> Json:
    """A page as plain data; raises TooLarge where it has too many words."""
    words = [w for w in page.words if clean(w.text)]
    if len(words) > limits.page_words:
        raise TooLarge(f"{len(words)} words on page {page.number}")
    width, height = round(page.width, 2), round(page.height, 2)
    return {
        "number": page.number,
        "width": width,
        "height": height,
        "origin": page.origin,
        "reason": clean(page.reason, 200),
        "quality": round(page.quality, 3),
        "rotation": page.rotation,
        "file": clean(page.file, 300),
        "words": _columns(words, width, height),
        "marks": [[m.kind, *_edges(m.box, width, height)] for m in page.marks[:_ITEMS]],
        "tables": [_encode_table(t, width, height) for t in page.tables[:_ITEMS]],
        "fields": [
            [clean(f.name, 1000), clean(f.value), *_edges(f.box, width, height)]
            for f in page.form_fields[:_ITEMS]
        ],
    }


def encode_planned(planned: Planned, limits: Limits) -> Json:
    """A planned page as plain data."""
    return {
        "page": encode_page(planned.page, limits),
        "needs_ocr": bool(planned.needs_ocr),
        "has_picture": bool(planned.has_picture),
    }


def encode_note(note: Note) -> Json:
    """A note as plain data."""
    return [note.code, clean(note.message, 500), note.page]


def _edges(box: Box, width: float, height: float) -> list[float]:
    # Text may hang over the page's edge in an honest file; what shows is inside.
    return [
        min(max(round(box.left, 2), 0.0), width),
        min(max(round(box.top, 2), 0.0), height),
        min(max(round(box.right, 2), 0.0), width),
        min(max(round(box.bottom, 2), 0.0), height),
    ]


def _columns(words: Sequence[Word], width: float, height: float) -> Json:
    rows = [
        (
            clean(w.text),
            *_edges(w.box, width, height),
            round(w.confidence, 3),
            w.line,
            w.block,
        )
        for w in words
    ]
    return list(zip(*rows, strict=True))


def _encode_table(table: Table, width: float, height: float) -> Json:
    boxes = [
        [None if box is None else _edges(box, width, height) for box in row]
        for row in table.boxes
    ]
    return [[[clean(cell) for cell in row] for row in table.rows], boxes]


# --- the parent's side ----------------------------------------------------------


def decode_page(raw: Json, number: int, limits: Limits) -> Page:
    """The page that was asked for; raises Malformed on anything else."""
    _want(isinstance(raw, dict) and raw.get("number") == number)
    width, height = (_number(raw.get(k), PAGE_SIDE_PT) for k in ("width", "height"))
    _want(width > 0 and height > 0)
    page = Box(number, 0, 0, width, height)
    rotation = raw.get("rotation")
    _want(rotation in (0, 90, 180, 270) and type(rotation) is int)
    return Page(
        number=number,
        width=width,
        height=height,
        origin=_one_of(_ORIGINS, raw.get("origin")),
        reason=_text(raw.get("reason"), 200),
        quality=_number(raw.get("quality"), 1.0),
        rotation=rotation,
        words=_words(raw.get("words"), page, limits),
        marks=tuple(_mark(m, page) for m in _items(raw.get("marks"))),
        tables=tuple(_table(t, page) for t in _items(raw.get("tables"))),
        form_fields=tuple(_form_field(f, page) for f in _items(raw.get("fields"))),
        file=_text(raw.get("file"), 300),
    )


def decode_planned(raw: Json, number: int, limits: Limits) -> Planned:
    """The planned page that was asked for."""
    _want(isinstance(raw, dict))
    flags = [raw.get("needs_ocr"), raw.get("has_picture")]
    _want(all(type(flag) is bool for flag in flags))
    return Planned(decode_page(raw.get("page"), number, limits), *flags)


def decode_note(raw: Json, pages: int) -> Note:
    """A note, its page among the document's."""
    _want(isinstance(raw, list) and len(raw) == 3)
    code, message, page = raw
    _want(isinstance(code, str) and _CODE.fullmatch(code) is not None)
    _want(page is None or (type(page) is int and 0 < page <= pages))
    return Note(code, _text(message, 500), page)


def _want(honest: object) -> None:
    if not honest:
        raise Malformed


def _number(value: Json, most: float) -> float:
    _want(type(value) in (int, float) and 0 <= value <= most)
    return float(value)


def _text(value: Json, longest: int = LONGEST_TEXT) -> str:
    _want(isinstance(value, str) and len(value) <= longest)
    _want(not _UNPRINTABLE.search(value))
    return str(value)


def _one_of(members: dict[str, Any], value: Json) -> Any:  # noqa: ANN401
    _want(isinstance(value, str) and value in members)
    return members[value]


def _items(value: Json, most: int = _ITEMS) -> list[Json]:
    _want(isinstance(value, list) and len(value) <= most)
    return list(value)


def _box(edges: Json, page: Box) -> Box:
    _want(isinstance(edges, list) and len(edges) == 4)
    left, right = (_number(edges[i], page.right) for i in (0, 2))
    top, bottom = (_number(edges[i], page.bottom) for i in (1, 3))
    _want(left <= right and top <= bottom)
    return Box(page.page, left, top, right, bottom)


def _mark(raw: Json, page: Box) -> Mark:
    kind, *edges = _items(raw) or [None]
    return Mark(_one_of(_KINDS, kind), _box(edges, page))


def _form_field(raw: Json, page: Box) -> FormField:
    _want(isinstance(raw, list) and len(raw) == 6)
    name, value, *edges = raw
    return FormField(page.page, _text(name, 1000), _text(value), _box(edges, page))


def _table(raw: Json, page: Box) -> Table:
    _want(isinstance(raw, list) and len(raw) == 2)
    rows = tuple(tuple(_text(c) for c in _items(row)) for row in _items(raw[0]))
    boxes = tuple(
        tuple(None if edges is None else _box(edges, page) for edges in _items(row))
        for row in _items(raw[1])
    )
    _want([len(row) for row in rows] == [len(row) for row in boxes])
    return Table(page.page, rows, boxes)


def _words(raw: Json, page: Box, limits: Limits) -> tuple[Word, ...]:
    columns = _items(raw, 8)
    if not columns:
        return ()
    _want(len(columns) == 8)
    count = len(_items(columns[0], limits.page_words))
    _want(all(len(_items(c, limits.page_words)) == count for c in columns))
    texts, lefts, tops, rights, bottoms, sure, lines, blocks = columns
    _check_texts(texts)
    for column, most in ((rights, page.right), (bottoms, page.bottom), (sure, 1.0)):
        _check_numbers(column, most)
    for low, high in ((lefts, rights), (tops, bottoms)):
        _check_numbers(low, math.inf)
        _want(all(map(le, low, high)))
    for column in (lines, blocks):
        _want(set(map(type, column)) == {int})
        _check_numbers(column, limits.page_words * 100)
    boxes = map(Box, [page.page] * count, lefts, tops, rights, bottoms)
    return tuple(map(Word, texts, boxes, sure, lines, blocks))


def _check_texts(texts: Sequence[Json]) -> None:
    _want(texts and set(map(type, texts)) == {str})
    _want(all(texts) and max(map(len, texts)) <= LONGEST_TEXT)
    _want(not _UNPRINTABLE.search("".join(texts)))


def _check_numbers(column: Iterable[Json], most: float) -> None:
    numbers = list(column)
    _want(set(map(type, numbers)) <= {int, float})
    _want(all(map(math.isfinite, numbers)))
    _want(not numbers or (min(numbers) >= 0 and max(numbers) <= most))
