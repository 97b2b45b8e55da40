"""Ruled tables: the lines a page draws, to cells, to rows of cell texts."""
# ruff: noqa: PLC0415 - pdfplumber costs a tenth of a second that most uploads save.

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from extractor.document import Table, Word
from extractor.geometry import Box
from extractor.read.pdf.frame import Frame, Rect
from extractor.read.pdf.zones import Zone

MOST_RULES = 2_000
SNAP_PT = 3.0
SHORTEST_PT = 6.0
SMALLEST_CELL_PT = 5.0
MOST_CELLS = 3_000
TALLEST_OF_TYPE_PT = 40.0


def find_grids(rules: list[Rect]) -> list[list[Rect]]:
    """The cells of each grid that the rules of a page form."""
    level = [r for r in rules if r[2] - r[0] >= r[3] - r[1]]
    if not (2 <= len(level) <= MOST_RULES and len(rules) - len(level) >= 2):
        return []
    if len(rules) > MOST_RULES:
        return []
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = merge_edges([_edge(r) for r in rules], SNAP_PT, SNAP_PT, SNAP_PT, SNAP_PT)
    long = [e for e in edges if max(e["width"], e["height"]) >= SHORTEST_PT]
    crossings = edges_to_intersections(long, SNAP_PT, SNAP_PT)
    if len(crossings) > MOST_CELLS:
        return []
    cells = [c for c in intersections_to_cells(crossings) if _holds_text(c)]
    return [sorted(grid, key=lambda c: (c[1], c[0])) for grid in cells_to_tables(cells)]


def _holds_text(cell: Rect) -> bool:
    width, height = cell[2] - cell[0], cell[3] - cell[1]
    return width >= SMALLEST_CELL_PT and height >= SMALLEST_CELL_PT


def _edge(rule: Rect) -> dict[str, float | str]:
    left, top, right, bottom = rule
    if right - left >= bottom - top:
        top = bottom = (top + bottom) / 2
    else:
        left = right = (left + right) / 2
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
        "object_type": "line",
    }


def zones_of(grids: list[list[Rect]]) -> Iterator[Zone]:
    """Rows of cells as zones, so that each cell is read on its own."""
    for grid in grids:
        for row in _bands(grid):
            lefts = sorted(cell[0] for cell in row)
            right = max(cell[2] for cell in row)
            bottom = min(cell[3] for cell in row)
            if len(row) > 1:
                cuts = tuple(lefts[1:])
                yield Zone(lefts[0], row[0][1], right, bottom, cuts)


def dividers_of(rules: list[Rect], grids: list[list[Rect]]) -> Iterator[Zone]:
    """Upright rules that belong to no grid: they part what stands beside them."""
    for left, top, right, bottom in rules[:MOST_RULES]:
        if bottom - top < TALLEST_OF_TYPE_PT or right - left > SNAP_PT:
            continue
        middle = (left + right) / 2
        if not any(_touches(cell, middle, top) for grid in grids for cell in grid):
            yield Zone(0.0, top, float("inf"), bottom, (middle,))


def _touches(cell: Rect, x: float, y: float) -> bool:
    near = min(abs(cell[0] - x), abs(cell[2] - x)) <= SNAP_PT
    return near and cell[1] - SNAP_PT <= y <= cell[3] + SNAP_PT


def _bands(grid: list[Rect]) -> Iterator[list[Rect]]:
    """Cells that begin at one height."""
    for _, cells in groupby(grid, key=lambda c: round(c[1])):
        yield list(cells)


def tables_of(
    grids: list[list[Rect]], words: tuple[Word, ...], frame: Frame
) -> tuple[Table, ...]:
    """Tables of at least two rows and columns with text in them."""
    found = (_table(grid, words, frame) for grid in grids)
    return tuple(table for table in found if table is not None)


def _table(grid: list[Rect], words: tuple[Word, ...], frame: Frame) -> Table | None:
    bands = list(_bands(grid))
    lefts = sorted({round(cell[0]) for cell in grid})
    if len(bands) < 2 or len(lefts) < 2:
        return None
    texts: list[list[str]] = [[""] * len(lefts) for _ in bands]
    boxes: list[list[Box | None]] = [[None] * len(lefts) for _ in bands]
    places = {}
    for row, band in enumerate(bands):
        for cell in band:
            column = bisect_right(lefts, round(cell[0])) - 1
            boxes[row][column] = frame.box(cell)
            places[row, column] = cell
    for word in words:
        if place := _place(word.box, places):
            row, column = place
            texts[row][column] = f"{texts[row][column]} {word.text}".strip()
    if sum(bool(text) for row_texts in texts for text in row_texts) < 2:
        return None
    return Table(frame.number, tuple(map(tuple, texts)), tuple(map(tuple, boxes)))


def _place(box: Box, places: dict[tuple[int, int], Rect]) -> tuple[int, int] | None:
    across, along = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    for place, (left, top, right, bottom) in places.items():
        if left <= across <= right and top <= along <= bottom:
            return place
    return None
