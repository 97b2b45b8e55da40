"""The likely roles of a paper's days, by a learned model: issued, due, or neither."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extractor import artefacts

MODEL = "days"
ROLES = ("issued", "due", "other")


class DayRoles:
    """Chances of each role for the features of a day."""

    def __init__(self, artefact: artefacts.Artefact) -> None:
        self.name = artefact.source
        self._index = {name: at for at, name in enumerate(artefact.vocabulary)}
        self._weights = artefact.arrays["weights"].astype(np.float64)
        self._bias = artefact.arrays["bias"].astype(np.float64)
        self.least = float(artefact.settings["least"])

    def chances(self, features: Sequence[str]) -> dict[str, float]:
        """The chance, 0..1, of each role."""
        columns = sorted({self._index[f] for f in features if f in self._index})
        scores = self._weights[columns].sum(axis=0) + self._bias
        told: NDArray[np.float64] = np.exp(scores - scores.max())
        return dict(zip(ROLES, (told / told.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def day_roles() -> DayRoles:
    """The current model."""
    return DayRoles(artefacts.load(MODEL))
