"""Which instrument a scope is: cues and a linear model, combined in `combine`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extractor import artefacts
from extractor.classify.calibration import softmax
from extractor.classify.contract import Classifier
from extractor.classify.cues import Cue, cues, points
from extractor.classify.features import Vector, grams, speaking, vector
from extractor.document import Document
from extractor.facts import (
    Evidence,
    Field,
    RunnerUp,
    absent,
    evidence,
    runner_ups,
)
from extractor.geometry import Span
from extractor.packet import Role, Scope
from extractor.taxonomy import instruments
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.instruments import NO_PROCESS

RULES = "rule:instrument"
MOST_EVIDENCE = 3
MOST_OTHERS = 3
LEAST_OTHER = 0.01
"""A type less likely than that is nothing to offer."""

CUE_WEIGHT = 0.7
"""What a point of a cue is worth in log-odds of the model."""
FORM = 4.0
"""What the printed code of an official form adds for the type it is a form of."""
SUREST = 0.99
"""Drawn texts cannot teach how odd real papers are: nothing is certain."""
NO_PART = 1.0
"""What a packet without a page that looks like an instrument adds for no process."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights over n-grams; scores are log-odds."""

    vocabulary: dict[str, int]
    idf: Vector
    weights: NDArray[np.float64]
    bias: Vector
    temperature: float

    def scores(self, found: list[str]) -> Vector:
        """The score of each label."""
        columns, values = vector(found, self.vocabulary, self.idf)
        total: Vector = values @ self.weights[columns] + self.bias
        return total


def linear_model(artefact: artefacts.Artefact) -> LinearModel:
    """The model an artefact holds."""
    return LinearModel(
        vocabulary={gram: at for at, gram in enumerate(artefact.vocabulary)},
        idf=artefact.arrays["idf"].astype(np.float64),
        weights=artefact.arrays["weights"].astype(np.float64),
        bias=artefact.arrays["bias"].astype(np.float64),
        temperature=float(artefact.settings["temperature"]),
    )


def combine(model: Vector, said: Vector, form: str | None, *, has_part: bool) -> Vector:
    """Scores of all labels: what the model weighs, plus what can be pointed at."""
    labels = instruments.labels()
    total = model + CUE_WEIGHT * said
    if form is not None:
        total[labels.index(form)] += FORM
    if not has_part:
        total[labels.index(NO_PROCESS)] += NO_PART
    return total


class InstrumentClassifier:
    """One of the taxonomy's types, with calibrated confidence and the words for it."""

    def __init__(self, model: LinearModel, source: str) -> None:
        self._model = model
        self.name = source
        self.labels = instruments.labels()

    def scores(self, scope: Scope) -> Vector:
        """The combined score of each label."""
        return self._combined(scope, cues(scope.face))

    def __call__(self, scope: Scope) -> Field[str]:
        """The likeliest type; absent for a scope without words."""
        return next(self._ranked(scope, 1), absent())

    def with_others(self, scope: Scope) -> tuple[Field[str], tuple[RunnerUp, ...]]:
        """The likeliest type, and the next ones with their chances."""
        found = tuple(self._ranked(scope, 1 + MOST_OTHERS))
        best: Field[str] = found[0] if found else absent()
        likely = (other for other in found[1:] if other.confidence >= LEAST_OTHER)
        return best, runner_ups("type", [best.value or ""], likely)

    def _ranked(self, scope: Scope, most: int) -> Iterator[Field[str]]:
        """The likeliest types, the best first."""
        if not scope.face.words:
            return
        found = cues(scope.face)
        chances = softmax(self._combined(scope, found), self._model.temperature)
        readable = _readable(scope.face)
        for label in np.argsort(-chances, kind="stable")[:most].tolist():
            shown = self._evidence(scope.face, found, label)
            sure = min(float(chances[label]), SUREST) * readable
            yield (
                Field(self.labels[label], round(sure, 3), shown) if shown else absent()
            )

    def _combined(self, scope: Scope, found: tuple[Cue, ...]) -> Vector:
        said = np.array([points(found, label) for label in self.labels])
        model = self._model.scores(grams(speaking(scope)))
        has_part = any(part.role is Role.INSTRUMENT for part in scope.parts)
        return combine(model, said, _form(scope), has_part=has_part)

    def _evidence(
        self, face: Document, found: tuple[Cue, ...], best: int
    ) -> tuple[Evidence, ...]:
        own = [cue for cue in found if cue.instrument == self.labels[best]]
        if own:
            spans = [cue.span for cue in own[:MOST_EVIDENCE]]
            return tuple(e for s in spans for e in evidence(face, s, RULES))
        return evidence(face, self._loudest(face, best), self.name)

    def _loudest(self, face: Document, best: int) -> Span:
        """The line that speaks most for a label."""
        return max(
            lines(face.words), key=lambda line: (self._voice(line, best), -line.number)
        ).span

    def _voice(self, line: Line, best: int) -> float:
        columns, values = vector(
            grams(line.words), self._model.vocabulary, self._model.idf
        )
        return float(values @ self._model.weights[columns, best])


def _form(scope: Scope) -> str | None:
    """The type the official form of the scope's part is a form of."""
    printed = scope.parts[scope.part].form if scope.parts else None
    kinds = {form.id: form.instrument for form in instruments.forms()}
    return kinds.get(printed) if printed else None


def _readable(face: Document) -> float:
    """1 for text that was read surely, down to 0.5 for guesswork."""
    return 0.5 + 0.5 * face.confidence(Span(0, len(face.text)))


@lru_cache(maxsize=1)
def classifier() -> InstrumentClassifier:
    """The current classifier; raises BadArtefact where there is none to trust."""
    artefact = artefacts.load("instrument")
    return InstrumentClassifier(linear_model(artefact), artefact.source)


def classify_instrument(scope: Scope) -> Field[str]:
    """The instrument type of a scope."""
    classify: Classifier[str] = classifier()
    return classify(scope)


def instrument_types(scope: Scope) -> tuple[Field[str], tuple[RunnerUp, ...]]:
    """The instrument type of a scope, and what else it may be."""
    return classifier().with_others(scope)
