"""Blocks to one page: everything gets a place on a grid of 6 x 12 points.

A Word file has no pages and no places of its own; a program makes them when it prints.
The grid keeps what reading needs: order, columns, indents, and boxes to point at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.document import Mark, MarkKind, Origin, Page, Table, Word
from extractor.geometry import Box
from extractor.read.docx.blocks import (
    PAGE_COUNT,
    PAGE_NUMBER,
    Block,
    Cell,
    Grid,
    Paragraph,
    Picture,
)
from extractor.read.plain import (
    CELL_WIDTH_PT,
    LINE_HEIGHT_PT,
    MARGIN_PT,
    PAGE_HEIGHT_PT,
    PAGE_WIDTH_PT,
)

COLUMNS = 90
_TWIPS_PER_COLUMN = 120
_TAB = 6
_NARROWEST = 8
_TOKEN = re.compile(r"\[ \]|\S+")
_PICTURE_ROWS = 55

Row = list[tuple[int, str]]
"""Tokens of one printed line, each with its column."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where blocks may go: first column and how many."""

    left: int
    width: int


_WHOLE = Area(0, COLUMNS)


def wrap(text: str, width: int, first: int, hang: int) -> Iterator[tuple[Row, ...]]:
    """Each line of a text, folded to the width: indented by `first`, then by `hang`."""
    for line in text.split("\n"):
        rows: list[Row] = [[]]
        shift = first
        for match in _TOKEN.finditer(line.expandtabs(_TAB)):
            start = match.start() + shift
            if rows[-1] and start + len(match.group()) > width:
                rows.append([])
                shift, start = hang - match.start(), hang
            rows[-1].append((start, match.group()))
        yield tuple(row for row in rows if row)
        first = hang


@dataclass
class Canvas:
    """A page being laid out, from the top down."""

    number: int
    pages: int = 1
    row: int = 0
    words: list[Word] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    _line: int = -1
    _block: int = 0
    _opens: bool = False
    _wrapped: bool = False

    def add(self, block: Block, area: Area = _WHOLE) -> None:
        """Put a block below what is there; a page break in a table cell is none."""
        match block:
            case Paragraph():
                self._paragraph(block, area)
            case Grid():
                self._grid(block, area)
            case _:
                pass

    def gap(self) -> None:
        """White space: what follows is another block."""
        self.row += bool(self.words)
        self._opens = True

    def page(self, *, reason: str) -> Page:
        """The finished page."""
        bottom = MARGIN_PT * 2 + self.row * LINE_HEIGHT_PT
        right = max((w.box.right for w in self.words), default=0.0) + MARGIN_PT
        return Page(
            number=self.number,
            width=max(PAGE_WIDTH_PT, right),
            height=max(PAGE_HEIGHT_PT, bottom),
            origin=Origin.EMBEDDED,
            reason=reason,
            quality=1.0,
            rotation=0,
            words=tuple(self.words),
            marks=tuple(self.marks),
            tables=tuple(self.tables),
        )

    def _paragraph(self, paragraph: Paragraph, area: Area) -> None:
        self.notes.extend(paragraph.notes)
        lines = [line for line in self._lines(paragraph, area) if line]
        wraps = len(lines) == 1 and len(lines[0]) > 1
        # Few writers leave an empty line between paragraphs that wrap.
        if paragraph.spaced or paragraph.marker or wraps or self._wrapped:
            self.gap()
        self._wrapped = wraps or bool(paragraph.marker)
        for line in lines:
            self._place(line, paragraph.align, area)
        if not lines and not paragraph.pictures:
            self.gap()
        for picture in paragraph.pictures:
            self._picture(picture, area)

    def _lines(self, paragraph: Paragraph, area: Area) -> Iterator[tuple[Row, ...]]:
        text = paragraph.text.replace(PAGE_NUMBER, str(self.number))
        text = text.replace(PAGE_COUNT, str(self.pages))
        most = max(area.width - _NARROWEST, 0)
        hang = min(max(paragraph.left // _TWIPS_PER_COLUMN, 0), most)
        out = paragraph.left - paragraph.hanging
        first = min(max(out // _TWIPS_PER_COLUMN, 0), most)
        if paragraph.align != "left":
            first = hang = 0
        marker = f"{paragraph.marker} " if paragraph.marker else ""
        return wrap(marker + text.strip("\n"), area.width, first, hang)

    def _place(self, line: tuple[Row, ...], align: str, area: Area) -> None:
        """A line stays one line to read, however many rows it fills."""
        self._next_line()
        for row in line:
            for column, token in _aligned(row, align, area):
                self._word(column + area.left, token)
            self.row += 1

    def _next_line(self) -> None:
        self._line += 1
        self._block += self._opens and bool(self.words)
        self._opens = False

    def _word(self, column: int, token: str) -> None:
        box = self._box(column, len(token), 1)
        self.words.append(Word(token, box, 1.0, self._line, self._block))

    def _box(self, column: int, columns: int, rows: int) -> Box:
        left = MARGIN_PT + column * CELL_WIDTH_PT
        top = MARGIN_PT + self.row * LINE_HEIGHT_PT
        bottom = top + rows * LINE_HEIGHT_PT - 2
        return Box(self.number, left, top, left + columns * CELL_WIDTH_PT, bottom)

    def _picture(self, picture: Picture, area: Area) -> None:
        """Room for an image, and a mark: it may be a signature or a stamp."""
        columns = min(max(int(picture.width / CELL_WIDTH_PT), 1), area.width)
        rows = min(max(int(picture.height / LINE_HEIGHT_PT), 1), _PICTURE_ROWS)
        self.marks.append(Mark(MarkKind.IMAGE, self._box(area.left, columns, rows)))
        self.row += rows

    def _grid(self, grid: Grid, area: Area) -> None:
        self.gap()
        boxes: list[tuple[Box | None, ...]] = []
        for cells in grid.rows:
            areas = _areas(cells, area)
            simple = all(map(_is_one_line, cells, areas))
            boxes.append((self._flat if simple else self._tall)(cells, areas))
            self._opens = True
        texts = tuple(tuple(map(_text, cells)) for cells in grid.rows)
        self.tables.append(Table(self.number, texts, tuple(boxes)))
        self.gap()

    def _flat(
        self, cells: tuple[Cell, ...], areas: tuple[Area, ...]
    ) -> tuple[Box | None, ...]:
        """A row of one-line cells reads across, as one line."""
        self._next_line()
        for cell, area in zip(cells, areas, strict=True):
            for match in _TOKEN.finditer(_text(cell)):
                self._word(match.start() + area.left, match.group())
        boxes = tuple(self._box(area.left, area.width, 1) for area in areas)
        self.row += 1
        return boxes

    def _tall(
        self, cells: tuple[Cell, ...], areas: tuple[Area, ...]
    ) -> tuple[Box | None, ...]:
        """Cells of several lines read one after the other, side by side."""
        top = bottom = self.row
        for cell, area in zip(cells, areas, strict=True):
            self.row = top
            self._opens, self._wrapped = True, False
            for block in cell.blocks:
                self.add(block, area)
            bottom = max(bottom, self.row)
        self.row = top
        height = max(bottom - top, 1)
        boxes = tuple(self._box(area.left, area.width, height) for area in areas)
        self.row = top + height
        return boxes


def _aligned(row: Row, align: str, area: Area) -> Row:
    last, token = row[-1]
    spare = max(area.width - last - len(token), 0)
    shift = {"center": spare // 2, "right": spare}.get(align, 0)
    return [(column + shift, token) for column, token in row]


def _areas(cells: tuple[Cell, ...], area: Area) -> tuple[Area, ...]:
    """Columns shared out by the widths of the cells, one free between them."""
    total = sum(cell.width for cell in cells) or 1
    areas: list[Area] = []
    left = 0
    for cell in cells:
        share = max(cell.width * area.width // total, _NARROWEST)
        areas.append(Area(area.left + left, share - 1))
        left += share
    return tuple(areas)


def _text(cell: Cell) -> str:
    """A cell's text, a line for each paragraph."""
    return "\n".join(_texts(cell.blocks)).strip()


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield " ".join(f"{block.marker} {block.text}".split())
            case Grid():
                yield from (_text(cell) for row in block.rows for cell in row)
            case _:
                pass


def _is_one_line(cell: Cell, area: Area) -> bool:
    plain = all(isinstance(b, Paragraph) and not b.pictures for b in cell.blocks)
    return plain and "\n" not in _text(cell) and len(_text(cell)) <= area.width
