"""Tokens to words in reading order, with their line and block."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import median, median_low

from extractor.document import Word
from extractor.read.pdf.frame import Frame
from extractor.read.pdf.rows import Row, rows_of
from extractor.read.pdf.text import Token
from extractor.read.pdf.typography import mend
from extractor.read.pdf.zones import Zone, find_zones, reflow

BLOCK_PITCH = 1.35
"""Lines further apart than so many times the usual pitch open a block."""
MOST_SPACED = 3
"""No line spacing is wider than so many line heights."""
FEWEST_LINE_NUMBERS = 8

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def lay_out(
    tokens: list[Token], frame: Frame, given: Iterable[Zone] = ()
) -> tuple[Word, ...]:
    """Words in reading order: columns, captions and table rows column by column.

    Sideways text and the line numbers of pleading paper come last.
    """
    upright = mend([t for t in tokens if t.angle == 0])
    sideways = [t for t in tokens if t.angle != 0]
    rows = rows_of(upright)
    numbers = _line_numbers(rows)
    if numbers:
        upright = [t for t in upright if t not in numbers]
        rows = rows_of(upright)
    blocks = list(_blocks(upright, rows, list(given)))
    blocks += _asides(numbers, sideways)
    return tuple(_words(blocks, frame))


Line = list[Token]


def _asides(numbers: frozenset[Token], sideways: list[Token]) -> list[list[Line]]:
    column = sorted(numbers, key=lambda t: t.top)
    asides = [[t] for t in column], [list(sideways)] if sideways else []
    return [block for block in asides if block]


def _blocks(
    tokens: list[Token], rows: list[Row], given: list[Zone]
) -> Iterator[list[Line]]:
    zones = find_zones(rows, given)
    if not zones:
        yield from _parted(rows)
        return
    inside: list[list[Token]] = [[] for _ in zones]
    flow: list[Token] = []
    for token in tokens:
        home = next((i for i, z in enumerate(zones) if z.holds(token)), None)
        (flow if home is None else inside[home]).append(token)
    rest = rows_of(flow)
    for zone, held in zip(zones, inside, strict=True):
        above = [row for row in rest if row[0].middle < zone.top]
        yield from _parted(above)
        rest = rest[len(above) :]
        yield from _side_by_side(reflow(zone, held))
    yield from _parted(rest)


def _side_by_side(columns: list[list[Row]]) -> Iterator[list[Line]]:
    """Column after column; columns of one line each stay one line."""
    if all(len(rows) == 1 for rows in columns) and columns:
        yield [[t for rows in columns for run in rows[0] for t in run.tokens]]
        return
    for rows in columns:
        yield from _parted(rows)


def _parted(rows: list[Row]) -> Iterator[list[Line]]:
    """Rows to blocks: a wide vertical gap opens one."""
    if not rows:
        return
    steps = [after[0].middle - before[0].middle for before, after in pairwise(rows)]
    usual = median_low(steps) if steps else 0.0
    block: list[Line] = []
    for index, row in enumerate(rows):
        height = row[0].tokens[0].height
        pitch = max(min(usual, MOST_SPACED * height), height)
        if index and steps[index - 1] > BLOCK_PITCH * pitch:
            yield block
            block = []
        block.append([t for run in row for t in run.tokens])
    yield block


def _in_order(line: Line) -> Line:
    """The line as it is read: from the right where its script runs that way.

    Numbers and Latin words inside such a line keep their own direction.
    """
    from_right = [t for t in line if _FROM_RIGHT.search(t.text)]
    if len(from_right) * 2 <= len(line):
        return line
    across = sorted(line, key=lambda t: t.right, reverse=True)
    ordered: Line = []
    for turns, group in groupby(across, lambda t: bool(_FROM_RIGHT.search(t.text))):
        tokens = list(group)
        ordered.extend(tokens if turns else reversed(tokens))
    return ordered


def _line_numbers(rows: list[Row]) -> frozenset[Token]:
    """The printed line numbers of pleading paper: 1, 2, 3 ... down the margin."""
    firsts = [row[0].tokens[0] for row in rows]
    numbers = [t for t in firsts if t.text.isdecimal() and len(t.text) <= 2]
    if len(numbers) < FEWEST_LINE_NUMBERS:
        return frozenset()
    edge = median(t.right for t in numbers)
    column = [t for t in numbers if abs(t.right - edge) < 0.7 * t.height]
    steps = [int(b.text) - int(a.text) for a, b in pairwise(column)]
    counted = steps.count(1) >= 0.9 * len(steps)
    outside = sum(t.left < edge for t in firsts if t not in column)
    enough = len(column) >= FEWEST_LINE_NUMBERS
    return frozenset(column) if counted and enough and outside <= 2 else frozenset()


def _words(blocks: list[list[Line]], frame: Frame) -> Iterator[Word]:
    number = 0
    for index, block in enumerate(blocks):
        for line in block:
            for token in _in_order(line):
                box = frame.box(token[1:5])
                yield Word(token.text, box, token.confidence, number, index)
            number += 1
