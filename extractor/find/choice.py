"""A value chosen among candidates by a learned model where wording settles nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractor import artefacts
from extractor.document import Document
from extractor.geometry import Span

_MOST = 40.0


@dataclass(frozen=True, slots=True)
class Nominee:
    """A value that may be the one: where it stands, and the features it is weighed by.

    `said` is what our own wording makes of it. It is kept apart, because wording knows
    by heart the papers it was written for: in training it is often hidden.
    """

    value: str
    span: Span
    document: Document
    grams: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A nominee and the chance that it is right."""

    nominee: Nominee
    chance: float


class ChoiceModel:
    """A logistic regression over features of a nominee, its chances calibrated."""

    def __init__(self, artefact: artefacts.Artefact) -> None:
        names = artefact.texts["vocabulary.txt"].split("\n")
        weights = artefact.arrays["weights"].astype(np.float64).tolist()
        self.name = artefact.source
        self._weights = dict(zip(names, weights, strict=True))
        self._bias = float(artefact.settings["bias"])
        self._scale = float(artefact.settings["scale"])
        self._shift = float(artefact.settings["shift"])
        self.least = float(artefact.settings["least"])
        self.doubt = float(artefact.settings["doubt"])

    def chance(self, nominee: Nominee) -> float:
        """How likely the nominee is the one, 0..1."""
        told = dict.fromkeys((*nominee.grams, *nominee.said))
        score = self._bias + math.fsum(self._weights.get(gram, 0.0) for gram in told)
        score = max(-_MOST, min(_MOST, score * self._scale + self._shift))
        return 1 / (1 + math.exp(-score))


@lru_cache(maxsize=4)
def choice_model(name: str) -> ChoiceModel | None:
    """The current model of a name; None where no folder of models has one."""
    if not artefacts.is_current(name):
        return None
    return ChoiceModel(artefacts.load(name))


def choose(
    model: ChoiceModel, nominees: Sequence[Nominee], worded: str | None
) -> Chosen | None:
    """The nominee to take, None where what our wording chose had better stand.

    It is taken where wording found nothing, and where the model thinks little of what
    wording found.
    """
    told = [Chosen(nominee, model.chance(nominee)) for nominee in nominees]
    best = max(told, key=lambda c: c.chance, default=None)
    if best is None or best.chance < model.least:
        return None
    if worded is None:
        return best
    of_worded = [c.chance for c in told if c.nominee.value == worded]
    if not of_worded or max(of_worded) >= model.doubt:
        return None
    return best
