"""Plain text to pages: a form feed, or a page line of a text export, opens a page.

Text has no geometry of its own: words are laid out on a grid of 6 x 12 points. A line
too long to print is folded to look at, and stays one line to read.
"""

import re
from collections.abc import Iterator

from extractor.document import Note, Origin, Page, Word
from extractor.errors import UnsupportedType
from extractor.geometry import Box
from extractor.read.source import Planned

CELL_WIDTH_PT = 6.0
LINE_HEIGHT_PT = 12.0
MARGIN_PT = 36.0
PAGE_WIDTH_PT = 612.0
PAGE_HEIGHT_PT = 792.0

_WIDEST = 160
_FOLDED = 90
"""Columns: exports with a paragraph on each line are folded, wide tables are not."""
_MOST_LINES = 500
_MOST_CHARS = 60_000
"""Of one page, so that text without page breaks still comes in pages."""

_BREAK = re.compile(
    r"\f"
    r"|^-{2,} ?page \d+ ?-{2,}[ \t]*$"
    # The header that electronic court filing stamps on every page of a filed paper.
    r"|^(?=case \S+ +document \S+ +filed .{6,12} page \d+ of \d+)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = re.compile(r"case .* page 1 of \d+", re.IGNORECASE)
_HEADING = 200
"""Characters: a first page with more above its header is a page of its own."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """Bytes to text; raises UnsupportedType where they are no text."""
    for encoding in ("utf-8-sig", "utf-16") if _has_bom(data) else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= len(text) // 200:
            return _CONTROL.sub(" ", text)
    raise UnsupportedType


def _has_bom(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))


def _opening_joined(pages: list[str]) -> list[str]:
    """A first page's filing header may stand below its heading: both are page 1."""
    opening = pages[0].strip()
    if len(pages) > 1 and 0 < len(opening) < _HEADING and _FIRST.match(pages[1]):
        return [pages[0] + pages[1], *pages[2:]]
    return pages


def split_pages(text: str) -> list[str]:
    """Page texts; an empty opening page is dropped, later ones are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = _opening_joined(_BREAK.split(lines))
    kept = pages if pages[0].strip() or len(pages) == 1 else pages[1:]
    return [part for page in kept for part in _parts(page)]


def _parts(page: str) -> Iterator[str]:
    """A page cut where it is too long to be one."""
    if len(page) <= _MOST_CHARS and page.count("\n") <= _MOST_LINES:
        yield page
        return
    lines: list[str] = []
    chars = 0
    for line in (piece for whole in page.split("\n") for piece in _bounded(whole)):
        if lines and (len(lines) >= _MOST_LINES or chars + len(line) > _MOST_CHARS):
            yield "\n".join(lines)
            lines, chars = [], 0
        lines.append(line)
        chars += len(line) + 1
    yield "\n".join(lines)


def _bounded(line: str) -> Iterator[str]:
    """A line cut where it alone fills a page, at a space where there is one."""
    while len(line) > _MOST_CHARS:
        cut = line.rfind(" ", 0, _MOST_CHARS) + 1 or _MOST_CHARS
        yield line[:cut]
        line = line[cut:]
    yield line


def lay_out(text: str, number: int, *, file: str = "", reason: str = "text") -> Page:
    """One page of text on the grid; an empty line opens a block."""
    words = tuple(_words(text, number))
    right = max((word.box.right for word in words), default=0.0)
    bottom = max((word.box.bottom for word in words), default=0.0)
    return Page(
        number=number,
        width=max(PAGE_WIDTH_PT, right + MARGIN_PT),
        height=max(PAGE_HEIGHT_PT, bottom + MARGIN_PT),
        origin=Origin.EMBEDDED,
        reason=reason,
        quality=1.0,
        rotation=0,
        words=words,
        file=file,
    )


def _words(text: str, number: int) -> Iterator[Word]:
    block, opens, row = 0, False, 0
    for line, content in enumerate(text.split("\n")):
        if not content.strip():
            opens, row = True, row + 1
            continue
        block, opens = block + opens, False
        last = 0
        for folds, column, token in _places(content.expandtabs()):
            box = _box(number, row + folds, column, len(token))
            yield Word(token, box, 1.0, line, block)
            last = folds
        row += last + 1


def _places(line: str) -> Iterator[tuple[int, int, str]]:
    """Each token with the fold it stands in and its column there."""
    most = _FOLDED if len(line) > _WIDEST else _WIDEST
    folds, shift = 0, 0
    for match in re.finditer(r"\S+", line):
        if match.end() - shift > most and match.start() > shift:
            folds, shift = folds + 1, match.start()
        yield folds, match.start() - shift, match.group()


def _box(number: int, row: int, column: int, columns: int) -> Box:
    left = MARGIN_PT + column * CELL_WIDTH_PT
    top = MARGIN_PT + row * LINE_HEIGHT_PT
    right = left + columns * CELL_WIDTH_PT
    return Box(number, left, top, right, top + LINE_HEIGHT_PT - 2)


class PlainSource:
    """A text upload; `notes` has nothing to say of text."""

    media = "text"
    notes: tuple[Note, ...] = ()

    def __init__(self, pages: tuple[str, ...]) -> None:
        self._pages = pages

    @classmethod
    def of_text(cls, text: str) -> "PlainSource":
        """A source of text already decoded."""
        return cls(tuple(split_pages(text)))

    @classmethod
    def of_bytes(cls, data: bytes) -> "PlainSource":
        """A source of bytes; raises UnsupportedType where they are no text."""
        return cls.of_text(decode(data))

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def plan(self, index: int) -> Planned:
        """Lay a page out; text never needs OCR."""
        page = lay_out(self._pages[index], index + 1)
        return Planned(page, needs_ocr=False, has_picture=False)

    def recognise(self, index: int) -> Page:
        """The same as planned: there is nothing to recognise."""
        return self.plan(index).page

    def picture(self, index: int, dpi: int) -> bytes | None:
        """Text has no picture."""
        del index, dpi
        return None
