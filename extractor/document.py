"""What reading yields: pages, words with boxes, and one text that maps back to them.

The text is the words of all pages in reading order: a space between words of a line,
a newline between lines, an empty line between blocks, a form feed between pages.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum

from extractor.geometry import Box, Span


class Origin(StrEnum):
    """Where a page's words come from."""

    EMBEDDED = "embedded"
    OCR = "ocr"
    MIXED = "mixed"


class MarkKind(StrEnum):
    """What kind of non-text thing lies on a page."""

    INK = "ink"
    """Pen-like strokes of a scan that no recognised word explains."""
    IMAGE = "image"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Mark:
    """A non-text thing on a page: a signature's ink, a stamp image, a drawn curve."""

    kind: MarkKind
    box: Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read.

    `line` and `block` count from 0 within the page in reading order; `span` is its
    place in the text of the document that holds it.
    """

    text: str
    box: Box
    confidence: float
    line: int
    block: int
    span: Span = field(default=Span(0, 1))


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: rows of cell texts, and each cell's box."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[tuple[Box | None, ...], ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of an electronic form; a checkbox's value is Yes or Off."""

    page: int
    name: str
    value: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright; sizes in points, `quality` 0..1, `rotation` degrees undone.

    `reason` says in a few words why the words come from `origin`; `file` names the
    attachment the page came from, empty for the upload itself; `span` is its text.
    """

    number: int
    width: float
    height: float
    origin: Origin
    reason: str
    quality: float
    rotation: int
    words: tuple[Word, ...]
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    form_fields: tuple[FormField, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A page that could not be read: recorded, never silently missing."""

    page: int
    code: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader noticed: active content, a repair, counts that disagree."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """The pages of one upload and their joined text."""

    sha256: str
    filename: str
    media: str
    pages: tuple[Page, ...]
    text: str
    words: tuple[Word, ...]
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Note, ...] = ()
    sandbox: str = "none"
    ocr: str = ""
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def quote(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words a span touches, in reading order."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.words[first].span.end <= span.start:
            first += 1
        return self.words[first : bisect_left(self._starts, span.end)]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """One box per page and line the span touches: what to highlight."""
        lines: dict[tuple[int, int], Box] = {}
        for word in self.words_in(span):
            key = (word.box.page, word.line)
            lines[key] = lines[key].union(word.box) if key in lines else word.box
        return tuple(lines.values())

    def confidence(self, span: Span) -> float:
        """Mean reading confidence (0..1) of the words of a span; 1.0 without words."""
        words = self.words_in(span)
        return sum(w.confidence for w in words) / len(words) if words else 1.0

    def page_at(self, offset: int) -> int:
        """The page number that holds a text offset."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self.words[index].box.page if self.words else 1

    def page_span(self, number: int) -> Span | None:
        """The span of a page's text, None for a page without words."""
        words = [w for w in self.words if w.box.page == number]
        return Span(words[0].span.start, words[-1].span.end) if words else None

    def page_text(self, number: int) -> str:
        """The text of one page, empty where nothing was read."""
        span = self.page_span(number)
        return self.quote(span) if span else ""

    def only(self, numbers: tuple[int, ...]) -> "Document":
        """A view of some pages, text and spans counted anew; boxes keep their page."""
        kept = tuple(p for p in self.pages if p.number in set(numbers))
        return assemble(replace(self, pages=kept))


def _separator(before: Word, after: Word) -> str:
    if before.box.page != after.box.page:
        return "\n\f"
    if before.block != after.block:
        return "\n\n"
    return " " if before.line == after.line else "\n"


def _placed(word: Word, span: Span) -> Word:
    # dataclasses.replace() takes three times as long, and a packet has 100,000 words.
    return Word(word.text, word.box, word.confidence, word.line, word.block, span)


def assemble(document: Document) -> Document:
    """Join the words of `document.pages` into its text, words and spans."""
    text: list[str] = []
    words: list[Word] = []
    offset = 0
    for page in document.pages:
        for word in page.words:
            gap = _separator(words[-1], word) if words else ""
            start = offset + len(gap)
            offset = start + len(word.text)
            text.append(gap + word.text)
            words.append(_placed(word, Span(start, offset)))
    return replace(
        document,
        text="".join(text),
        words=tuple(words),
        _starts=tuple(w.span.start for w in words),
    )
