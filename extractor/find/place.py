"""Places in the United States: postal addresses and names of states in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.find.tokens import Token, skeleton, starts
from extractor.taxonomy.jurisdictions import (
    Subdivision,
    by_abbreviation,
    by_city,
    by_name,
    by_words,
    of_zip,
)

_ZIP = re.compile(r"(\d{5})(?:-\d{4})?[.,;:)]*\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """The end of a postal address: tokens `first` to `last` are city, state, ZIP."""

    state: Subdivision
    city: str
    first: int
    last: int


def state_at(tokens: Sequence[Token], at: int) -> tuple[Subdivision, int] | None:
    """The state whose name stands at an index, and how many words it has.

    "Vt." and "N. Mex." count with their full stop, "VT" only in an address.
    """
    for words, state in by_name().items():
        if starts(tokens, at, words):
            return state, len(words)
    return _abbreviated(tokens, at)


def _abbreviated(tokens: Sequence[Token], at: int) -> tuple[Subdivision, int] | None:
    if not 0 <= at < len(tokens) or not tokens[at].text[:1].isupper():
        return None
    for size in (2, 1):
        run = tokens[at : at + size]
        state = by_abbreviation().get(tuple(t.fold for t in run))
        if state and _is_short_for(run, state):
            return state, size
    return None


def _is_short_for(run: Sequence[Token], state: Subdivision) -> bool:
    """True for "Ga." and "N.Y."; "G.A." is no state's, whatever its letters."""
    printed = run[-1].text.rstrip(",;:)")
    initials = state.name.title().split()
    inner = "." in printed.rstrip(".")
    return printed.endswith(".") and (not inner or len(initials) > 1)


@cache
def _cities() -> dict[tuple[str, ...], Subdivision]:
    return {tuple(map(skeleton, words)): s for words, s in by_city().items()}


def state_of_city(tokens: Sequence[Token]) -> str | None:
    """The state of the first city that tells one by its name alone."""
    for i, token in enumerate(tokens):
        for size in (2, 3, 1):
            words = tuple(skeleton(t.fold) for t in tokens[i : i + size])
            named = token.text[:1].isupper() or token.text[:1] in "l1"
            state = _cities().get(words) if named else None
            if state:
                return state.code
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


def cities_in(tokens: Sequence[Token]) -> Iterator[Address]:
    """Cities with their state and no ZIP code, below or behind a street."""
    for i in range(1, len(tokens)):
        named = _state_behind_comma(tokens, i)
        if named is None:
            continue
        state, after = named
        first = _city(tokens, i)
        if first < i and _is_placed(tokens, first):
            city = " ".join(t.text for t in tokens[first:i]).strip(" ,.")
            yield Address(state, city, first, after - 1)


def _state_behind_comma(
    tokens: Sequence[Token], at: int
) -> tuple[Subdivision, int] | None:
    if not tokens[at - 1].text.endswith(","):
        return None
    named = state_at(tokens, at)
    state, size = named or (None, 1)
    if state is None and re.fullmatch(r"[A-Z]{2}\W*", tokens[at].text):
        state = by_words().get((tokens[at].fold,))
    after = at + size
    zipped = after < len(tokens) and _ZIP.match(tokens[after].text)
    return None if state is None or zipped else (state, after)


def _is_placed(tokens: Sequence[Token], first: int) -> bool:
    """True where a city opens its line or follows a street's number."""
    line = [t for t in tokens[max(first - 7, 0) : first] if _together(t, tokens[first])]
    return not line or any(t.fold[:1].isdigit() for t in line)


def _together(one: Token, other: Token) -> bool:
    return (one.page, one.line) == (other.page, other.line)


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
