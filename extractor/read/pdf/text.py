"""The first text pass: tokens with rectangles in the order the page draws them.

Texts are fetched in one call and rectangles only for the first and last letter of a
word: a call for every letter would cost ten times as much.
"""

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.errors import TooLarge
from extractor.read.limits import Limits
from extractor.read.pdf.frame import Frame, Rect

INVISIBLE = 3
SAMPLED = 40
STACKED = 1.6

# PDFium puts U+FFFE (older builds U+0002) where a line ends in a hyphen.
_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_UNSEEN = {
    c: None
    for c in range(0x3000)
    if unicodedata.category(chr(c)) in {"Cc", "Cf"} and c != 0xAD
} | {0xFEFF: None, 0xFFFF: None}
_LETTERS = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
_CLEAN = _UNSEEN | _LETTERS | {0xAD: None, 0xFFFE: "-", 0x02: "-"}


class Token(NamedTuple):
    """A word as drawn; `angle` is 0, 90, 180 or 270 degrees clockwise."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    angle: int = 0
    confidence: float = 1.0

    @property
    def height(self) -> float:
        """Height of the token's line."""
        return self.bottom - self.top


class TextLayer(NamedTuple):
    """The tokens of a page and the share of them that is drawn invisibly."""

    tokens: list[Token]
    unseen: float


def cleaned(text: str) -> str:
    """A word without signs that only set type, ligatures opened."""
    # Nearly every word is plain, and translating costs three times this look.
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_CLEAN)


def read_layer(page: pdfium.PdfPage, frame: Frame, limits: Limits) -> TextLayer:
    """The text layer of an open page."""
    textpage = page.get_textpage()
    try:
        text, at = _text(textpage)
        spans = [m.span() for m in _WORD.finditer(text)]
        if len(spans) > limits.page_words:
            raise TooLarge(f"A page has {len(spans)} words.")
        letters = _Letters(textpage.raw, frame)
        tokens = _tokens(text, spans, at, letters)
        shown = [t for t in tokens if frame.shows(t[1:5])]
        unseen = _unseen_share(textpage.raw, [at(start) for start, _ in spans])
    finally:
        textpage.close()
    return TextLayer(_without_overprint(shown), unseen)


def _text(textpage: pdfium.PdfTextPage) -> tuple[str, Callable[[int], int]]:
    """The text, and from its offsets to letter indices: some letters have no text."""
    count = textpage.count_chars()
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    raw.FPDFText_GetText(textpage.raw, 0, count, buffer)
    units = bytes(buffer).decode("utf-16-le", "replace")
    text = units[: units.find("\0")] if "\0" in units else units
    if len(text) == count:
        return text, int
    return text, partial(_letter_index, textpage.raw)


def _letter_index(handle: object, offset: int) -> int:
    index: int = raw.FPDFText_GetCharIndexFromTextIndex(handle, offset)
    return index


class _Letters:
    """Rectangles and angles of the letters of a page."""

    def __init__(self, handle: object, frame: Frame) -> None:
        self._handle = handle
        self._frame = frame
        self._plain = frame.rotation == 0
        self._rect = raw.FS_RECTF()
        self._ref = ctypes.byref(self._rect)

    def rect(self, index: int) -> Rect | None:
        """The rectangle of a letter with its ascent and descent."""
        rect = self._rect
        if not raw.FPDFText_GetLooseCharBox(self._handle, index, self._ref):
            return None
        frame = self._frame
        if not self._plain:
            return frame.upright(rect.left, rect.bottom, rect.right, rect.top)
        # Spelled out: this runs twice for every word.
        left, top = frame.left, frame.top
        return rect.left - left, top - rect.top, rect.right - left, top - rect.bottom

    def angle(self, index: int) -> int:
        """The turn of a letter on the upright page, in quarter turns."""
        radians: float = raw.FPDFText_GetCharAngle(self._handle, index)
        quarters = round(max(radians, 0.0) / 1.5707963)
        return (quarters * 90 + self._frame.rotation) % 360


def _tokens(
    text: str,
    spans: list[tuple[int, int]],
    at: Callable[[int], int],
    letters: _Letters,
) -> Iterator[Token]:
    turned = False
    for start, end in spans:
        word = cleaned(text[start:end])
        first = letters.rect(at(start))
        last = letters.rect(at(end - 1)) if end - start > 1 else first
        first, last = first or last, last or first
        if not word or first is None or last is None:
            continue
        left, top, right, bottom = _around(first, last)
        odd = last[0] < first[0] or (len(word) > 1 and bottom - top > right - left)
        angle = letters.angle(at(start)) if odd or turned else 0
        turned = angle != 0
        if angle == 0 and bottom - top > STACKED * (first[3] - first[1]):
            yield from _unstacked(text, range(start, end), at, letters)
        else:
            yield Token(word, left, top, right, bottom, angle)


def _around(first: Rect, last: Rect) -> Rect:
    """The rectangle around both; nearly always they stand in order on one line."""
    if (
        first[1] == last[1]
        and first[3] == last[3]
        and first[0] <= last[0]
        and first[2] <= last[2]
    ):
        return first[0], first[1], last[2], first[3]
    return (
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[2], last[2]),
        max(first[3], last[3]),
    )


def _unstacked(
    text: str, places: range, at: Callable[[int], int], letters: _Letters
) -> Iterator[Token]:
    """A word for each line of letters that PDFium took for one: a column of ticks."""
    word: Token | None = None
    for place in places:
        sign, rect = cleaned(text[place]), letters.rect(at(place))
        if not sign or rect is None:
            continue
        if word and rect[1] < (word.top + word.bottom) / 2 < rect[3]:
            word = word._replace(text=word.text + sign, right=rect[2])
        else:
            if word:
                yield word
            word = Token(sign, *rect)
    if word:
        yield word


def _unseen_share(handle: object, indices: list[int]) -> float:
    sampled = indices[:: len(indices) // SAMPLED + 1]
    if not sampled:
        return 0.0
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(handle, i))
        for i in sampled
    ]
    return modes.count(INVISIBLE) / len(sampled)


def _without_overprint(tokens: list[Token]) -> list[Token]:
    """Drop a word drawn again over itself: poor men's bold, drop shadows."""
    kept: list[Token] = []
    seen: set[tuple[str, int, int]] = set()
    times = Counter(token.text for token in tokens)
    for token in tokens:
        if times[token.text] == 1:
            kept.append(token)
            continue
        reach = max(token.height * 0.2, 0.5)
        # A twin may lie beyond the edge of a cell: two grids, half a cell apart.
        across, down = token.left / reach / 2, token.top / reach / 2
        cells = (
            (token.text, int(across), int(down)),
            (token.text + "\n", int(across + 0.5), int(down + 0.5)),
        )
        if not (cells[0] in seen or cells[1] in seen):
            kept.append(token)
        seen.update(cells)
    return kept
