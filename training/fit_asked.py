"""Fits the model that says what a text asks for: one logistic regression a label.

Every text is judged by a model that has seen neither it nor a part of it; on those
judgements rest the calibration and the thresholds.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from extractor.artefacts import Artefact
from extractor.classify.asked import (
    MODEL,
    AskedModel,
    Cued,
    asked_grams,
    asked_labels,
    likely,
)
from extractor.classify.features import Vector
from training import asking, corpus, passages, sources
from training.artefact import Trained
from training.asked_thresholds import choose
from training.corpus import FOLDS, Text, fold
from training.curve import SHARES, Curve, Point
from training.gold import Half
from training.judging import gap, platt
from training.sparse import Sizes, weighed, weighty

ABOUT = """\
One logistic regression a label says whether a text asks its reader for anything, and
for which of the taxonomy's kinds of data. It weighs skeleton words, word pairs, letter
4-grams, the opening words, and the kinds the taxonomy's cues name. A kind is taken when
likely enough: less is needed where a cue names it plainly, more where none does. Beside
the demands that rules find, sentences that surely ask become demands. How likely is
enough was chosen on packets by authors who had not seen the code, on even lines of the
older sets, of which only sums are seen.

**Data.** Fictitious texts written for it (`training/synthesise/asks`), the taxonomy's
examples, sentences of drawn packets, and the odd lines of packets by authors who had
not seen the code (`training/authored`), which count three times; some texts joined,
some as OCR leaves them. No real document.

**Limits.** English, with a few texts in other tongues. A text is weighed without the
paper around it. Chances are calibrated on written texts that the fitted model had not
seen; drawn packets, which share wording, are not judged.
"""
SEED = 20260701
JOINED = 1500
AUTHORED = 3
"""So often counts a sentence of a packet by an author who had not seen the code."""
PACKETS, FIRST_SEED = 500, 700_000
HIDDEN = 0.45
"""So many cues are hidden in training, so that words tell where no cue does."""
SIZES = Sizes(fewest=2, words=14000, letters=10000)
STRENGTH = 8.0
NO_THRESHOLDS = (0.0, 0.0, 2.0)

Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """A fitted model before calibration."""

    vocabulary: tuple[str, ...]
    idf: Vector
    weights: Vector
    bias: Vector

    def scores(self, rows: Sequence[Sequence[str]]) -> Vector:
        """Log-odds, one row a text, one column a label."""
        told: Vector = weighed(rows, self.vocabulary, self.idf) @ self.weights
        return told + self.bias


@dataclass(frozen=True, slots=True)
class Judged:
    """How the model does on texts it has not seen, and its calibration."""

    scale: Vector
    shift: Vector
    figures: dict[str, str]


def fit_asked(more: tuple[Text, ...] = ()) -> Trained:
    """Fit, judge and pack the model of what is asked; `more` are corrected demands."""
    texts = (*training_texts(), *more)
    plain = [_grams(t, None) for t in texts]
    worn = [_grams(t, random.Random(t.text)) for t in texts]
    judged = _judge(texts, plain, worn)
    packed = _packed(_fit(worn, truth(texts)), judged, len(texts))
    return replace(_with_thresholds(packed), curve=learning(texts, plain, worn))


def learning(
    texts: Sequence[Text], plain: list[list[str]], worn: list[list[str]]
) -> Curve:
    """How well a share of the texts teaches: judged on written ones of a fold apart."""
    wanted, apart = truth(texts), [fold(t) == 0 for t in texts]
    held = [i for i, t in enumerate(texts) if apart[i] and corpus.is_fair(t)]
    points = []
    for share in SHARES:
        learn = [i for i, t in enumerate(texts) if not apart[i] and _lot(t) < share]
        scores = _fit([worn[i] for i in learn], wanted[learn]).scores(
            [plain[i] for i in held]
        )
        points.append(Point(share, len(learn), _told(scores[:, 1:], wanted[held, 1:])))
    return Curve("Kinds of data in texts not seen", tuple(points))


def _lot(text: Text) -> float:
    """Where a text stands, 0..1, when a share of all is drawn; variants stay together.

    Another sum than that of folds, so that the two do not hang together.
    """
    return crc32(f"share {text.group}".encode()) / 2**32


def _told(scores: Vector, wanted: Truth) -> dict[str, float]:
    found = scores >= 0
    hit, total = (found & wanted).sum(0), found.sum(0) + wanted.sum(0)
    each = 2 * hit[total > 0] / total[total > 0]
    return {
        "micro F1": float(2 * hit.sum() / total.sum()),
        "macro F1": float(each.mean()),
    }


def _packed(fitted: Fitted, judged: Judged, count: int) -> Trained:
    return Trained(
        name=MODEL,
        about=ABOUT,
        arrays={
            "idf": fitted.idf.astype(np.float32),
            "weights": fitted.weights.astype(np.float16),
            "bias": fitted.bias.astype(np.float32),
            "scale": judged.scale.astype(np.float32),
            "shift": judged.shift.astype(np.float32),
        },
        texts={"vocabulary.txt": "\n".join(fitted.vocabulary)},
        settings={
            "labels": list(asked_labels()),
            "thresholds": list(NO_THRESHOLDS),
            "asks_at": 2.0,
            "sure_at": 0.0,
            "seed": SEED,
        },
        figures={"texts": str(count), **judged.figures},
    )


def _with_thresholds(model: Trained) -> Trained:
    """The model with thresholds that suit whole packets."""
    parts = (model.arrays, model.settings, model.texts)
    choice = choose(AskedModel(Artefact(model.name, "", *parts)))
    at = choice.at
    return replace(
        model,
        settings={
            **model.settings,
            "thresholds": [at.plain, at.hinted, at.unnamed],
            "asks_at": choice.asks_at,
            "sure_at": choice.sure_at,
        },
        figures={
            **model.figures,
            "unseen packets, cues alone, micro F1": f"{choice.f1_by_cues:.3f}",
            "unseen packets, cues and model, micro F1": f"{choice.f1:.3f}",
        },
    )


def training_texts() -> tuple[Text, ...]:
    """The corpus, texts joined from it, some of it as OCR leaves it, and packets."""
    rng = random.Random(SEED)
    written = corpus.corpus()
    drawn = corpus.thinned(passages.drawn_texts(PACKETS, FIRST_SEED), rng)
    more = (*written, *corpus.joined(written, JOINED, rng), *drawn)
    return (*more, *corpus.worn(more, rng), *AUTHORED * tuple(_authored()))


def _authored() -> Iterator[Text]:
    for folder in sources.AUTHORED:
        for paper in asking.papers(folder, Half.ODD):
            yield from asking.texts_of(paper)


def truth(texts: Sequence[Text]) -> Truth:
    """What each text asks for, one column a label."""
    kinds = asked_labels()[1:]
    rows = [[bool(t.asks), *(kind in t.asks for kind in kinds)] for t in texts]
    return np.array(rows, bool)


def _grams(text: Text, hide: random.Random | None) -> list[str]:
    cued = Cued.of(text.text)
    if hide is not None:
        cued = Cued(_some(cued.plain, hide), _some(cued.hinted, hide))
    return asked_grams(text.text, cued)


def _some(names: frozenset[str], rng: random.Random) -> frozenset[str]:
    return frozenset(n for n in sorted(names) if rng.random() >= HIDDEN)


def _fit(rows: Sequence[Sequence[str]], wanted: Truth) -> Fitted:
    vocabulary, idf = weighty(rows, SIZES)
    table = weighed(rows, vocabulary, idf)
    weights = np.zeros((len(vocabulary), wanted.shape[1]))
    bias = np.full(wanted.shape[1], -8.0)
    for column in range(wanted.shape[1]):
        if wanted[:, column].any():
            # The dual form comes to the same eight times as fast on so sparse a table.
            model = LogisticRegression(
                C=STRENGTH, solver="liblinear", dual=True, tol=1e-3, random_state=SEED
            )
            model.fit(table, wanted[:, column])
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return Fitted(vocabulary, idf, weights, bias)


def _judge(
    texts: Sequence[Text], plain: list[list[str]], worn: list[list[str]]
) -> Judged:
    wanted = truth(texts)
    scores = np.zeros(wanted.shape)
    folds = np.array([fold(t) for t in texts])
    for number in range(FOLDS):
        learn, held = np.flatnonzero(folds != number), np.flatnonzero(folds == number)
        model = _fit([worn[i] for i in learn], wanted[learn])
        scores[held] = model.scores([plain[i] for i in held])
    fair = np.array([corpus.is_fair(t) for t in texts])
    scale, shift = _calibrated(scores[fair], wanted[fair])
    chances = likely(scores * scale + shift)
    fair_texts = [t for t, is_fair in zip(texts, fair, strict=True) if is_fair]
    return Judged(scale, shift, _figures(fair_texts, chances[fair], wanted[fair]))


def _calibrated(scores: Vector, wanted: Truth) -> tuple[Vector, Vector]:
    """Platt's scaling of each label."""
    scale, shift = np.ones(scores.shape[1]), np.zeros(scores.shape[1])
    for column in range(scores.shape[1]):
        if wanted[:, column].any():
            fitted = platt(scores[:, column].tolist(), wanted[:, column].tolist())
            scale[column], shift[column] = fitted.scale, fitted.shift
    return scale, shift


def _figures(texts: Sequence[Text], chances: Vector, wanted: Truth) -> dict[str, str]:
    kinds = np.array(asked_labels()[1:])
    cues = [Cued.of(t.text) for t in texts]
    told = [frozenset(kinds[row >= 0.5].tolist()) for row in chances[:, 1:]]
    return {
        "written texts, cues alone, micro F1": (
            f"{_f1_of([c.plain | c.hinted for c in cues], texts):.3f}"
        ),
        "written texts, cues and model, micro F1": f"{_f1_of(told, texts):.3f}",
        "asks at all, F1 at one half": f"{_binary_f1(chances[:, 0], wanted[:, 0]):.3f}",
        "expected calibration error": f"{gap(chances.ravel(), wanted.ravel()):.3f}",
    }


def _f1_of(found: Sequence[frozenset[str]], texts: Sequence[Text]) -> float:
    hit = sum(len(f & t.asks) for f, t in zip(found, texts, strict=True))
    total = sum(len(f) + len(t.asks) for f, t in zip(found, texts, strict=True))
    return 2 * hit / total


def _binary_f1(chances: Vector, wanted: Truth) -> float:
    found = chances >= 0.5
    return float(2 * (found & wanted).sum() / (found.sum() + wanted.sum()))
