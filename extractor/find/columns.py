"""Columns: words far apart on a line are cells, and what labels a cell stands above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.document import Document, Word
from extractor.geometry import Box, Span
from extractor.taxonomy.headings import Line

# A gap as wide as so many characters is no space; justified lines have two.
_WIDE = 2.4
_STACK = 2
_LABEL_WORDS = 9
_NEAREST_PT = 40.0
_SLACK_PT = 3.0
# What parts the columns of a caption or a typed table.
_RULES = frozenset("|)§:*]+")


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    box: Box


class Columns:
    """The cells of a document: its text with a tab at each, and what stands above."""

    def __init__(self, document: Document) -> None:
        self._cells = tuple(_cells(document))
        self._printed = document.text
        self.text = _tabbed(document.text, document.words)

    def below(self, span: Span) -> str:
        """The labels above the cell that holds a span, then its words before it."""
        cell = self._holding(span)
        said = [self._own(cell, span)]
        above = self._above(cell) if cell else None
        while above and len(said) <= _STACK and _is_label(label := self._quote(above)):
            said.insert(0, label)
            above = self._above(above)
        return "\n".join(said)

    def beside(self, span: Span) -> str:
        """The label at the left of the cell that holds a span, then its words."""
        cell = self._holding(span)
        left = self._left(cell) if cell else None
        label = self._quote(left) if left else ""
        return f"{label} {self._own(cell, span)}" if label and _is_label(label) else ""

    def _holding(self, span: Span) -> _Cell | None:
        return next((c for c in self._cells if _holds(c, span)), None)

    def _own(self, cell: _Cell | None, span: Span) -> str:
        return self._printed[cell.span.start : span.start] if cell else ""

    def _quote(self, cell: _Cell) -> str:
        return self._printed[cell.span.start : cell.span.end]

    def _above(self, cell: _Cell) -> _Cell | None:
        found = [c for c in self._cells if _is_above(c.box, cell.box)]
        return max(found, key=lambda c: (c.box.bottom, -c.box.left), default=None)

    def _left(self, cell: _Cell) -> _Cell | None:
        found = [c for c in self._cells if _is_left(c.box, cell.box)]
        return max(found, key=lambda c: c.box.right, default=None)


def _is_label(text: str) -> bool:
    return len(text.split()) <= _LABEL_WORDS


def _holds(cell: _Cell, span: Span) -> bool:
    return cell.span.start <= span.start < cell.span.end


def _is_above(upper: Box, lower: Box) -> bool:
    if upper.page != lower.page or upper.bottom > lower.top + _SLACK_PT:
        return False
    near = lower.top - upper.bottom <= _NEAREST_PT
    return near and upper.left < lower.right and lower.left < upper.right


def _is_left(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    same_row = one.page == other.page and shared > 0.5 * one.height
    return same_row and one.right <= other.left


def _cells(document: Document) -> Iterator[_Cell]:
    run: list[Word] = []
    for word in document.words:
        if run and not joins(run[-1], word):
            yield _cell(run)
            run = []
        run.append(word)
    if run:
        yield _cell(run)


def _cell(run: list[Word]) -> _Cell:
    box = run[0].box
    for word in run[1:]:
        box = box.union(word.box)
    return _Cell(Span(run[0].span.start, run[-1].span.end), box)


def _is_one_line(left: Word, right: Word) -> bool:
    place = (left.box.page, left.block, left.line)
    return place == (right.box.page, right.block, right.line)


def joins(left: Word, right: Word) -> bool:
    """Whether two words follow each other without a wide gap on one line."""
    width = max(left.box.width / len(left.text), 3.0)
    return (
        _is_one_line(left, right)
        and right.box.left - left.box.right < _WIDE * width
        and right.box.left >= left.box.left
    )


def _tabbed(text: str, words: tuple[Word, ...]) -> str:
    signs = list(text)
    for left, right in pairwise(words):
        if _is_one_line(left, right) and not joins(left, right):
            signs[left.span.end] = "\t"
    return "".join(signs)


def columns_from(
    line: Line, below: Sequence[Line]
) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """Each cell of a line that has several, with the cells that stand under it."""
    cells = cells_of(line)
    if len(cells) < 2:
        return
    for cell, after in zip(cells, (*cells[1:], None), strict=True):
        left = cell.words[0].box.left - _SLACK_PT
        right = after.words[0].box.left - _SLACK_PT if after else float("inf")
        under = (c for row in below for c in cells_of(row))
        yield cell, tuple(c for c in under if left <= c.words[0].box.left < right)


def cells_of(line: Line) -> tuple[Line, ...]:
    """The cells of a line: parted by wide gaps or by the rules of a caption."""
    cells: list[list[Word]] = [[]]
    for word in line.words:
        if set(word.text) <= _RULES:
            cells.append([])
            continue
        if cells[-1] and not joins(cells[-1][-1], word):
            cells.append([])
        cells[-1].append(word)
    return tuple(Line(line.number, tuple(cell)) for cell in cells if cell)
