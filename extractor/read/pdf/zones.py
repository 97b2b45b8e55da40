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
CAPTION_GUTTER_PT = 18.0
MOST_PITCH = 2.2

Gutter = tuple[float, float]
"""Left and right edge of an empty strip."""


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
    """The zones of a page, top to bottom; the given ones (ruled) come first."""
    zones: list[Zone] = []
    ruled = [zone for zone in given if _parts_text(zone, rows)]
    for zone in (*ruled, *_captions(rows), *_prose(rows), *_loose_captions(rows)):
        if not any(zone.top < z.bottom and z.top < zone.bottom for z in zones):
            zones.append(zone)
    return sorted(zones, key=lambda zone: zone.top)


def _parts_text(zone: Zone, rows: list[Row]) -> bool:
    """True when several rows have text in the zone, in two columns, and none across."""
    held = [
        t
        for row in rows
        if zone.top <= row[0].middle <= zone.bottom
        for run in row
        for t in run.tokens
        if zone.holds(t)
    ]
    crossed = any(t.left < cut < t.right for t in held for cut in zone.cuts)
    return len({zone.column(t) for t in held}) > 1 and not crossed


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


def _loose_captions(rows: list[Row]) -> Iterator[Zone]:
    """A caption without a divider: lines of two sides that do not stand in pairs."""
    start = 0
    while start < len(rows):
        end, gutter = _longest_band(rows, start, MOST_PITCH)
        zone = gutter and _caption_of(rows[start:end], gutter)
        if zone:
            yield zone
        start = end if zone else start + 1


def _caption_of(band: list[Row], gutter: Gutter) -> Zone | None:
    cut = (gutter[0] + gutter[1]) / 2
    runs = [run for row in band for run in row]
    left = [run for run in runs if run.right <= cut]
    right = [run for run in runs if run.left >= cut]
    if gutter[1] - gutter[0] < CAPTION_GUTTER_PT or len(left) < 3 or len(band) > 20:
        return None
    labels = sum(run.tokens[-1].text.endswith(":") for run in left)
    pairs = sum(_paired(run, left) for run in right)
    flush = len({round(run.left / 4) for run in right}) == 1
    if not flush or labels > 0.3 * len(left) or pairs > 0.5 * len(right):
        return None
    top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
    return Zone(0.0, top, float("inf"), bottom, (cut,))


def _paired(run: Run, others: list[Run]) -> bool:
    """True when another run stands on the very same line."""
    reach = 0.15 * run.tokens[0].height
    return any(abs(run.middle - other.middle) < reach for other in others)


def _longest_band(
    rows: list[Row], start: int, pitch: float = float("inf")
) -> tuple[int, Gutter | None]:
    """Where the band that opens at a row ends, and the widest gutter through it.

    A gap of more than `pitch` line heights between two rows ends it too.
    """
    free = [(a.right, b.left) for a, b in pairwise(rows[start])]
    end = start + 1
    if not free and end < len(rows):
        free = _staggered(rows[start][0], rows[end][0])
    while free and end < len(rows):
        last = rows[end - 1][0]
        if rows[end][0].middle - last.middle > pitch * (last.bottom - last.top):
            break
        left = [part for gap in free for part in _parts(gap, rows[end])]
        if not left:
            break
        free, end = left, end + 1
    return end, max(free, key=lambda gap: gap[1] - gap[0], default=None)


def _staggered(one: Run, other: Run) -> list[Gutter]:
    """The gap between two runs side by side at slightly different heights."""
    if one.bottom <= other.top + 1:
        return []
    gaps = ((one.right, other.left), (other.right, one.left))
    return [gap for gap in gaps if gap[1] - gap[0] >= GUTTER_PT]


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
