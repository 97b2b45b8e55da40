"""A measure: a ratio of sums of a ledger's columns, or a mean of several.

Sums may be given for many choices of packets at once: `sums[choice, column]`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from training.evaluation.ledger import Table

VERDICTS = ("right", "wrong", "missed", "invented")


class Kind(StrEnum):
    """How columns become a figure."""

    RATIO = "ratio"
    """Sum of `top` over sum of `bottom`."""
    MEAN = "mean"
    """Mean of the ratios of `parts`, those without anything to count left out."""
    GAP = "gap"
    """Mean distance of confidence from truth over bins: `top` minus `under`, by bin."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure 0..1 (error rates may be over 1); `less` is better where it says so."""

    name: str
    title: str
    group: str
    kind: Kind
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    parts: tuple["Measure", ...] = ()
    less: bool = False
    is_share: bool = field(default=True)
    """True for shares of independent trials, whose interval has a closed form."""

    def of(self, sums: Table, columns: Mapping[str, int]) -> Table:
        """The figure of each choice, nan where there is nothing to count."""
        if self.kind is Kind.MEAN:
            return _mean([part.of(sums, columns) for part in self.parts])
        bottom = _sum(sums, columns, self.bottom)
        if self.kind is Kind.RATIO:
            return _divided(_sum(sums, columns, self.top), bottom)
        gaps = [
            np.abs(_sum(sums, columns, (one,)) - _sum(sums, columns, (other,)))
            for one, other in zip(self.top, self.under, strict=True)
        ]
        return _divided(np.sum(gaps, axis=0), bottom)

    def counted(self, sums: Table, columns: Mapping[str, int]) -> int:
        """How many cases stand behind a figure of one choice."""
        if self.kind is Kind.MEAN:
            told = (part.counted(sums, columns) > 0 for part in self.parts)
            return sum(told)
        wanted = tuple(dict.fromkeys(self.bottom))
        return round(float(_sum(sums, columns, wanted)[0]))


def _sum(sums: Table, columns: Mapping[str, int], names: Sequence[str]) -> Table:
    places = [columns[name] for name in names if name in columns]
    total: Table = sums[:, places].sum(axis=1)
    return total


def _divided(top: Table, bottom: Table) -> Table:
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)


def _mean(figures: Sequence[Table]) -> Table:
    table = np.array(figures)
    there = ~np.isnan(table)
    return _divided(np.where(there, table, 0.0).sum(axis=0), there.sum(axis=0) * 1.0)
