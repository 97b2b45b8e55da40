"""Federal district courts by their district: "Northern District of X"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rapidfuzz import fuzz

from extractor.find.place import state_at
from extractor.find.tokens import Token, same, skeleton, starts, where
from extractor.taxonomy.jurisdictions import (
    Subdivision,
    by_abbreviation,
    caption_words,
    fold_word,
    fold_words,
    subdivisions,
)

_OF = ("of", "0f", "oe", "or", "ot", "cf")
_LOOK_BACK = 14
# Its name holds the word "district": read on its own.
_CAPITAL = "US-DC"
_CAPTION_TOKENS = 120
_SHORT = re.compile(r"\(?(?P<side>[NSEWMC]?)\.?D\.(?P<state>(?:[A-Z]\.){0,2})\W*\Z")
SIDES = {
    "N": "northern",
    "S": "southern",
    "E": "eastern",
    "W": "western",
    "M": "middle",
    "C": "central",
}
_YEAR = re.compile(r"(?:19|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A court seen at tokens `first` to `last`; `score` tells how plainly."""

    name: str
    court_id: str | None
    level: str
    subdivision: str | None
    county: str | None
    first: int
    last: int
    score: float


def _direction(tokens: Sequence[Token], at: int) -> str | None:
    if at < 0:
        return None
    words: list[str] = caption_words()["directions"]
    read = tokens[at].fold
    near = [w for w in words if same(read, w)]
    # "Western" and "Eastern" forgive so much noise that they are near each other.
    return max(near, key=lambda w: fuzz.ratio(read, w), default=None)


def _titled(tokens: Sequence[Token]) -> bool:
    """True when "United States District Court" stands there, however mangled.

    Blackletter headings reach us as "Ilnitcb &tatcs Iistrirt Courf": the four words
    are alike as a whole though none of them is.
    """
    folds = [t.fold for t in tokens]
    for size in (4, 3, 2):
        for i in range(len(folds) - size + 1):
            read = "".join(folds[i : i + size])
            if fuzz.ratio(read, "unitedstatesdistrictcourt") >= 55:
                return True
    return False


def federal_heading(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where a first page's "United States District Court" stands, read plainly."""
    for i in range(min(len(tokens), _CAPTION_TOKENS)):
        opens = i == 0 or tokens[i - 1].line != tokens[i].line
        if opens and starts(tokens, i, ("united", "states", "district", "court")):
            return i, i + 4
    return None


def _score(tokens: Sequence[Token], first: int, last: int) -> float:
    before = tokens[max(first - _LOOK_BACK, 0) : first]
    near = {t.fold for t in before[-5:]}
    score = 0.55
    if _titled([t for t in before if t.page == tokens[first].page]):
        score += 0.25
    if near & {"jury"}:
        score += 0.1
    if _alone(tokens, first, last):
        score += 0.1
    return score


def _alone(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True when the phrase has its lines for itself, but for small words."""
    lines = {(t.page, t.line) for t in tokens[first : last + 1]}
    around = [*tokens[max(first - 4, 0) : first], *tokens[last + 1 : last + 3]]
    return not any((t.page, t.line) in lines and len(t.fold) > 3 for t in around)


def _seen(tokens: Sequence[Token], first: int, last: int, court: Subdivision) -> Seen:
    return _district(tokens, (first, last), court, _direction(tokens, first))


def _district(
    tokens: Sequence[Token],
    place: tuple[int, int],
    court: Subdivision,
    direction: str | None,
) -> Seen:
    first, last = place
    court_id = court.district(direction)
    side = "" if "whole" in dict(court.districts) else (direction or "").title()
    whole = f"{side} District of {court.name}".strip()
    bankrupt = any(t.fold == "bankruptcy" for t in tokens[max(first - 4, 0) : first])
    name = f"United States District Court for the {whole}"
    if bankrupt and court_id:
        name = name.replace("District", "Bankruptcy", 1)
        court_id = caption_words()["bankruptcy_ids"].get(court_id, f"{court_id[:-1]}b")
    score = _score(tokens, first, last) - (0.15 if court_id is None else 0)
    return Seen(name, court_id, "federal", court.code, None, first, last, score)


def _is_local(tokens: Sequence[Token], at: int) -> bool:
    """True for "Superior Court of the District of Columbia" and judicial districts."""
    back = [t.fold for t in tokens[max(at - 4, 0) : at]]
    return bool(set(back) & {"superior", "judicial", "attorney"}) and not any(
        same(w, "united") or same(w, "states") for w in back
    )


def _is_office(tokens: Sequence[Token], at: int) -> bool:
    """True for "United States Attorney, Southern District of X": no court."""
    near = [t.fold for t in tokens[max(at - 6, 0) : at]]
    named = any(w in ("attorney", "attorneys", "usao") for w in near)
    return named and not any(same(w, "court") or w == "jury" for w in near)


def districts_in(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Every federal district named, whether as a court's or as a prosecutor's."""
    for i, token in enumerate(tokens):
        if not same(token.fold, "district") or i + 2 >= len(tokens):
            continue
        if tokens[i + 1].fold not in _OF:
            continue
        # "District of Columbia" is the name of the place itself.
        named = state_at(tokens, i + 2) or state_at(tokens, i)
        if named is None or _is_local(tokens, i):
            continue
        state, size = named
        last = max(i + 1 + size, i + 2) if state_at(tokens, i + 2) else i + size - 1
        first = i - 1 if _direction(tokens, i - 1) else i
        yield _seen(tokens, first, last, state)


def _territories(tokens: Sequence[Token]) -> Iterator[Seen]:
    for i in range(len(tokens) - 3):
        if not starts(tokens, i, ("district", "court")):
            continue
        at = i + 2
        while at < len(tokens) and tokens[at].fold in ("of", "for", "the"):
            at += 1
        named = state_at(tokens, at)
        if named and named[0].postal in caption_words()["territorial"]:
            last = at + named[1] - 1
            yield _seen(tokens, i, last, named[0])


def _columbia(tokens: Sequence[Token]) -> Iterator[Seen]:
    for i in range(len(tokens) - 2):
        if starts(tokens, i, ("district", "of", "columbia")):
            named = state_at(tokens, i)
            if named and not _is_local(tokens, i) and _is_federal(tokens, i):
                yield _seen(tokens, i, i + 2, named[0])


def _is_federal(tokens: Sequence[Token], at: int) -> bool:
    return _titled(tokens[max(at - _LOOK_BACK, 0) : at])


def _glued(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Districts of a caption whose words the OCR ran together: "DISTRICTOF MAINE"."""
    caption = tokens[:_CAPTION_TOKENS]
    starts_at = [0, *accumulate(len(t.fold) for t in caption)]
    text = skeleton("".join(t.fold for t in caption))
    for state in subdivisions():
        found = text.find(skeleton("districtof" + "".join(fold_words(state.name))))
        if found < 0:
            continue
        first = bisect_right(starts_at, found) - 1
        last = bisect_right(starts_at, found + len("districtof")) - 1
        sides: list[str] = caption_words()["directions"]
        side = next((d for d in sides if text[:found].endswith(skeleton(d))), None)
        yield _district(caption, (first, last), state, side)


def federal_courts(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Every mention of a federal district, in reading order of its kind."""
    yield from (
        seen
        for seen in districts_in(tokens)
        if seen.subdivision != _CAPITAL and not _is_office(tokens, seen.first)
    )
    yield from _territories(tokens)
    yield from _columbia(tokens)
    yield from _national(tokens)


def _national(tokens: Sequence[Token]) -> Iterator[Seen]:
    for court in caption_words()["national"]:
        for i in where(tokens[:_CAPTION_TOKENS], court["words"]):
            last = i + len(court["words"]) - 1
            yield Seen(
                court["name"], court["court_id"], "federal", None, None, i, last, 0.75
            )


def abbreviated_courts(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Districts by their short names: "S.D.N.Y.", "E.D. Va.", "D. Mass."."""
    for i, token in enumerate(tokens):
        short = _SHORT.match(token.text)
        if short is None or _is_cited(tokens, i):
            continue
        glued = by_abbreviation().get((fold_word(short["state"]),))
        after = state_at(tokens, i + 1) if not short["state"] else None
        state = glued or (after[0] if after else None)
        side = SIDES.get(short["side"].upper())
        if state and state.district(side):
            last = i + (after[1] if after else 0)
            yield replace(_district(tokens, (i, last), state, side), score=0.6)


def _is_cited(tokens: Sequence[Token], at: int) -> bool:
    """True for "(S.D.N.Y. 1994)": where another case was decided."""
    return any(_YEAR.search(t.text) for t in tokens[at + 1 : at + 4])


def glued_courts(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Districts with their words run together, where none is named properly."""
    if next(districts_in(tokens), None) is None:
        yield from (s for s in _glued(tokens) if s.court_id is not None)
