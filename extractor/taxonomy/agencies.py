"""American agencies as data, and the book that finds their names."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import load
from extractor.taxonomy.phrases import PhraseBook

USAO = "usao"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency; `is_office`: a kind of which every place has its own.

    `prosecutes`: it charges before courts and grand juries.
    """

    id: str
    name: str
    level: str
    subdivision: str | None
    is_office: bool
    prosecutes: bool = False


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
def agencies() -> dict[str, Agency]:
    """All agencies and kinds of office by id."""
    named = [_agency(e, is_office=False) for e in _data()["agencies"]]
    offices = [_agency(e, is_office=True) for e in _data()["offices"]]
    usao = _agency({"id": USAO, **_data()["usao"]}, is_office=True)
    return {a.id: a for a in (*named, *offices, usao)}


def _entries() -> list[dict[str, Any]]:
    usao = {"id": USAO, **_data()["usao"]}
    return [*_data()["agencies"], *_data()["offices"], usao]


@cache
def names() -> PhraseBook:
    """Finds the names; keys are agency ids."""
    return PhraseBook({e["id"]: e["words"] for e in _entries()})


@cache
def initials() -> dict[str, str]:
    """Initials as printed in capitals, to agency id."""
    return {i: e["id"] for e in _entries() for i in e.get("initials", ())}
