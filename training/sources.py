"""Which labelled papers serve what: calibration, comparison, and neither.

Nothing here is learnt from as text. Odd lines may be looked at and calibrate; even
lines are only ever counted.
"""

from collections.abc import Iterator
from pathlib import Path

from training.claims import Paper, labelled
from training.gold import Half

_HERE = Path(__file__).parent
FROZEN = tuple(_HERE / name for name in ("frozen", "frozen2", "frozen3"))
AUTHORED = tuple(sorted(p.parent for p in (_HERE / "authored").glob("*/gold.jsonl")))
"""Packets by people who had not seen the code."""
FIRST_SEED = 900_000
"""Packets from here on are drawn for calibration alone."""
WEIGHT = 3
"""So often counts a paper by someone who had not seen the code, or of real work."""


def calibrating() -> Iterator[tuple[Paper, int]]:
    """Papers on disk to calibrate on, and how often each counts."""
    for folder in FROZEN:
        yield from ((paper, 1) for paper in labelled(folder, Half.ODD))
    for folder in AUTHORED:
        yield from ((paper, WEIGHT) for paper in labelled(folder, Half.ODD))
