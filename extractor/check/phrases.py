"""Wording lists: a demand's text goes in, the words a list matched come out.

Text and phrases are folded alike (case, accents, letters that OCR confuses), a word
one wrong letter away from a word of the lists is mended, and places map back to the
text, so what a rule quotes are the demand's own words.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from extractor.check.files import LOADER
from extractor.errors import BadRule

FILE = "phrases.yaml"
_TOKEN = re.compile(r"\w+(?:-\s*\n\s*\w+)*|[.;]+(?=\s|$)")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LETTERS = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s"})
# A number, with what OCR reads for the ones and noughts in it.
_NUMBER = re.compile(r"[\doil|]*\d[\doil|]*")
_DIGITS = str.maketrans("oil|", "0111")
_MENDED_LENGTH = 6
# Letters that a bad print makes of one another, after folding; "t" and "s" are not.
_SHAPES = ("ltfj", "ceoa", "nuhrm", "uvyw", "bhk", "gqy", "sz", "dcl", "xkz")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Phrases:
    """One list: what it finds, by opening word, and wordings that do not count."""

    name: str
    says: str
    finds: dict[str, re.Pattern[str]]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Folded:
    """Folded words joined by one space, the offset of each, its place in print."""

    text: str
    words: tuple[tuple[int, str], ...]
    places: dict[int, tuple[int, int]]


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case, accents and the differences OCR does not see."""
    flat = re.sub(r"-\s*\n\s*", "", word) if "\n" in word else word
    flat = flat.lower() if flat.isascii() else _without_accents(flat)
    if not flat.isalpha() and _NUMBER.fullmatch(flat):
        return flat.translate(_DIGITS)
    for pair, letter in _PAIRS:
        flat = flat.replace(pair, letter)
    return flat.translate(_LETTERS)


def _without_accents(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in flat if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def book() -> dict[str, Phrases]:
    """Every list by its name."""
    text = resources.files("extractor.check").joinpath(FILE).read_text("utf-8")
    content = yaml.load(text, LOADER)  # noqa: S506  # a safe loader
    return {name: _phrases(name, entry) for name, entry in content.items()}


@lru_cache(maxsize=1)
def lists() -> tuple[str, ...]:
    """The names of the lists, in file order."""
    return tuple(book())


def matches(name: str, text: str) -> tuple[str, ...]:
    """The different wordings of one list in a text, as printed, in reading order."""
    return all_matches(text)[name]


def any_match(phrases: tuple[str, ...], text: str) -> bool:
    """True where one of some phrases is in a text."""
    return _compiled(phrases).search(_folded(text).text) is not None


@lru_cache
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return _any_of("phrases", phrases)


_Opened = list[tuple[int, re.Pattern[str]]]


def _matches(name: str, folded: _Folded, text: str, opened: _Opened) -> tuple[str, ...]:
    phrases, found, end = book()[name], [], 0
    for start, pattern in opened:
        match = pattern.match(folded.text, start) if end <= start else None
        if match:
            end = match.end()
            found.append((start, end))
    if not found:
        return ()
    spared = _spans(phrases.unless, folded.text) if phrases.unless else []
    kept = (
        _printed(folded, start, end, text)
        for start, end in found
        if not any(low <= start < high for low, high in spared)
    )
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=1024)
def all_matches(text: str) -> Mapping[str, tuple[str, ...]]:
    """By list, the different wordings found in a text, as printed, in reading order."""
    folded = _folded(text)
    opened: dict[str, _Opened] = {}
    openers = _openers()
    for start, word in folded.words:
        for name, pattern in openers.get(word, ()):
            opened.setdefault(name, []).append((start, pattern))
    found = {name: _matches(name, folded, text, at) for name, at in opened.items()}
    return MappingProxyType(_nothing() | found)


@lru_cache(maxsize=1)
def _nothing() -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(lists(), ())


@lru_cache(maxsize=1)
def _openers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By word, the lists with phrases it opens, and these."""
    opened: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, phrases in book().items():
        for word, pattern in phrases.finds.items():
            opened.setdefault(word, []).append((name, pattern))
    return opened


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _printed(folded: _Folded, start: int, end: int, text: str) -> str:
    first = folded.places[start][0]
    last = folded.places[folded.text.rfind(" ", 0, end) + 1][1]
    return " ".join(text[first:last].split())


@lru_cache(maxsize=1024)
def _folded(text: str) -> _Folded:
    places: dict[int, tuple[int, int]] = {}
    words: list[tuple[int, str]] = []
    offset = 0
    for match in _TOKEN.finditer(text):
        word = _word(match.group())
        places[offset] = match.span()
        words.append((offset, word))
        offset += len(word) + 1
    return _Folded(" ".join(word for _, word in words), tuple(words), places)


@lru_cache(maxsize=8192)
def _word(token: str) -> str:
    """A token as phrases know it: folded and mended, any stop a full stop."""
    return "." if token[0] in ".;" else _mended(fold(token))


@lru_cache(maxsize=8192)
def _mended(word: str) -> str:
    """A word of the lists that differs in one lookalike letter, else the word."""
    if len(word) < _MENDED_LENGTH or word in _vocabulary():
        return word
    for place, letter in enumerate(word):
        mask = word[:place] + _ANY + word[place + 1 :]
        for mended in _masks().get(mask, ()):
            if _look_alike(letter, mended[place]):
                return mended
    return word


def _look_alike(one: str, other: str) -> bool:
    return any(one in shape and other in shape for shape in _SHAPES)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    patterns = (
        pattern
        for phrases in book().values()
        for pattern in (*phrases.finds.values(), phrases.unless)
        if pattern is not None
    )
    return frozenset(re.findall(r"\w{2,}", " ".join(p.pattern for p in patterns)))


@lru_cache(maxsize=1)
def _masks() -> dict[str, list[str]]:
    """Each long word of the lists, with every letter in turn masked."""
    masks: dict[str, list[str]] = {}
    for word in sorted(w for w in _vocabulary() if len(w) >= _MENDED_LENGTH):
        for place in range(len(word)):
            mask = word[:place] + _ANY + word[place + 1 :]
            masks.setdefault(mask, []).append(word)
    return masks


def _phrases(name: str, entry: dict[str, Any]) -> Phrases:
    unless = entry.get("unless")
    return Phrases(
        name=name,
        says=str(entry["says"]),
        finds=_by_opener(name, entry["finds"]),
        unless=_any_of(name, unless) if unless else None,
    )


def _by_opener(name: str, phrases: list[str]) -> dict[str, re.Pattern[str]]:
    """The phrases by the folded word they begin with."""
    opened: dict[str, list[str]] = {}
    for phrase in phrases:
        for word in phrase.split()[0].split("|"):
            whole = " ".join((word, *phrase.split()[1:]))
            opened.setdefault(fold(word), []).append(whole)
    return {word: _any_of(name, tuple(whole)) for word, whole in opened.items()}


def _any_of(name: str, phrases: Iterable[str]) -> re.Pattern[str]:
    firsts = [phrase.split()[0] for phrase in phrases]
    if not firsts or any(first[0] == _ANY or first[-1] == "?" for first in firsts):
        raise BadRule(f"{FILE}: a phrase of list {name} does not begin with a word")
    bodies = sorted((_body(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(bodies) + r")(?!\S)")


def _body(phrase: str) -> str:
    """A phrase as an expression over folded words.

    `a|b` is one of several words, `a?` a word that may be missing, `*3` up to three
    words of any kind, `NUM` a number.
    """
    body = "".join(_piece(piece) for piece in phrase.split())
    return body.removeprefix(" ") if body.startswith(" ") else body


def _piece(piece: str) -> str:
    if piece[0] == "*" and piece[1:].isdigit():
        return rf"(?: [^ .]+){{0,{piece[1:]}}}"
    words = piece.rstrip("?").split("|")
    body = "|".join(
        r"\d+" if word == "NUM" else re.escape(fold(word)) for word in words
    )
    return f"(?: (?:{body}))?" if piece.endswith("?") else f" (?:{body})"
