"""Words of a page go in, its lines come out, and the titles that some lines are.

A title is compared without its spaces and fuzzily: headings are set in the letters that
OCR reads worst (blackletter, spaced capitals, bold).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from rapidfuzz import fuzz, process

from extractor.document import Word
from extractor.geometry import Span
from extractor.taxonomy.phrases import skeletons, squash, vocabulary
from extractor.taxonomy.speller import Speller

LIKENESS = 86.0
LONGEST_JOIN = 3
SHORTEST_FUZZY = 9
SPELT = 0.97
COLUMN_GAP = 4.0
"""How many letters' widths part two columns of a caption."""

# What follows a title on its line: the law it stands on, its number.
_TAIL = re.compile(
    r"[\s,;:(-]+(?:pursuant to|under|nos?\.?|number|case|cause|docket|artt?"
    r"|sub-?sections?|sections?|rule|ex)(?!\w).*$",
    re.IGNORECASE,
)
_RULES = frozenset("|):*]")


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


def columns(line: Line) -> Iterator[Line]:
    """The parts of a line in capitals that stand in columns of their own, if any."""
    cells: list[list[Word]] = [[]]
    for word in line.words:
        if set(word.text) <= _RULES:
            cells.append([])
            continue
        if cells[-1] and _apart(cells[-1][-1], word):
            cells.append([])
        cells[-1].append(word)
    filled = [Line(line.number, tuple(cell)) for cell in cells if cell]
    if len(filled) > 1:
        yield from (cell for cell in filled if cell.text.isupper())


def _stacked(page: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Each column's cell alone, and the last of a line with that of the next."""
    rows = [tuple(columns(line)) for line in page]
    for row, following in zip_longest(rows, rows[1:], fillvalue=()):
        yield from ((cell,) for cell in row)
        if row and following:
            yield row[-1], following[-1]


def _apart(left: Word, right: Word) -> bool:
    letter = left.box.width / max(len(left.text), 1)
    return right.box.left - left.box.right > COLUMN_GAP * letter


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
        for cells in _stacked(page):
            found.extend(self._titles(cells))
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
        bare = squash(_TAIL.sub("", text))
        if len(bare) >= SHORTEST_FUZZY and (likes := self._exactly(bare, SPELT)):
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
