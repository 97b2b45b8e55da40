"""Words of a page go in; out come signs of who stands behind it and against whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from extractor.document import Word
from extractor.taxonomy.phrases import PhraseBook, skeletons

NUMBERED = " #"
"""Ends a phrase that holds only before a number: the letters of a docket."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a paper can show of its origin."""

    id: str
    authority: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """All signs, in a fixed order."""
    text = files("extractor.taxonomy").joinpath("signs.yaml").read_text("utf-8")
    return tuple(
        Sign(key, entry["authority"], tuple(entry["phrases"]), tuple(entry["examples"]))
        for key, entry in yaml.safe_load(text).items()
    )


@lru_cache(maxsize=1)
def _book() -> PhraseBook:
    return PhraseBook(
        {
            sign.id: [p for p in sign.phrases if not p.endswith(NUMBERED)]
            for sign in signs()
        }
    )


@lru_cache(maxsize=1)
def _dockets() -> dict[str, str]:
    """Skeleton of a docket's letters to the sign it is one of."""
    return {
        skeletons(phrase.removesuffix(NUMBERED))[0]: sign.id
        for sign in signs()
        for phrase in sign.phrases
        if phrase.endswith(NUMBERED)
    }


def shown(words: Sequence[Word]) -> tuple[str, ...]:
    """The ids of all signs on a page, one for each place it stands at."""
    hits = (hit.key for hit in _book().find(words))
    return (*hits, *_numbered(token for w in words for token in skeletons(w.text)))


def _numbered(tokens: Iterable[str]) -> list[str]:
    """Docket letters right before a number, or grown together with one."""
    found, last = [], ""
    for token in tokens:
        letters = token.rstrip("0123456789")
        digits = token[len(letters) :]
        sign = _dockets().get(letters or last)
        if digits and sign:
            found.append(sign)
        last = token
    return found
