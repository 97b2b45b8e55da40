"""What a text asks for, weighed by a learned model of n-grams and of cues."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from extractor import artefacts
from extractor.classify.features import Vector, letters, vector
from extractor.taxonomy.categories import categories, kinds_named, labels
from extractor.taxonomy.phrases import skeletons

ASKS = "asks"
"""The label of a text that asks the recipient for anything at all."""
MODEL = "asked"
OPENING = 4
MOST_WORDS = 160


def asked_labels() -> tuple[str, ...]:
    """What the model may say: that a text asks, and for which kinds of data."""
    return (ASKS, *(category.id for category in categories()))


@dataclass(frozen=True, slots=True)
class Cued:
    """The cues in a text: kinds named plainly, and kinds only hinted at."""

    plain: frozenset[str]
    hinted: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Cued":
        """The cues of a text."""
        named = kinds_named(text)
        return cls(
            frozenset(n.category.id for n in named if n.plain),
            frozenset(n.category.id for n in named if not n.plain),
        )


def asked_grams(text: str, cued: Cued) -> list[str]:
    """Features of a text: words, pairs, letters, its opening, the kinds it names.

    Values of targets ("e-mail iris@example.net") are taken out: they name no data.
    """
    tokens = _tokens(text)
    return [
        *(f"w {token}" for token in tokens),
        *(f"b {a} {b}" for a, b in pairwise(tokens)),
        *(f"h {token}" for token in tokens[:OPENING]),
        *letters(tokens),
        *(f"k {name}" for name in sorted(cued.plain)),
        *(f"k {name} hint" for name in sorted(cued.hinted)),
        f"k {'none' if not cued.plain | cued.hinted else 'some'}",
    ]


def _tokens(text: str) -> list[str]:
    words = labels().sub(" ", text).split()[:MOST_WORDS]
    runs = [run for word in words for run in skeletons(word)]
    return ["#" * len(run) if run.isdigit() else run for run in runs]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least chance at which a kind is taken: named plainly, hinted at, not named."""

    plain: float
    hinted: float
    unnamed: float


class AskedModel:
    """Chances of every label for a text."""

    def __init__(self, artefact: artefacts.Artefact) -> None:
        self.name = artefact.source
        self.labels = tuple(artefact.settings["labels"])
        self.thresholds = Thresholds(*artefact.settings["thresholds"])
        self.asks_at = float(artefact.settings["asks_at"])
        self.sure_at = float(artefact.settings.get("sure_at", 0.0))
        self._index = {gram: at for at, gram in enumerate(artefact.vocabulary)}
        self._idf = artefact.arrays["idf"].astype(np.float64)
        self._weights = artefact.arrays["weights"].astype(np.float64)
        self._bias = artefact.arrays["bias"].astype(np.float64)
        self._scale = artefact.arrays["scale"].astype(np.float64)
        self._shift = artefact.arrays["shift"].astype(np.float64)

    def chances(self, text: str) -> dict[str, float]:
        """Calibrated chances, 0..1, that a text asks for each label."""
        grams = asked_grams(text, Cued.of(text))
        columns, values = vector(grams, self._index, self._idf)
        scores = values @ self._weights[columns] + self._bias
        told = likely(scores * self._scale + self._shift)
        return dict(zip(self.labels, told.tolist(), strict=True))


def likely(scores: Vector) -> Vector:
    """Log-odds to chances."""
    chances: Vector = 1 / (1 + np.exp(-np.clip(scores, -40, 40)))
    return chances


@lru_cache(maxsize=1)
def asked_model() -> AskedModel:
    """The current model."""
    return AskedModel(artefacts.load(MODEL))


def taken(chances: dict[str, float], cued: Cued, at: Thresholds) -> tuple[str, ...]:
    """The kinds of data a text asks for, in the order of the taxonomy."""

    def least(name: str) -> float:
        if name in cued.plain:
            return at.plain
        return at.hinted if name in cued.hinted else at.unnamed

    likely_kinds = tuple(
        name
        for name, chance in chances.items()
        if name != ASKS and chance >= least(name)
    )
    # Catch-alls and testimony say something only where nothing else is named.
    narrow = tuple(name for name in likely_kinds if name not in _only_alone())
    return narrow or likely_kinds


@lru_cache(maxsize=1)
def _only_alone() -> frozenset[str]:
    return frozenset(c.id for c in categories() if c.only_alone)
