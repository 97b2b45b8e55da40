"""Where something stands in a paper, as features that a linear model weighs."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.document import Document, Page
from extractor.find.columns import Columns
from extractor.find.legible import legible
from extractor.find.surroundings import tokens
from extractor.geometry import Span

BEFORE, AFTER, LINE_WORDS = 8, 6, 5
FIRST_PAGES = 4
_REACH = 140
_LINES_BACK = 30
_EDGES = (2, 5, 9, 14, 20, 30, 45)
_LONGEST_LABEL = 10
_MARKS = frozenset('¶@#:;.,()|"“”/§_')


@dataclass(frozen=True)
class Sheet:
    """A document with its lines, ready to be asked about places in it."""

    document: Document
    text: str
    starts: tuple[int, ...]
    columns: Columns
    pages: dict[int, Page]
    first_page: int

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def line(self, number: int) -> str:
        """A line's text, empty where there is none."""
        if not 0 <= number < len(self.starts):
            return ""
        after = (*self.starts, len(self.text) + 1)[number + 1]
        return self.text[self.starts[number] : after - 1].strip("\f")


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in re.finditer(r"\n+\f?", text)))


def sheet_of(document: Document) -> Sheet:
    """A document made ready."""
    text = legible(document.text)
    pages = {page.number: page for page in document.pages}
    first = document.words[0].box.page if document.words else 1
    return Sheet(document, text, _starts(text), Columns(document), pages, first)


def standing(sheet: Sheet, span: Span) -> Iterator[str]:
    """Features of a place: words beside it, lines around it, its spot on the page."""
    yield from _beside(sheet.text, span)
    yield from _lines(sheet, span)
    yield from _labels(sheet, span)
    yield from _heading(sheet, span)
    yield from _spot(sheet, span)


def _beside(text: str, span: Span) -> Iterator[str]:
    before = tokens(text[max(0, span.start - _REACH) : span.start].rpartition("\f")[2])
    after = tokens(text[span.end : span.end + _REACH].partition("\f")[0])[:AFTER]
    close = before[-BEFORE:]
    yield from (f"b {t}" for t in close if t not in _MARKS)
    yield from (f"a {t}" for t in after if t not in _MARKS)
    yield from (f"bb {one} {two}" for one, two in pairwise(close))
    yield from (f"aa {one} {two}" for one, two in pairwise(after))
    words = [t for t in close if t not in _MARKS]
    yield f"b1 {close[-1] if close else '^'}"
    yield f"bw {words[-1] if words else '^'}"
    yield f"b3 {' '.join(words[-3:])}"
    yield f"a1 {after[0] if after else '$'}"


def _lines(sheet: Sheet, span: Span) -> Iterator[str]:
    at = sheet.line_at(span.start)
    opening = sheet.text[sheet.starts[at] : span.start].strip()
    rest = sheet.text[span.end :].partition("\n")[0]
    opens = any(c.isalnum() for c in opening)
    ends = any(c.isalnum() for c in rest)
    yield f"o {'in' if opens else 'first'} {'more' if ends else 'last'}"
    yield from (f"l {t}" for t in tokens(opening)[:LINE_WORDS])
    yield f"lx {' '.join(tokens(opening)[-LINE_WORDS:])}"
    last = sheet.line_at(max(span.end - 1, span.start))
    for kind, number in (
        ("u", at - 1),
        ("v", at - 2),
        ("d", last + 1),
        ("e", last + 2),
    ):
        told = tokens(sheet.line(number))
        yield from (f"{kind} {t}" for t in told[:LINE_WORDS])
        yield f"{kind}x {' '.join(told[:3])}"


def _labels(sheet: Sheet, span: Span) -> Iterator[str]:
    """What a form prints above and beside the cell."""
    for kind, told in (
        ("ca", sheet.columns.below(span)),
        ("cb", sheet.columns.beside(span)),
    ):
        words = [t for t in tokens(told) if t not in _MARKS]
        if 0 < len(words) <= _LONGEST_LABEL:
            yield from (f"{kind} {t}" for t in words)


def _heading(sheet: Sheet, span: Span) -> Iterator[str]:
    """The words of the nearest line above that is a heading or a lead."""
    at = sheet.line_at(span.start)
    for number in range(at - 1, max(at - _LINES_BACK, -1), -1):
        told = sheet.line(number).strip()
        if told.endswith(":") or (told.isupper() and len(told) > 3):
            yield from (f"h {t}" for t in tokens(told)[-8:] if t.isalpha())
            yield f"hd {min(at - number, 5)}"
            return


def _spot(sheet: Sheet, span: Span) -> Iterator[str]:
    words = sheet.document.words_in(span)
    if not words:
        return
    word = words[0]
    page = sheet.pages[word.box.page]
    number = word.box.page - sheet.first_page
    yield f"s page {min(number, 3)}"
    place = f"{int(10 * word.box.top / max(page.height, 1))}"
    yield f"s down {place}"
    yield f"s across {int(5 * word.box.left / max(page.width, 1))}"
    line = sum(word.line > edge for edge in _EDGES)
    yield f"s line {min(number, 1)} {line}"
    yield f"s tenth {10 * span.start // max(len(sheet.text), 1)}"


def top_of(document: Document) -> Document:
    """A document's first pages: who sent a paper to whom stands there."""
    if len(document.pages) <= FIRST_PAGES:
        return document
    return document.only(tuple(page.number for page in document.pages[:FIRST_PAGES]))
