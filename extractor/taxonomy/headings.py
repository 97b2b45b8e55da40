"""Words of a page go in, its lines come out, and the titles that some lines are.

A title is compared without its spaces and fuzzily: headings are set in the letters that
OCR reads worst (blackletter, spaced capitals, bold).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz, process

from extractor.document import Word
from extractor.geometry import Span
from extractor.taxonomy.phrases import skeletons, squash, vocabulary
from extractor.taxonomy.speller import Speller

LIKENESS = 86.0
LONGEST_JOIN = 3
SHORTEST_FUZZY = 9
SPELT = 0.97


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a page; `number` counts the lines from 0."""

    number: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def span(self) -> Span:
        """Its place in the document's text."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """The lines of one page in reading order."""
    grouped = groupby(words, key=lambda word: (word.box.page, word.line))
    return tuple(Line(i, tuple(group)) for i, (_, group) in enumerate(grouped))


@dataclass(frozen=True, slots=True)
class Title:
    """A title found on lines `first` to `last` (both included); `likeness` 0..1."""

    key: str
    text: str
    first: int
    last: int
    likeness: float
    span: Span


def looks_like_title(text: str) -> bool:
    """True for words mostly in capitals, and no sentence's end."""
    words = [word for word in text.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and 2 * capital > len(words) and not text.endswith((",", ";"))


class TitleBook:
    """Finds which lines, alone or joined with the next ones, are a known title."""

    def __init__(self, titles: Mapping[str, Iterable[str]]) -> None:
        self._keys: list[str] = []
        self._squashed: list[str] = []
        for key, texts in titles.items():
            for text in texts:
                self._keys.append(key)
                self._squashed.append(squash(text))
        self._exact: dict[str, list[int]] = {}
        for index, text in enumerate(self._squashed):
            self._exact.setdefault(text, []).append(index)
        listed = (text for texts in titles.values() for text in texts)
        self._speller = Speller(vocabulary(listed))
        self._longest = max(map(len, self._squashed), default=0) + 12

    def find(self, page: Sequence[Line]) -> tuple[Title, ...]:
        """The titles of a page, best reading of each run of lines first."""
        found = [
            title
            for first in range(len(page))
            for last in range(first, min(first + LONGEST_JOIN, len(page)))
            for title in self._titles(page[first : last + 1])
        ]
        return tuple(sorted(found, key=lambda t: (t.first, -t.likeness, t.last)))

    def _titles(self, joined: Sequence[Line]) -> list[Title]:
        text = " ".join(line.text for line in joined)
        if len(text) > 2 * self._longest:
            return []
        likes = self._read(text)
        span = Span(joined[0].span.start, joined[-1].span.end)
        return [
            Title(key, text, joined[0].number, joined[-1].number, like, span)
            for key, like in sorted(likes.items())
        ]

    def _read(self, text: str) -> dict[str, float]:
        """As it stands, else with its words spelt as titles spell them, else alike."""
        likes = self._exactly(squash(text), 1.0)
        if likes or not looks_like_title(text):
            return likes
        words = [token for word in text.split() for token in skeletons(word)]
        spelt = "".join(map(self._speller.correct, words))
        return self._exactly(spelt, SPELT) or self._alike(spelt)

    def _exactly(self, squashed: str, likeness: float) -> dict[str, float]:
        found = self._exact.get(squashed, ())
        return {self._keys[index]: likeness for index in found}

    def _alike(self, squashed: str) -> dict[str, float]:
        """Key to likeness of the titles a squashed text can be read as."""
        if not SHORTEST_FUZZY <= len(squashed) <= self._longest:
            return {}
        close = process.extract(
            squashed,
            self._squashed,
            scorer=fuzz.ratio,
            score_cutoff=LIKENESS,
            limit=3,
        )
        return {self._keys[i]: score / 100 for _, score, i in reversed(close)}
