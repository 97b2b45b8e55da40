"""Places in the United States: postal addresses and names of states in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.find.tokens import Token, starts
from extractor.taxonomy.jurisdictions import Subdivision, by_name, by_words, of_zip

_ZIP = re.compile(r"(\d{5})(?:-\d{4})?[.,;)]?\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """The end of a postal address: tokens `first` to `last` are city, state, ZIP."""

    state: Subdivision
    city: str
    first: int
    last: int


def state_at(tokens: Sequence[Token], at: int) -> tuple[Subdivision, int] | None:
    """The state whose full name stands at an index, and how many words it has."""
    for words, state in by_name().items():
        if starts(tokens, at, words):
            return state, len(words)
    return None


def _state_before(tokens: Sequence[Token], end: int) -> tuple[Subdivision, int] | None:
    for words, state in by_words().items():
        if starts(tokens, end - len(words), words):
            return state, end - len(words)
    return None


def _city(tokens: Sequence[Token], end: int) -> int:
    """Index of the first word of the city that ends before `end`."""
    first = end
    while first > max(end - 3, 0):
        token = tokens[first - 1]
        new_line = first < end and token.line != tokens[first].line
        if new_line or not token.text[0].isupper() or token.fold.isdigit():
            break
        if first < end and token.text.endswith((",", ".", ";")):
            break
        first -= 1
    return first


def addresses_in(tokens: Sequence[Token]) -> Iterator[Address]:
    """The postal addresses that name a state and a fitting ZIP code."""
    for i, token in enumerate(tokens):
        code = _ZIP.match(token.text)
        named = _state_before(tokens, i) if code else None
        if code is None or named is None:
            continue
        state, at = named
        # A house number looks like a ZIP code; one far from its state is no address.
        if of_zip(code[1]) in (state, None):
            first = _city(tokens, at)
            city = " ".join(t.text for t in tokens[first:at]).strip(" ,.")
            yield Address(state, city, first, i)
