"""Countries as data, and the books that find the words their papers use."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractor.document import Word
from extractor.taxonomy.jurisdictions import fold_word, fold_words, load
from extractor.taxonomy.phrases import Hit, PhraseBook

_SHORT = 5
_MARKS = ".,;:()[]\"'"
_REACH = 3
_STYLE = 6
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
    province_words: tuple[str, ...] = ()
    seats: tuple[tuple[str, str], ...] = ()


@cache
def _data() -> dict[str, Any]:
    told = cast("dict[str, Any]", load("countries.yaml"))
    more = _abroad()["countries"]
    listed = [_with_offices(e, more.get(e["code"], ())) for e in told["countries"]]
    return {**_abroad(), **told, "countries": listed}


@cache
def _abroad() -> dict[str, Any]:
    return cast("dict[str, Any]", load("offices_abroad.yaml"))


def _with_offices(entry: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """A country's entry with the offices that the longer list has of it."""
    return {**entry, "police": list(dict.fromkeys((*entry["police"], *names)))}


def _country(entry: dict[str, Any]) -> Country:
    return Country(
        entry["code"],
        entry["name"],
        entry["phone"],
        entry.get("tld", entry["code"].lower()),
        tuple(entry.get("unlatin", ())),
        tuple(entry.get("provinces", {}).items()),
        tuple(entry.get("province_words", ())),
        tuple(entry.get("seats", {}).items()),
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


def cues_in(words: Sequence[Word]) -> Iterator[Hit]:
    """Every cue among words; a short one only as it is spelled: no "Snaps"."""
    for hit in cue_book().find(words):
        text = words[hit.first].text.strip(_MARKS)
        if hit.first < hit.last or len(text) > _SHORT or text in _single():
            yield hit


@cache
def _single() -> frozenset[str]:
    """Cues of one short word as printed, and in capitals where they are no initials."""
    listed = (
        cue
        for entry in _data()["countries"]
        for kind in KINDS
        for cue in (entry["name"], *entry.get(kind, ()))
        if " " not in cue and len(cue) <= _SHORT
    )
    return frozenset(form for cue in listed for form in (cue, cue.upper()))


def offices_in(words: Sequence[Word]) -> Iterator[Hit]:
    """Police, prosecutors and courts named by a place abroad: "Accra Police Station".

    Keys are those of the cue book: "GH police".
    """
    kinds = _data()["office_words"]
    for hit in cues_in(words):
        code, _ = hit.key.split()
        # Read exactly: many an English town is a letter away from a city abroad.
        if _printed(words[hit.first : hit.last + 1]) not in _places(code):
            continue
        last = hit.last
        while last + 1 < len(words) and last - hit.last < _REACH:
            if not _continues(words[last], words[last + 1]):
                break
            last += 1
            office = kinds.get(fold_word(words[last].text))
            if office:
                yield Hit(f"{code} {office}", hit.first, last)
                break


@cache
def _heads() -> PhraseBook:
    return PhraseBook({kind: _data()[kind] for kind in ("generic", "unplaced")})


def styled_offices_in(words: Sequence[Word]) -> Iterator[Hit]:
    """Offices beside their country's name: "Ministry of Justice of the Republic of X".

    Keys are those of the cue book: "LT police".
    """
    named = [h for h in cues_in(words) if h.key.endswith((" names", " people"))]
    for head in _heads().find(words):
        if head.key != "generic" or words[head.first].text.islower():
            continue
        for place in named:
            if _stand_together(words, head, place):
                first = min(head.first, place.first)
                last = max(head.last, place.last)
                yield Hit(f"{place.key.split()[0]} police", first, last)


def _stand_together(words: Sequence[Word], head: Hit, place: Hit) -> bool:
    """True where only "of the Republic of" lies between, or the name comes first."""
    if place.last + 1 == head.first:
        return words[place.last].line == words[head.first].line
    if not 0 < place.first - head.last <= _STYLE or place.key.endswith("people"):
        return False
    style = office_wording("sovereign_words") | office_wording("sovereign_joiners")
    between = words[head.last + 1 : place.first]
    if words[head.last].text[-1:] in ".;:" or not between:
        return False
    return all(fold_word(w.text) in style for w in between)


def unplaced_in(words: Sequence[Word]) -> Iterator[Hit]:
    """Offices that many countries have, wherever they are named."""
    return (hit for hit in _heads().find(words) if hit.key == "unplaced")


@cache
def full_names() -> dict[str, str]:
    """Letters by which forces are printed, to their full names."""
    return dict(_data()["letters"])


@cache
def _places(code: str) -> frozenset[tuple[str, ...]]:
    entry = next(e for e in _data()["countries"] if e["code"] == code)
    kinds = (entry.get(kind, ()) for kind in ("cities", "names", "people"))
    named = [entry["name"], *(name for kind in kinds for name in kind)]
    return frozenset(fold_words(name) for name in named)


def _printed(words: Sequence[Word]) -> tuple[str, ...]:
    return fold_words(" ".join(word.text for word in words))


def _continues(before: Word, after: Word) -> bool:
    """True for the next word of a name on its line."""
    placed = (before.box.page, before.line) == (after.box.page, after.line)
    return placed and after.text[:1].isupper() and before.text[-1:] not in ",.;:)"


@cache
def province_book() -> PhraseBook:
    """Finds provinces; a key is an ISO 3166-2 code."""
    found: dict[str, list[str]] = {}
    for country in countries().values():
        for name, code in country.provinces:
            named = [f"{word} {name}" for word in country.province_words] or [name]
            found.setdefault(f"{country.code}-{code}", []).extend(named)
    return PhraseBook(found)


@cache
def seat_book(code: str) -> PhraseBook:
    """Finds the cities of a country that tell their province; keys as above."""
    found: dict[str, list[str]] = {}
    for name, province in countries()[code].seats:
        found.setdefault(f"{code}-{province}", []).append(name)
    return PhraseBook(found)


@cache
def office_wording(name: str) -> frozenset[str]:
    """Folded words that tell how the name of an office abroad is to be read."""
    folded = {" ".join(fold_words(word)) for word in _data()[name]}
    # Capitals are often printed without their accents.
    return frozenset(folded | {_unaccented(word) for word in folded})


def _unaccented(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c))


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
