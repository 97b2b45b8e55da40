"""State trial courts of courts-db, found by state, kind, number and place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from courts_db import courts as all_courts
from rapidfuzz import fuzz

from extractor.taxonomy.jurisdictions import (
    by_words,
    caption_words,
    fold_words,
    subdivisions,
)

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|d)?\Z")


@dataclass(frozen=True, slots=True)
class StateCourt:
    """A court of courts-db as far as a caption tells it."""

    court_id: str
    name: str
    kind: str
    number: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Words that make "court" a certain court; `follows`: they stand behind it."""

    id: str
    words: tuple[str, ...]
    follows: bool
    only_in: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds, longest wording first."""
    entries = [
        Kind(
            e["id"],
            tuple(e["words"]),
            e.get("follows", False),
            tuple(e.get("trial_only_in", ())),
        )
        for e in caption_words()["kinds"]
    ]
    return tuple(sorted(entries, key=lambda k: -len(k.words)))


def number_of(words: tuple[str, ...]) -> int | None:
    """The first ordinal or number among folded words: "twentyfirst", "15th"."""
    ordinals, tens = caption_words()["ordinals"], caption_words()["tens"]
    for i, word in enumerate(words):
        digits = _ORDINAL.match(word)
        if digits:
            return int(digits[1])
        if word in ordinals:
            return int(ordinals[word]) + _ten(words[i - 1] if i else "", tens)
        for ten, value in tens.items():
            if word.startswith(ten) and word[len(ten) :] in ordinals:
                return int(value) + int(ordinals[word[len(ten) :]])
    return None


def _ten(word: str, tens: dict[str, int]) -> int:
    return tens.get(word, 0)


def kind_in(words: tuple[str, ...]) -> str | None:
    """The kind of court that folded words name, the longest wording first."""
    for kind in kinds():
        run = (*kind.words, "court") if not kind.follows else ("court", *kind.words)
        for i in range(len(words) - len(run) + 1):
            got = (*words[i : i + len(run)],)
            if tuple("court" if w == "courts" else w for w in got) == run:
                return kind.id
    return None


def _without_state(words: tuple[str, ...], state: tuple[str, ...]) -> tuple[str, ...]:
    # Once only: a county may bear its state's name. courts-db misspells some states.
    size = len(state)
    for i in range(len(words) - size + 1):
        if fuzz.ratio(" ".join(words[i : i + size]), " ".join(state)) >= 92:
            return words[:i] + words[i + size :]
    return words


def _place(words: tuple[str, ...], state: tuple[str, ...]) -> str:
    noise = set(caption_words()["place_noise"]) | {
        w for k in kinds() for w in k.words if w != "city"
    }
    kept = [w for w in _without_state(words, state) if w not in noise]
    named = [w for w in kept if not _ORDINAL.match(w)]
    # "Monroe County Court, NY": the state once more, shortened.
    if len(named) > 1 and (named[-1],) in by_words():
        named.pop()
    return " ".join(named)


def _in_force(court: dict[str, Any]) -> bool:
    return all(d.get("end") is None for d in court["dates"])


def _state_court(court: dict[str, Any], state: tuple[str, ...]) -> StateCourt | None:
    words = fold_words(court["name"].replace("'", ""))
    # "Circuit Court of the 10th Circuit": the examples tell the kind where the name
    # does not ("Sup Ct" for one).
    kind = kind_in(words) or kind_in(fold_words(" ".join(court["examples"][:1])))
    if kind is None:
        return None
    number = number_of(tuple(w for w in words if _ORDINAL.match(w)))
    return StateCourt(court["id"], court["name"], kind, number, _place(words, state))


@cache
def _index() -> dict[str, tuple[StateCourt, ...]]:
    index: dict[str, tuple[StateCourt, ...]] = {}
    for subdivision in subdivisions():
        state = fold_words(subdivision.name)
        found = (_state_court(c, state) for c in _courts_of(subdivision.name))
        index[subdivision.code] = tuple(c for c in found if c)
    return index


def _courts_of(name: str) -> Iterable[dict[str, Any]]:
    # courts-db spells the capital three ways.
    aliases = {"District of Columbia": {"Washington D.C.", "DC", "D.C."}}
    places = {name} | aliases.get(name, set())
    return (
        c
        for c in all_courts
        if c["location"] in places
        and c["system"] == "state"
        # The types of courts-db are unreliable; the names are not.
        and not ("supreme" in c["name"].casefold() and c["type"] != "trial")
        and "appe" not in c["name"].casefold()
        and _in_force(c)
    )


def find_state_court(
    code: str, kind: str, number: int | None, place: str | None
) -> StateCourt | None:
    """The court of a state that fits best: by place, by number, else the general one.

    Args:
        code: ISO 3166-2 code of the state.
        kind: Id of the kind of court.
        number: Number of its circuit or district.
        place: County or city.
    """
    same = [c for c in _index().get(code, ()) if c.kind == kind]
    wanted = " ".join(fold_words(place or ""))
    if wanted:
        near = [c for c in same if c.place and fuzz.ratio(c.place, wanted) >= 88]
        if near:
            return max(near, key=lambda c: (c.number == number, c.court_id))
    numbered = [c for c in same if number is not None and c.number == number]
    # A county of that circuit of which the OCR kept only a part.
    parts = [c for c in numbered if c.place and len(wanted) > 3 and wanted in c.place]
    if len(parts) == 1:
        return parts[0]
    whole = [c for c in numbered if not c.place]
    if whole:
        return whole[0]
    return next((c for c in same if c.number is None and not c.place), None)
