"""Courts of tribes and nations, found by the words around "court"."""

from dataclasses import dataclass
from functools import cache

from courts_db import courts as all_courts

from extractor.taxonomy.jurisdictions import caption_words, fold_words, subdivisions


@dataclass(frozen=True, slots=True)
class TribalCourt:
    """A tribal court of courts-db: `tribe` and `kind` are the words of its name."""

    court_id: str
    name: str
    subdivision: str
    tribe: frozenset[str]
    kind: frozenset[str]


@cache
def _courts() -> tuple[TribalCourt, ...]:
    codes = {s.name: s.code for s in subdivisions()}
    plain = set(caption_words()["tribal_noise"])
    kinds = set(caption_words()["tribal_kinds"])
    found = []
    for court in all_courts:
        if court["system"] == "tribal" and court["location"] in codes:
            words = frozenset(fold_words(court["name"])) - plain
            code = codes[court["location"]]
            parts = words - kinds, words & kinds
            found.append(TribalCourt(court["id"], court["name"], code, *parts))
    return tuple(found)


def find_tribal_court(near: frozenset[str], kind: str) -> TribalCourt | None:
    """The court of the tribe that folded words near it name, of a fitting kind."""
    asked = {kind} & set(caption_words()["tribal_kinds"])
    fitting = [
        c for c in _courts() if c.tribe and c.tribe | c.kind <= near and asked <= c.kind
    ]
    return max(fitting, key=lambda c: (len(c.tribe), len(c.kind)), default=None)


def find_tribal_state(near: frozenset[str]) -> str | None:
    """The state in which all courts sit of the tribe that folded words name."""
    fitting = [c for c in _courts() if c.tribe and c.tribe <= near]
    size = max((len(c.tribe) for c in fitting), default=0)
    codes = {c.subdivision for c in fitting if len(c.tribe) == size}
    return codes.pop() if len(codes) == 1 else None
