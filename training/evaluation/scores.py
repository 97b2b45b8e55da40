"""Measures of a ledger with their intervals, over all packets and slice by slice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from training.evaluation import slices
from training.evaluation.intervals import (
    RESAMPLES,
    Interval,
    percentiles,
    resampled,
    wilson,
)
from training.evaluation.ledger import Ledger, Table
from training.evaluation.measure import Measure
from training.evaluation.measures import measures

HEADLINE = (
    "instrument",
    "jurisdiction",
    "court_id",
    "case_number",
    "dates",
    "categories",
    "identifiers",
    "findings",
    "ece",
)
"""What is told of every slice."""
_SLICE_RESAMPLES = 300


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's figure, its 95 % interval and how many cases stand behind it."""

    measure: Measure
    value: float
    interval: Interval | None
    of: int


@dataclass(frozen=True, slots=True)
class SliceScores:
    """The headline scores of the packets of one slice."""

    slice_name: str
    value: str
    packets: int
    scores: Mapping[str, Score]


def scores(of: Ledger, resamples: int = RESAMPLES) -> tuple[Score, ...]:
    """Every measure that has something to count."""
    return _scored(of, measures(of), resamples)


def _scored(
    of: Ledger, wanted: tuple[Measure, ...], resamples: int
) -> tuple[Score, ...]:
    sums = of.counts.sum(axis=0, keepdims=True)
    drawn = resampled(of, resamples)
    return tuple(_score(m, sums, drawn, of.columns) for m in wanted)


def _score(
    measure: Measure, sums: Table, drawn: Table, columns: Mapping[str, int]
) -> Score:
    value = float(measure.of(sums, columns)[0])
    count = measure.counted(sums, columns)
    interval = percentiles(measure.of(drawn, columns))
    # No draw differs where all are right, or none is: the bootstrap sees no doubt.
    if measure.is_share and value in (0.0, 1.0):
        interval = wilson(value * count, count)
    return Score(measure, value, interval, count)


def by_slice(of: Ledger) -> Iterator[SliceScores]:
    """Headline scores of every slice that tells packets apart."""
    wanted = tuple(m for m in measures(of) if m.name in HEADLINE)
    for name in slices.TITLES:
        values = of.values(name)
        if len(values) < 2:
            continue
        for value in values:
            part = of.where(of.rows(name, value))
            found = _scored(part, wanted, _SLICE_RESAMPLES)
            told = {s.measure.name: s for s in found if not np.isnan(s.value)}
            yield SliceScores(name, value, len(part.ids), told)
