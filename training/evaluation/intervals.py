"""How sure a figure is: the bootstrap over packets, and tests of two runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from training.evaluation.ledger import Ledger, Table

RESAMPLES = 1000
SEED = 20240501
_AT_ONCE = 50
"""Choices drawn at a time: with 10,000 packets they take 4 MB."""
_Z = 1.959964
"""Standard deviations that leave 2.5 % at either end."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, both ends included."""

    low: float
    high: float


def resampled(of: Ledger, count: int = RESAMPLES) -> Table:
    """Sums over packets drawn with replacement, as many as there are: one row a draw.

    The same number of packets gives the same draws, so two runs over the same packets
    are compared pair by pair.
    """
    draws = [drawn @ of.counts for drawn in _draws(len(of.ids), count)]
    return np.concatenate(draws) if draws else np.zeros((0, len(of.columns)))


def _draws(packets: int, count: int) -> Iterator[Table]:
    """How often each packet is drawn."""
    rng = np.random.default_rng(SEED)
    even = np.full(packets, 1 / packets) if packets else np.zeros(0)
    for start in range(0, count if packets else 0, _AT_ONCE):
        wanted = min(_AT_ONCE, count - start)
        yield rng.multinomial(packets, even, size=wanted).astype(float)


def percentiles(figures: Table) -> Interval | None:
    """The middle 95 % of resampled figures; None where there are none."""
    there = figures[~np.isnan(figures)]
    if not len(there):
        return None
    low, high = np.percentile(there, [2.5, 97.5])
    return Interval(float(low), float(high))


def wilson(hits: float, of: float) -> Interval | None:
    """Wilson's interval of a share: it does not shrink to a point at 0 or 1."""
    if of <= 0:
        return None
    share, square = hits / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def mcnemar(lost: int, won: int) -> float:
    """Chance that right turned wrong `lost` times and back `won` by luck alone.

    The exact test, for it holds with few changes too.
    """
    if lost + won == 0:
        return 1.0
    return float(binomtest(lost, lost + won).pvalue)


def two_sided(differences: NDArray[np.float64]) -> float:
    """Chance of a difference at least so far from zero, from its resampled values."""
    there = differences[~np.isnan(differences)]
    if not len(there):
        return 1.0
    below = (np.sum(there < 0) + np.sum(there == 0) / 2 + 0.5) / (len(there) + 1)
    return float(min(1.0, 2 * min(below, 1 - below)))
