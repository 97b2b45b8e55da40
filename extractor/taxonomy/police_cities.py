"""Cities with a police force of their own, with their counties."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import fold_word, load


@dataclass(frozen=True, slots=True)
class PoliceCity:
    """A city, its state and county, and how its force calls itself."""

    name: str
    state: str
    county: str
    force: str


@cache
def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", load("police_cities.yaml"))


@cache
def police_cities() -> tuple[PoliceCity, ...]:
    """All of them, by state."""
    return tuple(
        PoliceCity(city, state, county, _force(state, city))
        for state, counties in _data()["cities"].items()
        for city, county in counties.items()
    )


def _force(state: str, city: str) -> str:
    return str(_data()["called"].get(f"{state} {city}", f"{city} Police Department"))


def _initials(city: str) -> str:
    words = city.replace("-", " ").replace(".", "").split()
    return "".join(word[0] for word in words).upper()


def spelled_out(letters: str, state: str, county: str | None) -> PoliceCity | None:
    """The one city of a state, or of its county, whose force has these initials."""
    ending = letters[-2:]
    found = [
        city
        for city in police_cities()
        if city.state == state
        and _initials(city.name) == letters[:-2]
        and ("Bureau" in city.force) == (ending == "PB")
        and (county is None or fold_word(county) == fold_word(city.county))
    ]
    return found[0] if len(found) == 1 else None


def home(city: str, state: str | None) -> PoliceCity | None:
    """The city of a name: of a state, else the only one that has the name."""
    told = fold_word(city)
    named = [c for c in _by_name().get(told, ()) if state in (None, c.state)]
    if state is None and (len(named) != 1 or told in _shared()):
        return None
    return named[0] if named else None


@cache
def _by_name() -> dict[str, tuple[PoliceCity, ...]]:
    found: dict[str, tuple[PoliceCity, ...]] = {}
    for city in police_cities():
        found[fold_word(city.name)] = (*found.get(fold_word(city.name), ()), city)
    return found


@cache
def _shared() -> frozenset[str]:
    return frozenset(map(fold_word, _data()["shared"]))


def counties_of(state: str) -> Iterator[str]:
    """The counties of a state in which those cities lie."""
    yield from sorted({c.county for c in police_cities() if c.state == state})
