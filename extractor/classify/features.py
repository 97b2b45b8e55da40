"""A scope goes in, the word and letter n-grams a linear model weighs come out.

Built on skeletons (see `taxonomy.phrases`), so most OCR confusions change nothing;
letter n-grams carry the rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.document import Word
from extractor.packet import Scope
from extractor.taxonomy import instruments
from extractor.taxonomy.phrases import skeletons

FACE_WORDS = 700
RIDER_WORDS = 150
LETTERS = 4

Vector = NDArray[np.float64]


def speaking(scope: Scope) -> tuple[Word, ...]:
    """The words that tell the instrument's type: its face's, and its rider's first."""
    return scope.face.words[:FACE_WORDS] + scope.rider.words[:RIDER_WORDS]


def grams(words: Iterable[Word]) -> list[str]:
    """All n-grams, each marked by its kind: w word, b pair of words, c letters."""
    tokens = [token for word in words for token in _tokens(word)]
    pairs = (f"b {a} {b}" for a, b in pairwise(tokens))
    return [*(f"w {t}" for t in tokens), *pairs, *_letters(tokens)]


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


def _letters(tokens: Iterable[str]) -> Iterator[str]:
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
    kinds = np.array([gram[0] == "c" for gram in counts])
    for kind in (True, False):
        norm = float(np.linalg.norm(weights[kinds == kind]))
        weights[kinds == kind] /= norm or 1.0
    return columns, weights
