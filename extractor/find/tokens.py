"""The words of a document folded for matching: noise in, words with spans out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from extractor.document import Document, Word
from extractor.find.columns import joins
from extractor.geometry import Span
from extractor.taxonomy.jurisdictions import fold_word
from extractor.taxonomy.phrases import Hit

_ALIKE = str.maketrans("0158l", "oisbi")
_STROKES = "l0158"
_UPRIGHT = str.maketrans(_STROKES, "IOISB")
_NUMBERED = re.compile(r"\W*(?:[1-9]\d*[A-Z]{1,2}|[A-Z][1-9]\d*|\d+-[A-Z])\W*")
_PAIRS = (("rn", "m"), ("vv", "w"))
_RUN = re.compile(r"[^,;/]+[,;/]*|[,;/]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: folded, as printed, where; `line` counts from 0 on its page.

    `apart`: a wide gap or a rule of the caption parts it from the word before.
    """

    fold: str
    text: str
    span: Span
    page: int
    line: int
    apart: bool = False


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
    words = split_words(document)
    return tuple(
        Token(fold_word(text), text, w.span, w.box.page, w.line, _is_apart(before, w))
        for before, w in zip((None, *words), words, strict=False)
        for text in (mended(w.text),)
    )


def _is_apart(before: Word | None, word: Word) -> bool:
    if before is None or before.span.end == word.span.start:
        return False
    return word.span.start - before.span.end > 1 or not joins(before, word)


def widened(document: Document, hit: Hit) -> Span:
    """A name with the capitalised words beside it on its line: "Court at Y"."""
    words, first, last = document.words, hit.first, hit.last
    while (
        first > 0 and hit.first - first < 3 and _joins(words[first - 1], words[first])
    ):
        first -= 1
    named = 0
    while last + 1 < len(words) and named < 3 and _joins(words[last], words[last + 1]):
        last += 1
        named += len(words[last].text) > 3
    while first < hit.first and words[first].text.lower() in ("in", "the", "of"):
        first += 1
    while last > hit.last and not words[last].text[:1].isupper():
        last -= 1
    return Span(words[first].span.start, words[last].span.end)


def _joins(before: Word, after: Word) -> bool:
    """True when two words of a line belong to one name."""
    near = before.line == after.line and before.box.page == after.box.page
    small = {"of", "at", "in", "de", "di", "du", "da", "do", "des", "del", "am", "et"}
    named = [w.text[:1].isupper() or w.text in small for w in (before, after)]
    return near and all(named) and before.text[-1:] not in ",.;:)"


def mended(word: str) -> str:
    """A word of capitals with the letters that OCR made small or digits: "PlMA"."""
    if word.isupper() and word.isalpha():
        return word
    capitals = sum(c.isupper() for c in word)
    strokes = sum(c in _STROKES for c in word)
    if not capitals or capitals + strokes != sum(c.isalnum() for c in word):
        return word
    if _NUMBERED.fullmatch(word):
        return word
    return word.translate(_UPRIGHT)


@lru_cache(maxsize=1 << 16)
def same(read: str, word: str) -> bool:
    """True when a word as read may be `word`: long words forgive OCR slips."""
    if read == word:
        return True
    # Short words must keep their length: "Main" is no "Maine", "country" no "county".
    slack = (1 if len(word) > 6 else 0) + word.count("rn")
    if len(word) < 5 or abs(len(read) - len(word)) > slack:
        return False
    bare, plain = skeleton(read), skeleton(word)
    return bare == plain or fuzz.ratio(bare, plain) >= (85 if len(word) > 7 else 80)


def skeleton(fold: str) -> str:
    """Folded letters with those that OCR confuses made one: "d1str1ct", "northem"."""
    for read, meant in _PAIRS:
        fold = fold.replace(read, meant)
    return fold.translate(_ALIKE)


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
