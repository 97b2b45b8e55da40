"""Plain text to pages: a form feed, or a page line of a text export, opens a page.

Text has no geometry of its own: words are laid out on a grid of 6 x 12 points.
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

_BREAK = re.compile(
    r"\f"
    r"|^-{2,} ?page \d+ ?-{2,}[ \t]*$"
    # The header that electronic court filing stamps on every page of a filed paper.
    r"|^(?=case \S+ +document \S+ +filed .{6,12} page \d+ of \d+)",
    re.IGNORECASE | re.MULTILINE,
)
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


def split_pages(text: str) -> list[str]:
    """Page texts; an empty opening page is dropped, later ones are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = _BREAK.split(lines)
    return pages if pages[0].strip() or len(pages) == 1 else pages[1:]


def lay_out(text: str, number: int, *, file: str = "", reason: str = "text") -> Page:
    """One page of text on the grid; an empty line opens a block."""
    words = tuple(_words(text, number))
    lines = text.count("\n") + 1
    columns = max((len(line) for line in text.split("\n")), default=0)
    return Page(
        number=number,
        width=max(PAGE_WIDTH_PT, 2 * MARGIN_PT + columns * CELL_WIDTH_PT),
        height=max(PAGE_HEIGHT_PT, 2 * MARGIN_PT + lines * LINE_HEIGHT_PT),
        origin=Origin.EMBEDDED,
        reason=reason,
        quality=1.0,
        rotation=0,
        words=words,
        file=file,
    )


def _words(text: str, number: int) -> Iterator[Word]:
    block, opens = 0, False
    for row, line in enumerate(text.split("\n")):
        if not line.strip():
            opens = True
            continue
        block, opens = block + opens, False
        for match in re.finditer(r"\S+", line):
            left = MARGIN_PT + match.start() * CELL_WIDTH_PT
            top = MARGIN_PT + row * LINE_HEIGHT_PT
            right = MARGIN_PT + match.end() * CELL_WIDTH_PT
            box = Box(number, left, top, right, top + LINE_HEIGHT_PT - 2)
            yield Word(match.group(), box, 1.0, row, block)


class PlainSource:
    """A text upload."""

    media = "text"
    notes: tuple[Note, ...] = ()

    def __init__(self, data: bytes) -> None:
        self._pages = split_pages(decode(data))

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
