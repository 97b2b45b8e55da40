"""Tokens to rows: first runs as they were drawn, then runs that stand side by side.

Runs keep the drawing order, so the lines of a slightly skewed OCR layer stay whole
where sorting by height on the page would tear them.
"""

from dataclasses import dataclass

from extractor.read.pdf.text import Token

WIDE_GAP = 1.5
"""A gap of so many line heights parts two runs."""
SHARED = 0.5
LOOK_BACK = 6


@dataclass(slots=True)
class Run:
    """Tokens that follow one another closely on a line."""

    tokens: list[Token]

    @property
    def left(self) -> float:
        """Left edge."""
        return self.tokens[0].left

    @property
    def right(self) -> float:
        """Right edge."""
        return self.tokens[-1].right

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(t.top for t in self.tokens)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(t.bottom for t in self.tokens)

    @property
    def middle(self) -> float:
        """Height on the page, as sorting needs it."""
        first, last = self.tokens[0], self.tokens[-1]
        return (first.top + first.bottom + last.top + last.bottom) / 4

    @property
    def letters(self) -> int:
        """How many characters the run has."""
        return sum(len(t.text) + 1 for t in self.tokens) - 1


Row = list[Run]
"""Runs of one line, left to right, with wide gaps between them."""


def rows_of(tokens: list[Token]) -> list[Row]:
    """Rows from the top of the page to its bottom."""
    runs = sorted(_runs(tokens), key=lambda run: run.middle)
    rows: list[Row] = []
    for run in runs:
        home = next(
            (row for row in reversed(rows[-LOOK_BACK:]) if _beside(row, run)), None
        )
        if home is None:
            rows.append([run])
        else:
            home.append(run)
            home.sort(key=lambda r: r.left)
    return [_joined(row) for row in rows]


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    for token in tokens:
        if runs and _follows(runs[-1].tokens[-1], token):
            runs[-1].tokens.append(token)
        else:
            runs.append(Run([token]))
    return runs


def _follows(before: Token, after: Token) -> bool:
    gap = after.left - before.right
    if before.top == after.top and before.bottom == after.bottom:
        # So it is for all words of a line but the odd one: no need to look closer.
        height = before.bottom - before.top
        return -0.5 * height < gap < WIDE_GAP * height
    height = min(before.height, after.height)
    return -0.5 * height < gap < WIDE_GAP * height and _level(before, after)


def _level(one: Token, other: Token) -> bool:
    """True when two tokens share a line."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= SHARED * min(one.height, other.height)


def _beside(row: Row, run: Run) -> bool:
    """True when the run fits the row at the place where it would stand."""
    before = [r for r in row if r.left <= run.left]
    if before:
        if before[-1].right > run.left + 2 and before[-1].right - run.left > 0.3 * (
            run.right - run.left
        ):
            return False
        return _level(before[-1].tokens[-1], run.tokens[0])
    return row[0].left > run.right - 2 and _level(row[0].tokens[0], run.tokens[-1])


def _joined(row: Row) -> Row:
    """Runs drawn apart but standing close become one."""
    joined = [row[0]]
    for run in row[1:]:
        last = joined[-1].tokens[-1]
        if run.left - last.right < WIDE_GAP * min(last.height, run.tokens[0].height):
            joined[-1] = Run(joined[-1].tokens + run.tokens)
        else:
            joined.append(run)
    return joined
