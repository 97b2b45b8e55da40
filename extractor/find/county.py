"""The county that a caption, a letterhead or an agency's name tells."""

from collections.abc import Sequence
from functools import cache

from extractor.find.place import state_at
from extractor.find.tokens import Token, mended, same, starts
from extractor.taxonomy.jurisdictions import caption_words


def county_in(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """A county's name among tokens: "COUNTY OF X", "X COUNTY", "X, ss."."""
    words = caption_words()["county_words"]
    for i in range(start, end):
        if tokens[i].fold in caption_words()["venue_marks"] and i > start:
            before = back(tokens, i, start)
            if before:
                return before
        if not any(same(tokens[i].fold, w) for w in words):
            continue
        of = starts(tokens, i + 1, ("of",))
        name = _of_county(tokens, i, end) if of else back(tokens, i, start)
        if name:
            return name
    return None


def _stops(token: Token) -> bool:
    stops = caption_words()["county_stops"]
    digits = any(c in "2346789" for c in token.text)
    numbered = digits or token.fold[:1].isdigit()
    numbered = numbered or token.fold in caption_words()["ordinals"]
    capital = token.text.lstrip("([\"'“")[:1].isupper()
    return token.fold in stops or not capital or numbered


def _of_county(tokens: Sequence[Token], at: int, end: int) -> str | None:
    kept: list[Token] = []
    for i in range(at + 2, min(at + 5, end)):
        token = tokens[i]
        if _stops(token) or (kept and (token.apart or token.line != kept[-1].line)):
            break
        if kept and (token.fold in _ends() or state_at(tokens, i)):
            break
        kept.append(token)
        if token.text.endswith((",", ";", ":", ".", ")")) and not _is_saint(token):
            break
    return _clean(kept)


def back(tokens: Sequence[Token], at: int, start: int) -> str | None:
    """The name that ends right before an index, on its line."""
    kept: list[Token] = []
    for token in reversed(tokens[max(at - 3, start) : at]):
        ends = token.text.endswith((".", ";", ":", ")", ",")) and not _is_saint(token)
        if _stops(token) or token.line != tokens[at].line or (kept and ends):
            break
        kept.insert(0, token)
        if token.apart or token.text.startswith(("(", "[")):
            break
    return _clean(kept)


def _is_saint(token: Token) -> bool:
    return token.fold in ("st", "ste")


def _clean(kept: Sequence[Token]) -> str | None:
    name = " ".join(mended(t.text) for t in kept).strip(" ,.;:()'\"")
    return name.title() if name.isupper() else name or None


@cache
def _ends() -> frozenset[str]:
    return frozenset(caption_words()["county_ends"])


def ahead(tokens: Sequence[Token], at: int) -> str | None:
    """The word at an index as a name."""
    return _clean(tokens[at : at + 1]) if at < len(tokens) else None
