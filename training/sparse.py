"""Rows of features as sparse matrices, and the vocabulary they are counted in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractor.classify.features import Vector, vector

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How often a feature must occur; how many of words and of letters are kept."""

    fewest: int
    words: int
    letters: int


def weighty(rows: Sequence[Row], sizes: Sizes) -> tuple[tuple[str, ...], Vector]:
    """The features most rows have, words and letters apart, and their idf."""
    counts = Counter(gram for row in rows for gram in set(row))
    ordered = sorted(counts, key=lambda gram: (-counts[gram], gram))
    common = [gram for gram in ordered if counts[gram] >= sizes.fewest]
    words = [gram for gram in common if gram[0] != "c"][: sizes.words]
    letters = [gram for gram in common if gram[0] == "c"][: sizes.letters]
    vocabulary = tuple(sorted(words + letters))
    seen = np.array([counts[gram] for gram in vocabulary], np.float64)
    idf: Vector = np.log((1 + len(rows)) / (1 + seen)) + 1
    return vocabulary, idf


def frequent(rows: Iterable[Row], fewest: int) -> tuple[str, ...]:
    """The features that so many rows have, in the order of the alphabet."""
    counts = Counter(gram for row in rows for gram in set(row))
    return tuple(sorted(gram for gram, count in counts.items() if count >= fewest))


def weighed(rows: Sequence[Row], vocabulary: Row, idf: Vector) -> csr_matrix:
    """Damped counts times idf, as the classifiers weigh them."""
    index = _index(vocabulary)
    cells = [vector(row, index, idf) for row in rows]
    columns = [columns for columns, _ in cells]
    return _matrix(columns, [values for _, values in cells], len(vocabulary))


def marked(rows: Sequence[Row], vocabulary: Row) -> csr_matrix:
    """One where a row has a feature."""
    index = _index(vocabulary)
    columns = [
        np.array(sorted({index[gram] for gram in row if gram in index}), np.int64)
        for row in rows
    ]
    return _matrix(columns, [np.ones(len(c)) for c in columns], len(vocabulary))


def _index(vocabulary: Row) -> Mapping[str, int]:
    return {gram: at for at, gram in enumerate(vocabulary)}


def _matrix(
    columns: Sequence[NDArray[np.int64]], values: Sequence[Vector], width: int
) -> csr_matrix:
    starts = np.cumsum([0, *map(len, columns)])
    cells = (np.concatenate(values), np.concatenate(columns), starts)
    return csr_matrix(cells, shape=(len(columns), width))
