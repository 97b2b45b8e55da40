"""Lines to sign on that nobody signed: where a paper shows that it is unsigned."""

import re
from collections.abc import Iterator

from extractor.document import Document
from extractor.facts import Passage, Signer, field_at
from extractor.find.blocks import Block, blocks
from extractor.geometry import Span
from extractor.packet import Scope

KIND = "unsigned"
SOURCE = "rule:unsigned"
# Words exported from a scan have lost all ink; only a line that they show is empty.
_INKLESS = ("text", "eml")
_EMPTY = re.compile(r"(?<!\w)_{5,}(?!\w)|\.{8,}")
_FILLED = re.compile(r"_{2,}[^\W_]|[^\W_]_{2,}")
# A line of a name alone: what stands for a hand whose ink was lost.
_NAME = re.compile(r"\W*[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){0,3}\W*")
_LINES_ABOVE = 3
_SURE = 0.8
_MOST = 2


def unsigned_lines(scope: Scope) -> tuple[Passage, ...]:
    """The empty lines of the issuer's own blocks, none where any of them is signed."""
    found = blocks(scope.face)
    if any(block.how for block in found):
        return ()
    return tuple(_passages(scope.face, found))[:_MOST]


def _passages(document: Document, found: tuple[Block, ...]) -> Iterator[Passage]:
    for block in found:
        if block.signer is Signer.UNKNOWN or not _shows(document, block):
            continue
        field = field_at(document, block.signer.value, block.span, SOURCE, _SURE)
        if field.value is not None:
            yield Passage(KIND, field)


def _shows(document: Document, block: Block) -> bool:
    """True where a pen would have left its mark, or the line is printed empty.

    On a scan thin ink may be lost: there a line counts that has no name by it either.
    """
    if document.media not in _INKLESS:
        named = block.name is not None or _stands_below_name(document, block)
        return not named or not _is_scanned(document, block)
    text = document.quote(block.around)
    return bool(_EMPTY.search(text)) and not _FILLED.search(text)


def _stands_below_name(document: Document, block: Block) -> bool:
    above = document.quote(Span(block.around.start, block.span.start)).splitlines()
    near = [line for line in above if line.strip()][-_LINES_ABOVE:]
    return any(_NAME.fullmatch(line) for line in near)


def _is_scanned(document: Document, block: Block) -> bool:
    pages = {box.page for box in document.boxes(block.span)}
    return any(p.number in pages and p.origin != "embedded" for p in document.pages)
