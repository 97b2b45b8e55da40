"""A scope goes in, the features a linear model weighs come out.

Word and letter n-grams built on skeletons (see `taxonomy.phrases`), so most OCR
confusions change nothing; the words of head and foot once more, for a title and a
signature tell more than the body; and the signs of who stands behind the paper.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.document import Word
from extractor.packet import Scope
from extractor.taxonomy import instruments, signs
from extractor.taxonomy.phrases import skeletons

FACE_WORDS = 700
RIDER_WORDS = 150
LETTERS = 4
HEAD, FOOT = 60, 40
SHORT, LONG = 120, 400
MOST_SHOWN = 4

Vector = NDArray[np.float64]

_KIND = {"w": 0, "b": 0, "c": 1, "h": 2, "f": 2, "s": 3, "k": 3}
"""Features of one number are brought to unit length together."""


def speaking(scope: Scope) -> tuple[Word, ...]:
    """The words that tell the instrument's type: its face's, and its rider's first."""
    return scope.face.words[:FACE_WORDS] + scope.rider.words[:RIDER_WORDS]


def grams(words: Sequence[Word]) -> list[str]:
    """All features, each marked by its kind.

    w word, b pair of words, h word of the head, f of the foot, c letters, s sign.
    """
    tokens = [token for word in words for token in _tokens(word)]
    return [
        *(f"w {token}" for token in tokens),
        *(f"b {a} {b}" for a, b in pairwise(tokens)),
        *(f"h {token}" for token in tokens[:HEAD]),
        *(f"f {token}" for token in tokens[-FOOT:]),
        *letters(tokens),
        *_signs(words, len(tokens)),
    ]


def _signs(words: Sequence[Word], count: int) -> Iterator[str]:
    """Signs, as many as there are up to a few, and whether the paper is long."""
    yield f"s {'short' if count < SHORT else 'long' if count > LONG else 'middling'}"
    for sign, times in Counter(signs.shown(words)).items():
        yield from (f"s {sign} {n + 1}" for n in range(min(times, MOST_SHOWN)))


def _tokens(word: Word) -> tuple[str, ...]:
    """Skeletons; a number keeps its length only, unless it names a statute or rule."""
    return tuple(
        "#" * len(token) if token.isdigit() and token not in _telling() else token
        for token in skeletons(word.text)
    )


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Numbers of titles, sections, rules and forms that the taxonomy's cues name."""
    named = [*instruments.phrases().values(), *instruments.titles().values()]
    words = (word for texts in named for text in texts for word in text.split())
    return frozenset(t for word in words for t in skeletons(word) if t.isdigit())


def letters(tokens: Iterable[str]) -> Iterator[str]:
    """The runs of letters in tokens, their edges marked."""
    for token in tokens:
        padded = f" {token} "
        for start in range(max(len(padded) - LETTERS + 1, 1)):
            yield f"c{padded[start : start + LETTERS]}"


def vector(
    found: Sequence[str], vocabulary: Mapping[str, int], idf: Vector
) -> tuple[NDArray[np.int64], Vector]:
    """Columns and their weights: damped counts times idf, each kind of unit length."""
    counts = Counter(gram for gram in found if gram in vocabulary)
    columns = np.array([vocabulary[gram] for gram in counts], dtype=np.int64)
    if not len(columns):
        return columns, np.zeros(0)
    weights = (1 + np.log(np.array(list(counts.values())))) * idf[columns]
    kinds = np.array([_KIND[gram[0]] for gram in counts])
    for kind in sorted(set(_KIND.values())):
        norm = float(np.linalg.norm(weights[kinds == kind]))
        weights[kinds == kind] /= norm or 1.0
    return columns, weights
