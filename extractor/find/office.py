"""Offices of which every place has its own: a county's prosecutor, a town's police."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.circuit import CAPTION_TOKENS, circuit_of
from extractor.find.county import county_in
from extractor.find.full_name import mended_name
from extractor.find.letterhead import TOWN, Mention, Sheet, is_letterhead
from extractor.find.place import state_at, state_of_city
from extractor.find.seat import county_of, nearest_state, outside, state_beside
from extractor.find.state_court import sovereign_in
from extractor.find.tokens import Token, mended
from extractor.taxonomy.agencies import short_forms, wording
from extractor.taxonomy.jurisdictions import by_code, by_name
from extractor.taxonomy.police_cities import PoliceCity, home

_NEAR_CITY = 20
_PREFIX = 5
_CITY = 3
_LINE, _PROSE = 20, 3
_OF_PLACES = frozenset({"city", "town", "village", "of", "the"})
_JOINERS = frozenset({"of", "the", "for", "and"})
BODY = "state_body"
_LOCAL = frozenset(
    {
        "police",
        "sheriff",
        "state_police",
        "state_department",
        BODY,
        "university_police",
        "tribal_police",
        "coroner",
        "city_attorney",
        "local_department",
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
    # A prosecutor acts in the name of the state that the caption names.
    party = sovereign_in(sheet.tokens) if mention.agency.prosecutes else None
    if party:
        return party[0].code
    beside = state_beside(sheet.tokens, first, last, sheet.addresses)
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
    return county_in(sheet.tokens, 0, min(CAPTION_TOKENS, len(sheet.tokens)))


def _circuit(sheet: Sheet, mention: Mention, state: str | None) -> str | None:
    """The circuit of a prosecutor that serves one: a county's attorney never does."""
    if not mention.agency.prosecutes or mention.agency.id == "county_attorney":
        return None
    return circuit_of(sheet.tokens, mention.first, mention.last, state)


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
    return _from_city(tokens, at)


def _from_city(tokens: Sequence[Token], at: int) -> int:
    """Where a name that its state opens really begins: "Kansas City, Missouri ..."."""
    state = by_name().get((tokens[at].fold,))
    if state is None or not at or not tokens[at - 1].text.endswith(","):
        return at
    for size in range(min(_CITY, at), 0, -1):
        city = " ".join(t.text.strip(",") for t in tokens[at - size : at])
        if home(city, state.code):
            return at - size
    return at


def _continues(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether the word before `at` belongs to the name that is read backwards."""
    token = tokens[at - 1]
    breaks = token.page != tokens[first].page or (
        token.line != tokens[first].line and not _wraps(tokens, token, first)
    )
    ends = token.text.endswith((",", ".", ":", ";", ")", "/")) and len(token.fold) > 2
    joins = token.fold in _JOINERS and at < first
    return not (breaks or ends) and (token.text[0].isupper() or joins)


def _wraps(tokens: Sequence[Token], token: Token, first: int) -> bool:
    """Whether a name goes on from the line above, as it may in a sentence."""
    line = tokens[first].line
    near = tokens[max(first - _LINE, 0) : first + _LINE]
    small = sum(t.text.islower() for t in near if t.line == line)
    return token.line == line - 1 and small >= _PROSE


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
    circuit = _circuit(sheet, mention, state)
    place = circuit or (f"{county} County" if county else "")
    place = place or (by_code()[state].name if state else "")
    name = f"{agency.name}, {place}" if place else agency.name
    return Seat(name, first, state, county)


def _local_office(sheet: Sheet, mention: Mention, state: str | None) -> Seat | None:
    tokens = sheet.tokens
    first = _opening(sheet, mention)
    nameless = first == mention.first
    if _is_no_office(sheet, first, mention, state):
        return None
    if tokens[mention.last].fold == "of":
        return _of_county(sheet, mention, state)
    name = _local_name(tokens[first : mention.last + 1])
    if nameless and state and mention.agency.level == "state":
        name = f"{by_code()[state].name} {name}"
    before = {t.fold for t in tokens[first : mention.first]}
    city = _home(tokens[first : mention.first], state)
    county = _county(sheet, first, mention)
    if county and mention.agency.heads_only and not before & wording("place_heads"):
        name = _local_name(tokens[mention.first : mention.last + 1])
        return Seat(f"{county} County {name}", mention.first, state, county)
    if city and mention.agency.level == "local":
        return Seat(name, first, city.state, county or city.county)
    return Seat(name, first, state, county)


def _opening(sheet: Sheet, mention: Mention) -> int:
    """Where a local office's name begins."""
    first = _prefix(sheet.tokens, mention.first)
    return _town_above(sheet.tokens, first) if mention.agency.id == BODY else first


def _is_no_office(
    sheet: Sheet, first: int, mention: Mention, state: str | None
) -> bool:
    """True for words that name no office where they stand, as they do elsewhere."""
    kind, nameless = mention.agency.id, first == mention.first
    before = {t.fold for t in sheet.tokens[first : mention.first]}
    if kind == BODY and not _is_states(sheet, first, mention):
        return True
    if kind == TOWN:
        return nameless or not state or bool(before & wording("no_places"))
    return nameless and mention.agency.level == "state" and not state


def _is_states(sheet: Sheet, first: int, mention: Mention) -> bool:
    """True for a board behind its state's name or in a letterhead: all places do."""
    named = any(state_at(sheet.tokens, i) for i in range(first, mention.first))
    return named or is_letterhead(sheet, mention.first)


def _town_above(tokens: Sequence[Token], first: int) -> int:
    """Where a board's name begins with the line above: "CITY OF ELM" over its own."""
    at = first
    while at and first - at < _PREFIX and tokens[at - 1].line == tokens[first].line - 1:
        at -= 1
    above = tokens[at:first]
    opens = not at or tokens[at - 1].line != tokens[first].line - 1
    named = above and opens and above[0].fold in wording("towns")
    return at if named and tokens[at].page == tokens[first].page else first


def _of_county(sheet: Sheet, mention: Mention, state: str | None) -> Seat | None:
    """An office that its county follows: "Sheriff of Elm County"."""
    window = range(mention.last, min(mention.last + 5, len(sheet.tokens)))
    county = county_in(sheet.tokens, window.start, window.stop)
    if county is None:
        return None
    name = f"{county} County {mention.agency.name}"
    return Seat(name, mention.first, state, county)


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
