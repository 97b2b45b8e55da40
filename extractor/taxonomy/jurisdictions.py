"""The states and territories as data: names, postal prefixes, federal districts."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A state, the District of Columbia or a territory of the United States.

    `words` are its names, each as folded words, longest first; `districts` pairs a
    direction ("northern", or "whole" where the state is one district) with a court id.
    """

    code: str
    name: str
    words: tuple[tuple[str, ...], ...]
    zip_prefixes: tuple[tuple[int, int], ...]
    districts: tuple[tuple[str, str], ...]
    area_codes: tuple[int, ...] = ()
    cities: tuple[str, ...] = ()

    @property
    def postal(self) -> str:
        """The two letters of a postal address."""
        return self.code[3:]

    def district(self, direction: str | None) -> str | None:
        """The court id of a district; a state of one district needs no direction."""
        ids = dict(self.districts)
        return ids.get("whole") or ids.get(direction or "")


def load(name: str) -> Any:  # noqa: ANN401 - the shape is the file's own
    """A YAML file of this package."""
    return yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8"))


def fold_word(word: str) -> str:
    """A word's letters and digits in lower case."""
    return "".join(c for c in word.casefold() if c.isalnum())


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, empty ones dropped."""
    return tuple(w for w in map(fold_word, text.split()) if w)


def _subdivision(entry: dict[str, Any]) -> Subdivision:
    names = (entry["name"], *entry["abbreviations"])
    words = sorted({fold_words(n) for n in names}, key=lambda w: (-len(w), w))
    return Subdivision(
        entry["code"],
        entry["name"],
        tuple(words),
        tuple((low, high) for low, high in entry["zip_prefixes"]),
        tuple(entry["districts"].items()),
        tuple(entry.get("area_codes", ())),
        tuple(entry.get("cities", ())),
    )


@cache
def subdivisions() -> tuple[Subdivision, ...]:
    """All of them, in the order of the file."""
    return tuple(map(_subdivision, load("jurisdictions.yaml")["subdivisions"]))


@cache
def by_code() -> dict[str, Subdivision]:
    """ISO 3166-2 code to subdivision."""
    return {s.code: s for s in subdivisions()}


@cache
def by_name() -> dict[tuple[str, ...], Subdivision]:
    """Folded full name to subdivision, longest name first."""
    pairs = [(fold_words(s.name), s) for s in subdivisions()]
    # "Washington, D.C." must not be read as the state of that name.
    pairs += [(words, s) for s in subdivisions() for words in s.words if len(words) > 1]
    pairs = [(words, s) for words, s in pairs if (words, s.code) not in _dotted()]
    return dict(sorted(pairs, key=lambda p: (-len(p[0]), p[0])))


@cache
def _dotted() -> frozenset[tuple[tuple[str, ...], str]]:
    """Abbreviations that only their full stop tells from other words: "Me."."""
    return frozenset(
        (fold_words(short), entry["code"])
        for entry in load("jurisdictions.yaml")["subdivisions"]
        for short in entry["abbreviations"]
        if short.endswith(".") and "D.C." not in short
    )


@cache
def by_abbreviation() -> dict[tuple[str, ...], Subdivision]:
    """Folded traditional abbreviation to subdivision, longest first."""
    pairs = sorted(_dotted(), key=lambda p: (-len(p[0]), p))
    return {words: by_code()[code] for words, code in pairs}


@cache
def by_city() -> dict[tuple[str, ...], Subdivision]:
    """Folded names of cities that tell their state."""
    return {fold_words(city): s for s in subdivisions() for city in s.cities}


@cache
def by_words() -> dict[tuple[str, ...], Subdivision]:
    """Folded name, abbreviation or postal letters to subdivision, longest first."""
    pairs = [(words, s) for s in subdivisions() for words in s.words]
    pairs += [((s.postal.lower(),), s) for s in subdivisions()]
    return dict(sorted(pairs, key=lambda p: (-len(p[0]), p[0])))


def of_zip(code: str) -> Subdivision | None:
    """The subdivision a ZIP code lies in."""
    prefix = int(code[:3])
    for subdivision in subdivisions():
        if any(low <= prefix <= high for low, high in subdivision.zip_prefixes):
            return subdivision
    return None


@cache
def of_area_code(code: int) -> Subdivision | None:
    """The subdivision a telephone area code belongs to."""
    return next((s for s in subdivisions() if code in s.area_codes), None)


@cache
def caption_words() -> dict[str, Any]:
    """The words of court captions (`courts.yaml`)."""
    return cast("dict[str, Any]", load("courts.yaml"))
