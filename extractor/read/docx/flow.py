"""Sections to pages: explicit breaks make pages, headers and footers go on each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.document import Page
from extractor.read.docx.blocks import Block, Grid, PageBreak, Paragraph, Section
from extractor.read.docx.canvas import Canvas

_MOST_ROWS = 300
"""A page without an explicit break ends here at the latest."""
_FEW_BLOCKS = 80
_FEW_CHARS = 6000
_ROWS_AT_ONCE = 40
_CHARS_AT_ONCE = 8000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lies between two explicit breaks."""

    section: Section
    blocks: tuple[Block, ...]
    opens_section: bool


def sheets(sections: tuple[Section, ...]) -> tuple[Sheet, ...]:
    """What goes on each page."""
    return tuple(
        part for sheet in _filled(tuple(_sheets(sections))) for part in _fitting(sheet)
    )


def _sheets(sections: tuple[Section, ...]) -> Iterator[Sheet]:
    blocks: list[Block] = []
    before: Section | None = None
    opens = True
    for section in sections:
        if before is not None and not section.continues:
            yield Sheet(before, tuple(blocks), opens)
            blocks, opens = [], True
        for block in section.blocks:
            if isinstance(block, PageBreak):
                yield Sheet(section, tuple(blocks), opens)
                blocks, opens = [], False
            else:
                blocks.append(block)
        before = section
    if before is not None:
        yield Sheet(before, tuple(blocks), opens)


def _filled(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Sheets with content; two breaks in a row are a habit of writers, not a page."""
    return tuple(sheet for sheet in sheets if any(map(_shows, sheet.blocks)))


def _shows(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip() or block.pictures)
    return isinstance(block, Grid)


def _fitting(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet, or as many as its blocks need, measured by laying them out."""
    if _is_short(sheet.blocks):
        yield sheet
        return
    canvas, taken, opens = Canvas(1), [], sheet.opens_section
    for block in (piece for b in sheet.blocks for piece in _pieces(b)):
        canvas.add(block)
        taken.append(block)
        if canvas.row >= _MOST_ROWS:
            yield replace(sheet, blocks=tuple(taken), opens_section=opens)
            canvas, taken, opens = Canvas(1), [], False
    if taken:
        yield replace(sheet, blocks=tuple(taken), opens_section=opens)


def _is_short(blocks: tuple[Block, ...]) -> bool:
    """True where a look at the texts is enough to know that they fit."""
    texts = [b.text for b in blocks if isinstance(b, Paragraph) and not b.pictures]
    plain = len(texts) == len(blocks)
    return plain and len(blocks) <= _FEW_BLOCKS and sum(map(len, texts)) <= _FEW_CHARS


def _pieces(block: Block) -> Iterator[Block]:
    """Blocks small enough to be laid on one page."""
    match block:
        case Grid(rows):
            for at in range(0, len(rows), _ROWS_AT_ONCE):
                yield Grid(rows[at : at + _ROWS_AT_ONCE])
        case Paragraph(text) if len(text) > _CHARS_AT_ONCE:
            for at in range(0, len(text), _CHARS_AT_ONCE):
                yield replace(block, text=text[at : at + _CHARS_AT_ONCE])
        case _:
            yield block


def lay_out(sheet: Sheet, number: int, total: int) -> Page:
    """A sheet as a page, header and footer on it; fields may print its number."""
    kind = (
        "first" if sheet.opens_section and sheet.section.has_title_page else "default"
    )
    canvas = Canvas(number, total)
    for block in sheet.section.headers.get(kind, ()):
        canvas.add(block)
    canvas.gap()
    for block in sheet.blocks:
        canvas.add(block)
    for ending in (tuple(canvas.notes), sheet.section.footers.get(kind, ())):
        canvas.gap()
        for block in ending:
            canvas.add(block)
    return canvas.page(reason="text of a word processor")
