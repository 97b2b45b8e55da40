"""Countries as data, and the books that find the words their papers use."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import load
from extractor.taxonomy.phrases import PhraseBook

KINDS = ("names", "people", "courts", "police", "law", "cities")


@dataclass(frozen=True, slots=True)
class Country:
    """A country other than the United States."""

    code: str
    name: str
    phone: str
    tld: str
    unlatin: tuple[str, ...]
    provinces: tuple[tuple[str, str], ...]


@cache
def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", load("countries.yaml"))


def _country(entry: dict[str, Any]) -> Country:
    return Country(
        entry["code"],
        entry["name"],
        entry["phone"],
        entry.get("tld", entry["code"].lower()),
        tuple(entry.get("unlatin", ())),
        tuple(entry.get("provinces", {}).items()),
    )


@cache
def countries() -> dict[str, Country]:
    """ISO code to country."""
    return {e["code"]: _country(e) for e in _data()["countries"]}


@cache
def cue_book() -> PhraseBook:
    """Finds cues; a key is "code kind", such as "FR police"."""
    phrases: dict[str, list[str]] = {}
    for entry in _data()["countries"]:
        for kind in KINDS:
            own = [entry["name"]] if kind == "names" else []
            words = own + list(entry.get(kind, ()))
            if words:
                phrases[f"{entry['code']} {kind}"] = words
    return PhraseBook(phrases)


@cache
def province_book() -> PhraseBook:
    """Finds provinces; a key is an ISO 3166-2 code."""
    found: dict[str, list[str]] = {}
    for country in countries().values():
        for name, code in country.provinces:
            found.setdefault(f"{country.code}-{code}", []).append(name)
    return PhraseBook(found)


def weight(kind: str) -> float:
    """What one cue of a kind is worth."""
    return float(_data()["weights"][kind])


@cache
def language_words() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Language to its telling words and the countries that use it."""
    return {
        language: (frozenset(entry["words"]), tuple(entry["countries"]))
        for language, entry in _data()["languages"].items()
    }


@cache
def script_countries() -> dict[str, tuple[str, ...]]:
    """Script to the countries that write it, likeliest first."""
    return {k: tuple(v) for k, v in _data()["scripts"].items()}


@cache
def script_of(letter: str) -> str:
    """The script of a letter: "latin", "cyrillic", "han" ..."""
    word = unicodedata.name(letter, "LATIN").split()[0].split("-")[0].lower()
    return {"cjk": "han", "hiragana": "kana", "katakana": "kana"}.get(word, word)
