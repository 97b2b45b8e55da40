"""Judging by models that have not seen what they judge, and calibrating on that."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike
from sklearn.linear_model import LogisticRegression

T = TypeVar("T")
Part = TypeVar("Part", str, int)
_LOOSE = 10.0
"""So weakly is a scaling held back: it has two numbers and many scores."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """What makes chances of log-odds mean what they say: `score * scale + shift`."""

    scale: float
    shift: float

    @property
    def settings(self) -> dict[str, float]:
        """As an artefact holds it."""
        return {"scale": round(self.scale, 4), "shift": round(self.shift, 4)}


def platt(scores: Sequence[float], truth: Sequence[bool]) -> Scaling:
    """Platt's scaling of log-odds that a model gave what it had not seen."""
    model = LogisticRegression(C=_LOOSE)
    model.fit(np.array(scores)[:, None], np.array(truth))
    return Scaling(float(model.coef_[0, 0]), float(model.intercept_[0]))


def fold(name: str, folds: int) -> int:
    """The part, of so many, that whatever bears the name belongs to."""
    return crc32(name.encode()) % folds


def held_out(
    items: Sequence[T], part: Callable[[T], Part | None]
) -> Iterator[tuple[list[T], list[T]]]:
    """For every part what to learn from, and what of it is held back to be judged.

    What belongs to no part (None) is always learnt from and never judged.
    """
    parts = [part(item) for item in items]
    for held in sorted({each for each in parts if each is not None}):
        learn = [i for i, each in zip(items, parts, strict=True) if each != held]
        yield learn, [i for i, each in zip(items, parts, strict=True) if each == held]


def gap(chances: ArrayLike, truth: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error: mean gap of chance and truth over equal bins."""
    told, right = np.asarray(chances, np.float64), np.asarray(truth, np.float64)
    place = np.minimum((told * bins).astype(int), bins - 1)
    off = (abs(float((told - right)[place == b].sum())) for b in np.unique(place))
    return sum(off) / told.size if told.size else 0.0
