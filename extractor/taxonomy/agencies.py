"""American agencies as data, and the book that finds their names."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import fold_words, load
from extractor.taxonomy.phrases import PhraseBook

USAO = "usao"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency; `is_office`: a kind of which every place has its own.

    `prosecutes`: it charges before courts and grand juries. `heads_only`: its words say
    something else too, and name an agency in a letterhead alone.
    """

    id: str
    name: str
    level: str
    subdivision: str | None
    is_office: bool
    prosecutes: bool = False
    heads_only: bool = False


@cache
def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", load("agencies.yaml"))


def _agency(entry: dict[str, Any], *, is_office: bool) -> Agency:
    return Agency(
        entry["id"],
        entry["name"],
        entry["level"],
        entry.get("subdivision"),
        is_office,
        entry.get("prosecutes", False),
        entry.get("heads_only", False),
    )


@cache
def wording(name: str) -> frozenset[str]:
    """Folded words that tell how a name or an address near it is to be read."""
    return frozenset(_data()[name])


@cache
def short_forms() -> dict[str, str]:
    """Short forms of local offices, folded, and what they stand for."""
    return dict(_data()["short_forms"])


@cache
def by_state(name: str) -> dict[str, str]:
    """A table of the data by state: who prosecutes in a county, who has troopers."""
    return dict(_data()[name])


@cache
def field_cities() -> dict[tuple[str, ...], str]:
    """Folded names of cities where federal agencies have offices, to state."""
    told = _data()["field_cities"].items()
    return {fold_words(city): state for state, cities in told for city in cities}


@cache
def small_offices() -> frozenset[tuple[str, ...]]:
    """Those of the offices in the field that lie within another's reach."""
    return frozenset(fold_words(name) for name in _data()["small_offices"])


@cache
def field_offices() -> tuple[tuple[str, ...], ...]:
    """What those offices are called, as folded words, longest first."""
    told = (fold_words(name) for name in _data()["field_offices"])
    return tuple(sorted(told, key=lambda words: -len(words)))


@cache
def agencies() -> dict[str, Agency]:
    """All agencies and kinds of office by id."""
    told = [*_data()["agencies"], *_inspectors()]
    named = [_agency(e, is_office=False) for e in told]
    offices = [_agency(e, is_office=True) for e in _data()["offices"]]
    usao = _agency({"id": USAO, **_data()["usao"]}, is_office=True)
    return {a.id: a for a in (*named, *offices, usao)}


def _entries() -> list[dict[str, Any]]:
    usao = {"id": USAO, **_data()["usao"]}
    return [*_data()["agencies"], *_inspectors(), *_data()["offices"], usao]


def _inspectors() -> list[dict[str, Any]]:
    """The federal inspectors general, each of one body."""
    return [_inspector(body) for body in _data()["inspected"]]


def _inspector(body: dict[str, Any]) -> dict[str, Any]:
    full = body["name"]
    titled = (f"U.S. {full}", f"United States {full}")
    names = (full, *titled, *body.get("also", ()), *body["short"])
    return {
        "id": f"oig {full}",
        "name": f"{full}, Office of Inspector General",
        "level": "federal",
        "words": [form.format(n) for n in names for form in _data()["inspector_forms"]],
        "initials": [f"{short}-OIG" for short in body["short"]],
    }


@cache
def names() -> PhraseBook:
    """Finds the names; keys are agency ids."""
    return PhraseBook({e["id"]: e["words"] for e in _entries()})


@cache
def initials() -> dict[str, str]:
    """Initials as printed in capitals, to agency id."""
    return {i: e["id"] for e in _entries() for i in e.get("initials", ())}
