"""Where a federal agency's office in the field lies: "Boston Regional Office"."""

from collections.abc import Sequence
from functools import cache

from extractor.find.tokens import Token, skeleton, starts
from extractor.taxonomy.agencies import (
    field_cities,
    field_offices,
    small_offices,
    wording,
)
from extractor.taxonomy.jurisdictions import by_city

_LONGEST = 4


def field_state(tokens: Sequence[Token]) -> str | None:
    """The state of the first field office that tokens name, None where none is.

    "Seattle Division - Anchorage Domicile" writes from Anchorage.
    """
    small = _first(tokens, tuple(small_offices()))
    return small or _first(tokens, field_offices())


def _first(tokens: Sequence[Token], offices: Sequence[tuple[str, ...]]) -> str | None:
    for i, token in enumerate(tokens):
        named = any(starts(tokens, i, words) for words in offices)
        if named and token.text[:1].isupper():
            state = _ending(tokens, i)
        elif token.fold in wording("field_titles"):
            state = _opening(tokens, i + 1)
        else:
            continue
        if state:
            return state
    return None


def _ending(tokens: Sequence[Token], end: int) -> str | None:
    """The state of the city whose name ends before an index, on its line."""
    for size in range(min(_LONGEST, end), 0, -1):
        run = tokens[end - size : end]
        if run[0].line == tokens[end].line and not run[-1].text.endswith((".", ";")):
            state = _state(run)
            if state and not _in_court(tokens, end - size):
                return state
    return None


def _opening(tokens: Sequence[Token], first: int) -> str | None:
    """The state of the city whose name begins at an index."""
    for size in range(_LONGEST, 0, -1):
        run = tokens[first : first + size]
        state = _state(run) if run and run[0].text[:1].isupper() else None
        if state:
            return state
    return None


def _state(run: Sequence[Token]) -> str | None:
    return _cities().get(tuple(skeleton(t.fold) for t in run))


@cache
def _cities() -> dict[tuple[str, ...], str]:
    """Cities as OCR may leave them, to state."""
    told = {words: state.code for words, state in by_city().items()} | field_cities()
    return {tuple(map(skeleton, words)): code for words, code in told.items()}


def _in_court(tokens: Sequence[Token], first: int) -> bool:
    """True for "District of Oregon, Portland Division": a division of a court."""
    return any(t.fold == "district" for t in tokens[max(first - 4, 0) : first])
