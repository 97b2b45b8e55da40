"""Words go in, cue phrases come out, whatever the OCR did to a letter here and there.

Cues and words are both brought to a skeleton (case, accents, punctuation and the
confusable letters gone), so `GRAND-JURY SUBP0ENA` meets `grand jury subpoena`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.document import Word
from extractor.geometry import Span
from extractor.taxonomy.speller import Speller

_RUNS = re.compile(r"[^\W_]+")
# One letter stands for all that OCR takes it for; both sides go through the table.
_LETTERS = str.maketrans({"0": "o", "1": "i", "l": "i", "5": "s", "8": "b", "ı": "i"})
_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8"})
# After the table, so "cl" and "il" are "ci" and "ii" here.
_PAIRS = (("rn", "m"), ("vv", "w"), ("ci", "d"), ("ii", "u"))


@lru_cache(maxsize=65536)
def skeletons(text: str) -> tuple[str, ...]:
    """The skeletons of the letter and digit runs of a word."""
    if not text.strip("|"):
        return ()  # the rule between two columns
    plain = unicodedata.normalize("NFKD", text.replace("|", "l")).casefold()
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(_skeleton(run) for run in _RUNS.findall(bare))


def _skeleton(run: str) -> str:
    digits = sum(c.isdigit() for c in run)
    if digits and 2 * digits >= len(run):
        return run.translate(_DIGITS)
    run = run.translate(_LETTERS)
    for pair, letter in _PAIRS:
        run = run.replace(pair, letter)
    return run


def squash(text: str) -> str:
    """A text as one run of skeleton letters: broken words grow together."""
    return "".join(skeletons(text))


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The skeleton words of many texts."""
    return frozenset(
        s for text in texts for word in text.split() for s in skeletons(word)
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found; `first` and `last` are indices of words, both included."""

    key: str
    first: int
    last: int

    def span(self, words: Sequence[Word]) -> Span:
        """Its place in the text of the document that holds the words."""
        return Span(words[self.first].span.start, words[self.last].span.end)


class PhraseBook:
    """Finds many phrases at once; a key may have several."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        listed = {key: tuple(texts) for key, texts in phrases.items()}
        for key, texts in listed.items():
            self._matcher.add(key, [self._doc(_split(text)) for text in texts])
        known = vocabulary(text for texts in listed.values() for text in texts)
        self._speller = Speller(known)

    def _doc(self, tokens: list[str]) -> Doc:
        return Doc(self._vocab, words=tokens)

    def find(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """All hits in reading order."""
        tokens, owner = self._tokens(words)
        if not tokens:
            return ()
        # The zone frees the strings of this document: a service reads for months.
        with self._vocab.memory_zone():
            found = [
                Hit(self._vocab.strings[key], owner[start], owner[end - 1])
                for key, start, end in self._matcher(self._doc(tokens))
            ]
        return tuple(sorted(found, key=lambda h: (h.first, h.last, h.key)))

    def _tokens(self, words: Sequence[Word]) -> tuple[list[str], list[int]]:
        tokens: list[str] = []
        owner: list[int] = []
        for index, word in enumerate(words):
            for token in skeletons(word.text):
                tokens.append(self._speller.correct(token))
                owner.append(index)
        return tokens, owner


def _split(text: str) -> list[str]:
    return [token for word in text.split() for token in skeletons(word)]
