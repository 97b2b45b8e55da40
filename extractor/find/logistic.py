"""A logistic regression over named features, its chances calibrated by two numbers."""

import math
from collections.abc import Iterable

import numpy as np

from extractor.artefacts import Artefact

_MOST = 40.0
"""Beyond these log-odds a chance is as good as certain, and `exp` near its end."""


class Logistic:
    """Weights by feature, a bias, and the scaling that makes chances mean something."""

    def __init__(self, artefact: Artefact) -> None:
        weights = artefact.arrays["weights"].astype(np.float64).tolist()
        self.name = artefact.source
        self._weights = dict(zip(artefact.vocabulary, weights, strict=True))
        self._bias = float(artefact.settings["bias"])
        self._scale = float(artefact.settings["scale"])
        self._shift = float(artefact.settings["shift"])

    def score(self, features: Iterable[str]) -> float:
        """Log-odds by features; each counts as often as it is told."""
        told = math.fsum(self._weights.get(feature, 0.0) for feature in features)
        return self._bias + told

    def chance(self, score: float) -> float:
        """How likely log-odds are to be right, 0..1."""
        scaled = max(-_MOST, min(_MOST, score * self._scale + self._shift))
        return 1 / (1 + math.exp(-scaled))
