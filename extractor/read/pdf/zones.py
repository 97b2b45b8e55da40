"""Parts of a page to be read side by side: column after column, not line by line.

In the matter of      )                    left column first,
the search of         )   Case No. 12      then the right one;
a grey notebook       )                    the brackets are only a divider
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from extractor.read.pdf.rows import Row, Run, rows_of
from extractor.read.pdf.text import Token

DIVIDERS = frozenset(")(}{]|:§¦")
DIVIDER_DRIFT_PT = 6.0
FEWEST_DIVIDERS = 3
FEWEST_PROSE_ROWS = 4
GUTTER_PT = 8.0


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle read in columns; `cuts` are where the columns part."""

    left: float
    top: float
    right: float
    bottom: float
    cuts: tuple[float, ...]
    dividers: frozenset[Token] = frozenset()

    def holds(self, token: Token) -> bool:
        """True when the middle of a token lies inside."""
        across, along = (token.left + token.right) / 2, (token.top + token.bottom) / 2
        return self.left <= across <= self.right and self.top <= along <= self.bottom

    def column(self, token: Token) -> int:
        """Which column a token stands in."""
        across = (token.left + token.right) / 2
        return sum(cut < across for cut in self.cuts)


def find_zones(rows: list[Row], given: Iterable[Zone]) -> list[Zone]:
    """The zones of a page, top to bottom; the given ones (tables) come first."""
    zones: list[Zone] = []
    for zone in (*given, *_captions(rows), *_prose(rows)):
        if not any(zone.top < z.bottom and z.top < zone.bottom for z in zones):
            zones.append(zone)
    return sorted(zones, key=lambda zone: zone.top)


def _captions(rows: list[Row]) -> Iterator[Zone]:
    """Runs of lone brackets, colons or section signs one below the other."""
    lone = [t for row in rows for t in _lone_dividers(row)]
    for group in _stacks(sorted(lone, key=lambda t: (t.left, t.top))):
        cut = fmean((t.left + t.right) / 2 for t in group)
        top, bottom = group[0].top, group[-1].bottom
        inside = [t for r in rows for run in r for t in run.tokens]
        band = [t for t in inside if top <= (t.top + t.bottom) / 2 <= bottom]
        if any(t.right < cut for t in band) and any(t.left > cut for t in band):
            yield Zone(0.0, top, float("inf"), bottom, (cut,), frozenset(group))


def _lone_dividers(row: Row) -> Iterator[Token]:
    """Dividers with air, or nothing, on both sides."""
    tokens = [t for run in row for t in run.tokens]
    for index, token in enumerate(tokens):
        if token.text not in DIVIDERS:
            continue
        air = 0.6 * token.height
        before = token.left - tokens[index - 1].right if index else air
        after = tokens[index + 1].left - token.right if index + 1 < len(tokens) else air
        if before >= air and after >= air * 0.5:
            yield token


def _stacks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Groups of dividers that stand in one column without a large hole."""
    columns: list[list[Token]] = []
    for token in tokens:
        if columns and token.left - columns[-1][0].left < DIVIDER_DRIFT_PT:
            columns[-1].append(token)
        else:
            columns.append([token])
    for column in columns:
        group: list[Token] = []
        for token in sorted(column, key=lambda t: t.top):
            if group and token.top - group[-1].bottom > 3 * token.height:
                if len(group) >= FEWEST_DIVIDERS:
                    yield group
                group = []
            group.append(token)
        if len(group) >= FEWEST_DIVIDERS:
            yield group


def _prose(rows: list[Row]) -> Iterator[Zone]:
    """Bands of rows through which one gutter runs with running text on both sides."""
    start = 0
    while start < len(rows):
        end, gutter = _longest_band(rows, start)
        band = rows[start:end]
        if gutter and _is_prose(band, gutter):
            runs = [run for row in band for run in row]
            top, bottom = min(r.top for r in runs), max(r.bottom for r in runs)
            cut = (gutter[0] + gutter[1]) / 2
            yield Zone(0.0, top, float("inf"), bottom, (cut,))
            start = end
        else:
            start += 1


Gutter = tuple[float, float]


def _longest_band(rows: list[Row], start: int) -> tuple[int, Gutter | None]:
    """Where the band that opens at a row ends, and the widest gutter through it."""
    free = [(a.right, b.left) for a, b in pairwise(rows[start])]
    end = start + 1
    while free and end < len(rows):
        left = [part for gap in free for part in _parts(gap, rows[end])]
        if not left:
            break
        free, end = left, end + 1
    return end, max(free, key=lambda gap: gap[1] - gap[0], default=None)


def _parts(gap: Gutter, row: Row) -> Iterator[Gutter]:
    """What a row leaves free of a gap."""
    left = gap[0]
    for run in row:
        if run.right <= left or run.left >= gap[1]:
            continue
        if run.left - left >= GUTTER_PT:
            yield left, run.left
        left = max(left, run.right)
    if gap[1] - left >= GUTTER_PT:
        yield left, gap[1]


def _is_prose(band: list[Row], gutter: Gutter) -> bool:
    """Long lines that fill their column, on both sides: labels and values do not."""
    middle = (gutter[0] + gutter[1]) / 2
    runs = [run for row in band for run in row]
    sides = (
        [r for r in runs if r.right <= middle],
        [r for r in runs if r.left >= middle],
    )
    return all(_fills(side) for side in sides)


def _fills(runs: list[Run]) -> bool:
    if len(runs) < FEWEST_PROSE_ROWS or median(r.letters for r in runs) < 18:
        return False
    left, right = min(r.left for r in runs), max(r.right for r in runs)
    return median(r.right - r.left for r in runs) >= 0.6 * (right - left)


def reflow(zone: Zone, tokens: list[Token]) -> list[list[Row]]:
    """The rows of each column of a zone."""
    columns: list[list[Token]] = [[] for _ in range(len(zone.cuts) + 1)]
    for token in tokens:
        if token not in zone.dividers:
            columns[zone.column(token)].append(token)
    return [rows_of(column) for column in columns if column]
