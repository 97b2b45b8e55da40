"""A misread word goes in, the known word it must have been comes out.

Known words are indexed by what is left when letters are dropped (as SymSpell does), so
that one look-up finds every known word an edit or two away.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

SHORTEST = 5
LONG = 10
"""Words from this length on may differ by two edits, shorter ones by one."""


class Speller:
    """Corrects words towards a closed vocabulary; unknown and short words stay."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._longest = max(map(len, self._words), default=0) + 2
        self._index: dict[str, list[str]] = {}
        for word in sorted(self._words):
            for left in _dropped(word):
                self._index.setdefault(left, []).append(word)
        self.correct = lru_cache(maxsize=65536)(self._correct)

    def _correct(self, word: str) -> str:
        """The one nearest known word, or the word itself."""
        # No known word is near a longer one, and its letters dropped are very many.
        fits = SHORTEST <= len(word) <= self._longest
        if word in self._words or not fits or not word.isalpha():
            return word
        near = {known for left in _dropped(word) for known in self._index.get(left, ())}
        ranked = sorted((OSA.distance(word, known), known) for known in near)
        fitting = [pair for pair in ranked if pair[0] <= _allowed(word)]
        if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
            return word
        return fitting[0][1]


def _allowed(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _dropped(word: str) -> Iterator[str]:
    """The word, and what is left of it without one letter, or two of a long one."""
    yield word
    if len(word) < SHORTEST - 1:
        return
    most = 2 if len(word) >= LONG - 1 else 1
    for count in range(1, most + 1):
        for places in combinations(range(len(word)), count):
            yield "".join(c for i, c in enumerate(word) if i not in places)
