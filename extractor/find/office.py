"""Offices of which every place has its own: a county's prosecutor, a town's police."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.county import county_in
from extractor.find.full_name import mended_name
from extractor.find.letterhead import TOWN, Mention, Sheet
from extractor.find.place import state_of_city
from extractor.find.seat import county_of, nearest_state, outside, state_beside
from extractor.find.tokens import Token, mended, starts
from extractor.taxonomy.agencies import short_forms, wording
from extractor.taxonomy.jurisdictions import by_code
from extractor.taxonomy.police_cities import PoliceCity, home

_CIRCUIT = "state_attorney"
_CAPTION_TOKENS = 60
_REACH = 14
_NEAR_CITY = 20
_PREFIX = 5
_OF_PLACES = frozenset({"city", "town", "village", "of", "the"})
_JOINERS = frozenset({"of", "the", "for", "and"})
_LOCAL = frozenset(
    {
        "police",
        "sheriff",
        "state_police",
        "state_department",
        "university_police",
        "tribal_police",
        TOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Seat:
    """An agency's name as printed, its first token, and where it sits."""

    name: str
    first: int
    state: str | None
    county: str | None = None


def _state(sheet: Sheet, mention: Mention) -> str | None:
    """By the name itself, an address near it, or the telephone of a local office."""
    first, last = mention.first, mention.last
    beside = state_beside(sheet.tokens, first, last)
    by_phone = sheet.phone if mention.agency.level != "federal" else None
    placed = beside or nearest_state(sheet.addresses, first, last) or by_phone
    return placed or _state_by_city(sheet, mention)


def _state_by_city(sheet: Sheet, mention: Mention) -> str | None:
    """By a city known by its name alone, in the agency's name or its letterhead."""
    near = sheet.tokens[max(mention.first - 4, 0) : mention.last + _NEAR_CITY]
    return state_of_city([t for t in near if outside(t, sheet.addressees)])


def _county(sheet: Sheet, first: int, mention: Mention) -> str | None:
    agency = mention.agency
    if agency.level != "local" and not agency.prosecutes:
        return None
    near = county_of(sheet.tokens, first, mention.last, sheet.addressees)
    # A prosecutor serves the county of the caption.
    if near or not agency.prosecutes:
        return near
    return county_in(sheet.tokens, 0, min(_CAPTION_TOKENS, len(sheet.tokens)))


def _circuit(sheet: Sheet, mention: Mention) -> str | None:
    """The circuit a prosecutor's name gives: "Ninth Judicial Circuit"."""
    tokens = sheet.tokens
    for i in range(max(mention.first - _REACH, 1), mention.last + _REACH):
        if starts(tokens, i, ("judicial", "circuit")):
            return f"{tokens[i - 1].text.strip(',.').title()} Judicial Circuit"
    return None


def _prefix(tokens: Sequence[Token], first: int) -> int:
    """Index of the first capitalised word of a name that ends in the mention."""
    at = first
    while at > 0 and first - at < _PREFIX and _continues(tokens, at, first):
        at -= 1
    for i in range(first - 1, at, -1):
        if tokens[i].fold == "of" and tokens[i - 1].fold not in wording("place_heads"):
            at = i + 1
            break
    while at < first and tokens[at].fold in _JOINERS | wording("officers"):
        at += 1
    return at


def _continues(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether the word before `at` belongs to the name that is read backwards."""
    token = tokens[at - 1]
    breaks = token.line != tokens[first].line or token.page != tokens[first].page
    ends = token.text.endswith((",", ".", ":", ";", ")", "/")) and len(token.fold) > 2
    joins = token.fold in _JOINERS and at < first
    return not (breaks or ends) and (token.text[0].isupper() or joins)


def office_of(sheet: Sheet, mention: Mention) -> Seat | None:
    """An office of some place: a prosecutor's, a sheriff's, a town's police."""
    tokens, agency, first = sheet.tokens, mention.agency, mention.first
    before = tokens[first - 1].fold if first else ""
    if before in ("states", "us", "deputy", "s"):
        return None
    state = _state(sheet, mention)
    if agency.id in _LOCAL:
        return _local_office(sheet, mention, state)
    county = _county(sheet, first, mention)
    circuit = _circuit(sheet, mention) if agency.id == _CIRCUIT else None
    place = circuit or (f"{county} County" if county else "")
    place = place or (by_code()[state].name if state else "")
    name = f"{agency.name}, {place}" if place else agency.name
    return Seat(name, first, state, county)


def _local_office(sheet: Sheet, mention: Mention, state: str | None) -> Seat | None:
    tokens = sheet.tokens
    first = _prefix(tokens, mention.first)
    nameless = first == mention.first
    if nameless and mention.agency.level == "state" and not state:
        return None
    before = {t.fold for t in tokens[first : mention.first]}
    if mention.agency.id == TOWN and (
        nameless or not state or before & wording("no_places")
    ):
        return None
    name = _local_name(tokens[first : mention.last + 1])
    if nameless and state and mention.agency.level == "state":
        name = f"{by_code()[state].name} {name}"
    city = _home(tokens[first : mention.first], state)
    county = _county(sheet, first, mention)
    if city and mention.agency.level == "local":
        return Seat(name, first, city.state, county or city.county)
    return Seat(name, first, state, county)


def _home(named: Sequence[Token], state: str | None) -> PoliceCity | None:
    """The city that a force's name opens with, behind "City of" or not."""
    words = [t.text.strip(",.") for t in named if t.fold not in _OF_PLACES]
    return home(" ".join(words), state) if words else None


def _local_name(tokens: Sequence[Token]) -> str:
    """A local office's name with its short forms spelled out."""
    words = " ".join(mended(t.text) for t in tokens).strip(" ,.;:")
    printed = mended_name(words)
    name = _titled(printed) if printed.isupper() else printed
    place, _, last = name.rpartition(" ")
    full = short_forms().get(last.lower())
    return f"{place} {full}" if full else name


def _titled(capitals: str) -> str:
    words = capitals.title().replace("'S", "'s").split()
    return " ".join(w.lower() if w.lower() in _JOINERS else w for w in words)
