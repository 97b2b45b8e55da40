"""The words of a document folded for matching: noise in, words with spans out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from extractor.document import Document, Word
from extractor.geometry import Span
from extractor.taxonomy.jurisdictions import fold_word

_RUN = re.compile(r"[^,;/]+[,;/]*|[,;/]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: folded, as printed, where; `line` counts from 0 on its page."""

    fold: str
    text: str
    span: Span
    page: int
    line: int


def split_words(document: Document) -> tuple[Word, ...]:
    """The words with a letter or digit; "COUNTY,OHIO" is two of them."""
    return tuple(
        replace(word, text=run.group(), span=_part(word, run))
        for word in document.words
        for run in _RUN.finditer(word.text)
        if fold_word(run.group())
    )


def _part(word: Word, run: re.Match[str]) -> Span:
    return Span(word.span.start + run.start(), word.span.start + run.end())


def tokens_of(document: Document) -> tuple[Token, ...]:
    """The words of `split_words` as tokens, one for one."""
    return tuple(
        Token(fold_word(w.text), w.text, w.span, w.box.page, w.line)
        for w in split_words(document)
    )


@lru_cache(maxsize=1 << 16)
def same(read: str, word: str) -> bool:
    """True when a word as read may be `word`: long words forgive OCR slips."""
    if read == word:
        return True
    if len(word) < 5 or abs(len(read) - len(word)) > 1:
        return False
    return fuzz.ratio(read, word) >= (88 if len(word) > 7 else 80)


def starts(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """True when `words` stand at index `at`."""
    if not 0 <= at <= len(tokens) - len(words):
        return False
    return all(same(tokens[at + i].fold, word) for i, word in enumerate(words))


def where(tokens: Sequence[Token], words: Sequence[str]) -> Iterable[int]:
    """The indexes at which `words` stand."""
    return (i for i in range(len(tokens)) if starts(tokens, i, words))


def cover(tokens: Sequence[Token]) -> Span:
    """The span from the first to the last of some tokens."""
    return Span(tokens[0].span.start, tokens[-1].span.end)
