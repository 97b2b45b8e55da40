"""Local forces that a paper names by initials or a mail domain alone: "LCPD"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.find.county import county_in
from extractor.find.letterhead import Sheet, is_charging
from extractor.find.seat import outside
from extractor.find.state_court import sovereign_in
from extractor.find.tokens import Token, where
from extractor.taxonomy.agencies import by_state
from extractor.taxonomy.jurisdictions import fold_word
from extractor.taxonomy.police_cities import counties_of, home, spelled_out

_POLICE = re.compile(r"[A-Z]{1,3}P[DB]")
_SHERIFF = re.compile(r"(?P<county>[A-Z]{1,2})CS[OD]")
_MAIL = re.compile(
    r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){0,3}?(?P<place>[a-z-]{3,40}?)-?"
    r"(?P<kind>police(?:dept|department)?|pd|(?:county|co)?sheriff(?:s(?:office)?)?)"
    r"\.",
    re.IGNORECASE,
)
_MARKS = ".,;:()[]\"'#"
_CAPTION_TOKENS = 60
_HEADING_TOKENS = 90
_TROOPERS = frozenset({"trooper", "tpr", "tfc"})


@dataclass(frozen=True, slots=True)
class Force:
    """A local force by its full name, and the token that told of it."""

    name: str
    at: int
    state: str
    level: str = "local"
    county: str | None = None


def forces_in(sheet: Sheet) -> Iterator[Force]:
    """The forces that a paper of a known state can only mean."""
    state, county = _state(sheet), _county(sheet)
    yield from _unnamed(sheet, state, county)
    for i, token in enumerate(sheet.tokens):
        if not outside(token, sheet.addressees):
            continue
        force = _abbreviated(token, i, state, county) or _mailed(token, i, state)
        if force:
            yield force


def _unnamed(sheet: Sheet, state: str | None, county: str | None) -> Iterator[Force]:
    """Who stands behind a trooper, and behind a grand jury that names no prosecutor."""
    if state is None:
        return
    for i, token in enumerate(sheet.tokens):
        force = by_state("troopers").get(state)
        if force and token.fold in _TROOPERS and token.text[:1].isupper():
            yield Force(force, i, state, "state")
    jury = next((i for i in _juries(sheet) if is_charging(sheet)), None)
    title = by_state("county_prosecutors").get(state)
    if jury is not None and title and county:
        name = f"{county} County {title.removeprefix('County ')}"
        yield Force(name, jury, state, "state", county)


def _juries(sheet: Sheet) -> Iterator[int]:
    """Where a paper's heading, in capitals, says that it is a grand jury's."""
    for i in where(sheet.tokens[:_HEADING_TOKENS], ("grand", "jury")):
        if sheet.tokens[i].text.isupper():
            yield i


def _state(sheet: Sheet) -> str | None:
    """The state in whose name the paper runs, else that of its sender."""
    named = sovereign_in(sheet.tokens)
    if named:
        return named[0].code
    return sheet.addresses[0].state.code if sheet.addresses else sheet.phone


def _county(sheet: Sheet) -> str | None:
    return county_in(sheet.tokens, 0, min(_CAPTION_TOKENS, len(sheet.tokens)))


def _abbreviated(
    token: Token, at: int, state: str | None, county: str | None
) -> Force | None:
    letters = token.text.strip(_MARKS)
    if state and _POLICE.fullmatch(letters):
        city = spelled_out(letters, state, county)
        return Force(city.force, at, state, county=city.county) if city else None
    sheriff = _SHERIFF.fullmatch(letters)
    if state and county and sheriff and _opens(sheriff["county"], county):
        return Force(f"{county} County Sheriff's Office", at, state, county=county)
    return None


def _opens(letters: str, county: str) -> bool:
    return "".join(word[0] for word in county.split()).upper() == letters


def _mailed(token: Token, at: int, state: str | None) -> Force | None:
    """The force whose mail domain is spelled by its place: "@boisepolice.example"."""
    mail = _MAIL.search(token.text)
    if mail is None:
        return None
    place, kind = mail["place"].replace("-", ""), mail["kind"].lower()
    if kind.startswith("p"):
        city = home(place, state) or home(place.removesuffix("city"), state)
        return Force(city.force, at, city.state, county=city.county) if city else None
    named = (c for c in counties_of(state or "") if fold_word(c) == place.lower())
    county = next(named, None)
    if county is None or state is None:
        return None
    return Force(f"{county} County Sheriff's Office", at, state, county=county)
