"""Which labelled papers serve what: calibration, comparison, and neither.

Odd lines may be looked at and learnt from; even lines are only ever counted. Those of
the older sets calibrate, because papers whose errors were looked at err less than new
ones do; those of the newest sets tell how well that went.
"""

from collections.abc import Iterator
from pathlib import Path

from training.claims import Paper, labelled
from training.gold import Half

_HERE = Path(__file__).parent
FROZEN = tuple(_HERE / name for name in ("frozen", "frozen2", "frozen3"))
AUTHORED = tuple(sorted(p.parent for p in (_HERE / "authored").glob("*/gold.jsonl")))
"""Packets by people who had not seen the code."""
LABELLED = (*FROZEN, *AUTHORED)
"""What is judged on: no packet of these is learnt from as a correction."""
NEWEST = tuple(_HERE / "authored" / name for name in ("five", "more_faces"))
"""Their even lines calibrate nothing."""
FIRST_SEED = 900_000
"""Packets from here on are drawn for calibration alone."""
WEIGHT = 3
"""So often counts a paper nobody has looked at, or of real work."""


def calibrating() -> Iterator[tuple[Paper, int]]:
    """Papers on disk to calibrate on, and how often each counts."""
    yield from ((paper, 1) for paper in labelled(FROZEN[0], None))
    for folder in (*FROZEN[1:], *AUTHORED):
        yield from ((paper, 1) for paper in labelled(folder, Half.ODD))
        if folder not in NEWEST:
            yield from ((paper, WEIGHT) for paper in labelled(folder, Half.EVEN))
