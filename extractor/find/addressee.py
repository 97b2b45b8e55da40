"""Where a paper's addressee stands: behind "TO:", or above a letter's salutation."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.document import Document
from extractor.find.columns import cells_of
from extractor.find.legible import figures, legible
from extractor.find.tokens import mended
from extractor.geometry import Span
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.recipients import pattern

BLOCK_LINES = 4
_LETTER_LINES = 12
_SENTENCE = 3


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """A text of the same length with what OCR misread in it mended."""
    return legible(re.sub(r"\S+", lambda word: mended(word.group()), text))


def opening(text: str) -> re.Match[str] | None:
    """The "TO:" that opens a line, unless a fax machine printed it."""
    read = plain(text)
    return None if pattern("fax_line").search(read) else pattern("opens").match(read)


def letter_block(printed: Sequence[Line]) -> tuple[int, int] | None:
    """The lines between a letter's date and its subject or salutation."""
    for i, line in enumerate(printed[:40]):
        if not pattern("letter_date").match(figures(plain(line.text))):
            continue
        for j in range(i + 1, min(i + _LETTER_LINES, len(printed))):
            below = plain(printed[j].text)
            if pattern("letter_ends").match(below):
                # A mail's own "Date:" stands right above its "Subject:".
                if j > i + 1:
                    return i + 1, j
                break
            # A filing stamp's day stands above a caption as a letter's above a name.
            if pattern("caption").search(below):
                break
    return None


def recipient_spans(document: Document) -> tuple[Span, ...]:
    """Where a paper's addressee and its address stand: no place of the issuer's."""
    printed = lines(document.words)
    spans: list[Span] = []
    for i, line in enumerate(printed):
        if any(opening(c.text) for c in (line, *cells_of(line))):
            spans.append(_block(printed, i))
    bounds = letter_block(printed)
    if bounds and bounds[0] < bounds[1]:
        first, last = printed[bounds[0]], printed[bounds[1] - 1]
        spans.append(Span(first.span.start, last.span.end))
    return tuple(spans)


def _block(printed: Sequence[Line], first: int) -> Span:
    """From the opening line to its ZIP code, at most eight lines below.

    Without one it ends with its paragraph, where sentences begin, or before the
    next line of a mail's or memorandum's head: below stands the sender's letterhead.
    """
    last = first
    for i in range(first, min(first + 8, len(printed))):
        if i > first and pattern("head_line").match(plain(printed[i].text)):
            break
        if re.search(r"\b\d{5}(?:-\d{4})?\W*$", figures(printed[i].text)):
            return Span(printed[first].span.start, printed[i].span.end)
        if last == i - 1 and i - first < BLOCK_LINES and _adjoins(printed, i, first):
            last = i
    return Span(printed[first].span.start, printed[last].span.end)


def _adjoins(printed: Sequence[Line], at: int, first: int) -> bool:
    small = sum(w.text.islower() for w in printed[at].words)
    near = printed[at].words[0].block == printed[first].words[0].block
    return near and small < _SENTENCE
