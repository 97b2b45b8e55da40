"""The kinds of data as data, and the patterns made of their cues."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import load
from extractor.taxonomy.language import Normaliser, singular
from extractor.taxonomy.mending import printed

_GAP = r"(?: [a-z0-9]+){0,5}? "
# What stands behind a label when it names a target.
_VALUE = (
    r"(?:[\"“][^\"”]{2,60}[\"”]|[\w.+-]+\s?[@®©]\s?[\w.-]+|\d{1,6} [A-Z]\w+"
    r"|\+?\(?\d{3}[\d().\- ]{5,}\d|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?=[\w-]*\d)[A-Z0-9][\w-]{5,})"
)
# An e-mail address may hold a word that names data: "name@mailbox.example".
_ADDRESS = re.compile(r"[\w.+-]+\s?[@®©]\s?[\w-]+(?:\s?\.\s?[a-z]{2,})+")
_LETTERS = re.compile(r"(?<![\\?])\b[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of data; `strong` decides, `weak` hints, `unless` cancels.

    `covers` are the kinds that are the same thing once more beside this one.
    """

    id: str
    strong: re.Pattern[str]
    weak: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    only_alone: bool
    covers: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", load("categories.yaml"))


def _cue(cue: str) -> str:
    """A cue as a regular expression over plain form."""
    one = _LETTERS.sub(lambda m: singular(m.group()), cue.replace("s?", ""))
    return one.replace("-", " ").replace(" .. ", _GAP).strip()


def pattern(cues: list[str]) -> re.Pattern[str] | None:
    """One pattern for many cues, None for none."""
    if not cues:
        return None
    return re.compile(r"\b(?:" + "|".join(map(_cue, cues)) + r")\b")


def _category(entry: dict[str, Any]) -> Category:
    strong = pattern([*entry["cues"], *entry.get("abroad", ())])
    if strong is None:
        raise ValueError(f"a category without cues: {entry['id']}")
    return Category(
        entry["id"],
        strong,
        pattern(entry.get("hints", [])),
        pattern(entry.get("unless", [])),
        entry.get("only_alone", False),
        tuple(entry.get("covers", ())),
        tuple(entry["examples"]),
        tuple(entry["counterexamples"]),
    )


@cache
def categories() -> tuple[Category, ...]:
    """All categories in the order of the file."""
    return tuple(map(_category, _data()["categories"]))


@cache
def negation() -> re.Pattern[str]:
    """Matches what a sentence says it does not ask for."""
    words = "|".join(map(_cue, _data()["negations"]))
    before = "|".join(map(_cue, _data()["denials"]))
    return re.compile(rf"\b(?:{words})\b[^.]*|\b(?:{before})\b")


def leaves_out_content(text: str) -> bool:
    """True for a lead such as "records (not including the contents of messages)"."""
    words = "|".join(map(_cue, _data()["no_content"]))
    return re.search(rf"\b(?:{words})\b", normaliser()(printed(text))) is not None


@cache
def _leads() -> re.Pattern[str]:
    return re.compile("|".join(_data()["leads"]), re.IGNORECASE)


def introduces(text: str) -> bool:
    """True for a text such as "all records, including:", which only leads a list."""
    return _leads().search(text) is not None


@cache
def covered_by(name: str) -> frozenset[str]:
    """The kinds that are the same thing once more beside this one."""
    return frozenset(c for k in categories() if k.id == name for c in k.covers)


@cache
def carried_by(name: str) -> frozenset[str]:
    """The kinds that every record of a kind shows, such as an order its address."""
    return frozenset(
        kind
        for entry in _data()["categories"]
        if entry["id"] == name
        for kind in entry.get("carries", ())
    )


def describing(key: str) -> tuple[str, ...]:
    """Regular expressions for words that say which things are meant."""
    return tuple(_data()["describing"][key])


@cache
def designator() -> re.Pattern[str]:
    """Matches words that say whose data is asked, not which data."""
    words = "|".join(map(_cue, _data()["designators"]))
    return re.compile(rf"\b(?:{words})")


@cache
def labels() -> re.Pattern[str]:
    """Matches, in print, a label and the value behind it: "e-mail iris@example.net"."""
    words = "|".join(_data()["labels"])
    return re.compile(rf"(?<!\w)(?i:{words})s?[:,]?\s+(?:(?:is|of|named)\s+)?{_VALUE}")


def _vocabulary() -> Iterator[str]:
    for entry in _data()["categories"]:
        for key in ("cues", "abroad", "hints", "unless"):
            for cue in entry.get(key, ()):
                yield from map(singular, re.findall(r"[a-z]{3,}", cue))


@cache
def normaliser() -> Normaliser:
    """Brings text to the form the cues are written in."""
    return Normaliser(_vocabulary())


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of data that a text names, the words that name it, and how plainly."""

    category: Category
    words: str
    plain: bool


def _named(words: str, *, plain: bool) -> tuple[Named, ...]:
    """Categories whose cues stand in what is asked and whose bars stand nowhere."""
    asked = negation().sub(" ", designator().sub(" ", words))
    found: list[Named] = []
    for category in categories():
        cues = category.strong if plain else category.weak
        match = cues.search(asked) if cues else None
        if match and not (category.unless and category.unless.search(words)):
            found.append(Named(category, match.group(), plain))
    return tuple(found)


@lru_cache(maxsize=4096)
def kinds_named(text: str) -> tuple[Named, ...]:
    """The kinds of data a text asks for; hints and catch-alls only for want of more."""
    words = normaliser()(printed(_ADDRESS.sub(" ", labels().sub(" ", text))))
    plain = _named(words, plain=True)
    covered = {name for n in plain for name in n.category.covers}
    narrow = tuple(
        n for n in plain if not n.category.only_alone and n.category.id not in covered
    )
    return narrow or plain or _named(words, plain=False)


def asks_for_data(text: str) -> bool:
    """True when a text plainly names a kind of data, be it a catch-all."""
    return any(n.plain for n in kinds_named(text))


def asks_narrowly(text: str) -> bool:
    """True when a text plainly names a kind of data that is no catch-all."""
    return any(n.plain and not n.category.only_alone for n in kinds_named(text))
