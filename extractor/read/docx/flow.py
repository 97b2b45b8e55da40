"""Sections to pages: explicit breaks make pages, headers and footers go on each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.document import Page
from extractor.read.docx.blocks import Block, Grid, PageBreak, Paragraph, Section
from extractor.read.docx.canvas import Canvas

_MOST_ROWS = 300
"""A page without an explicit break ends here at the latest."""
_ROWS_AT_ONCE = 40
_CHARS_AT_ONCE = 8000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lies between two explicit breaks."""

    section: Section
    blocks: tuple[Block, ...]
    opens_section: bool


def lay_out(sections: tuple[Section, ...]) -> tuple[Page, ...]:
    """Lay out, and once more when the page count is known: fields may print it."""
    sheets = _filled(tuple(_sheets(sections)))
    pages = tuple(_pages(sheets, 1))
    return pages if len(pages) == 1 else tuple(_pages(sheets, len(pages)))


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


def _pages(sheets: tuple[Sheet, ...], total: int) -> Iterator[Page]:
    number = 0
    for sheet in sheets:
        opens = sheet.opens_section
        for blocks in _fitting(sheet, total):
            number += 1
            yield _page(
                replace(sheet, blocks=blocks, opens_section=opens), number, total
            )
            opens = False


def _fitting(sheet: Sheet, total: int) -> Iterator[tuple[Block, ...]]:
    """Blocks that fit a page, measured by laying them out."""
    canvas, taken = Canvas(1, total), []
    for block in (piece for b in sheet.blocks for piece in _pieces(b)):
        canvas.add(block)
        taken.append(block)
        if canvas.row >= _MOST_ROWS:
            yield tuple(taken)
            canvas, taken = Canvas(1, total), []
    if taken:
        yield tuple(taken)


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


def _page(sheet: Sheet, number: int, total: int) -> Page:
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
