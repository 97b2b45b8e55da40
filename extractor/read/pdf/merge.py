"""A page's own words and those OCR found, as one page."""

from collections.abc import Callable
from dataclasses import replace

from extractor.document import FormField, Mark, Origin, Page, Table, Word
from extractor.geometry import Box
from extractor.read.ocr import Recognised
from extractor.read.pdf.frame import Frame, turn
from extractor.read.pdf.layout import lay_out
from extractor.read.pdf.text import Token


def with_ocr(page: Page, recognised: Recognised, *, keep: bool) -> Page:
    """The page with what OCR found; `keep` its own words, which are exact."""
    turned = _turned(page, recognised)
    if not keep:
        return replace(turned, origin=Origin.OCR, words=recognised.words, tables=())
    found = tuple(w for w in recognised.words if not _told(w.box, turned.words))
    frame = Frame(page.number, 0.0, 0.0, turned.width, turned.height, 0)
    tokens = [_token(w) for w in (*found, *turned.words)]
    own = len(turned.words) * page.quality
    return replace(
        turned,
        origin=Origin.MIXED if found and turned.words else turned.origin,
        quality=(own + len(found) * recognised.quality) / max(len(tokens), 1),
        words=lay_out(tokens, frame),
    )


def _turned(page: Page, recognised: Recognised) -> Page:
    """The page turned as OCR found it to be upright."""
    degrees = recognised.rotation

    def move(box: Box) -> Box:
        return turn(box, degrees, page.width, page.height)

    return replace(
        page,
        width=recognised.width,
        height=recognised.height,
        quality=recognised.quality,
        rotation=(page.rotation + degrees) % 360,
        words=tuple(replace(w, box=move(w.box)) for w in page.words),
        marks=tuple(Mark(m.kind, move(m.box)) for m in page.marks) + recognised.marks,
        tables=tuple(_table(t, move) for t in page.tables),
        form_fields=tuple(
            FormField(f.page, f.name, f.value, move(f.box)) for f in page.form_fields
        ),
    )


def _table(table: Table, move: Callable[[Box], Box]) -> Table:
    boxes = tuple(tuple(b and move(b) for b in row) for row in table.boxes)
    return Table(table.page, table.rows, boxes)


def _told(box: Box, words: tuple[Word, ...]) -> bool:
    """True when the page's own words already cover a good part of a place."""
    area = max(box.width * box.height, 0.01)
    return any(_shared(box, w.box) > 0.3 * area for w in words if box.touches(w.box))


def _shared(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across * along


def _token(word: Word) -> Token:
    box = word.box
    edges = (box.left, box.top, box.right, box.bottom)
    return Token(word.text, *edges, confidence=word.confidence)
