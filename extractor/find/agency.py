"""Agencies of a packet, the likeliest issuer first, each with the state it sits in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.facts import Field, Place, field_at
from extractor.find.addressee import recipient_spans
from extractor.find.county import county_in
from extractor.find.federal_court import districts_in
from extractor.find.foreign_agency import foreign_agencies
from extractor.find.full_name import mended_name
from extractor.find.letterhead import TOWN, Mention, Sheet, likelihood
from extractor.find.place import state_of_city
from extractor.find.seat import (
    county_of,
    nearest_state,
    outside,
    own_addresses,
    state_beside,
    state_by_phone,
)
from extractor.find.tokens import (
    Token,
    cover,
    mended,
    split_words,
    starts,
    tokens_of,
)
from extractor.packet import Scope
from extractor.taxonomy.agencies import (
    USAO,
    agencies,
    initials,
    names,
    short_forms,
    wording,
)
from extractor.taxonomy.jurisdictions import by_code

SOURCE = "rule:agency"
_CIRCUIT = "state_attorney"
_CAPTION_TOKENS = 60
_REACH = 14
_NEAR_CITY = 20
_PREFIX = 5
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


def _sheet(document: Document) -> Sheet:
    tokens = tokens_of(document)
    spans = recipient_spans(document)
    own = own_addresses(document, tokens)
    return Sheet(document, tokens, own, spans, state_by_phone(document))


def _mentions(sheet: Sheet) -> list[Mention]:
    words = split_words(sheet.document)
    found = [Mention(agencies()[h.key], h.first, h.last) for h in names().find(words)]
    for i, token in enumerate(sheet.tokens):
        agency_id = initials().get(token.text.strip(".,;:()[]/"))
        if agency_id:
            found.append(Mention(agencies()[agency_id], i, i))
    return [
        m
        for m in found
        if not _is_nested(m, found) and outside(sheet.tokens[m.first], sheet.addressees)
    ]


def _is_nested(mention: Mention, others: Sequence[Mention]) -> bool:
    """True for a name within a longer one, or whose last words open a fuller one."""
    size = mention.last - mention.first
    return any(
        (
            o.first <= mention.first
            and mention.last <= o.last
            and o.last - o.first > size
        )
        or (o.agency == mention.agency and o.first <= mention.last < o.last)
        for o in others
    )


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


def _office(sheet: Sheet, mention: Mention) -> Seat | None:
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
    return Seat(name, first, state, _county(sheet, first, mention))


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


def _attorney(sheet: Sheet, mention: Mention) -> Seat:
    """The federal prosecutor, by the district printed beside the title."""
    reach = slice(max(mention.first - 8, 0), mention.last + 16)
    near = list(districts_in(sheet.tokens[reach])) or list(districts_in(sheet.tokens))
    name, first = mention.agency.name, mention.first
    if not near:
        return Seat(name, first, nearest_state(sheet.addresses, first, mention.last))
    district = near[0].name.partition(" for the ")[2]
    return Seat(f"{name}, {district}", first, near[0].subdivision)


def _seat(sheet: Sheet, mention: Mention) -> Seat | None:
    agency, first = mention.agency, mention.first
    if agency.id == USAO:
        return _attorney(sheet, mention)
    if agency.is_office:
        return _office(sheet, mention)
    state = nearest_state(sheet.addresses, first, mention.last)
    return Seat(agency.name, first, agency.subdivision or state)


def _level(sheet: Sheet, mention: Mention, seat: Seat) -> str:
    named = {t.fold for t in sheet.tokens[seat.first : mention.last + 1]}
    return "tribal" if named & wording("tribes") else mention.agency.level


def _read(document: Document, factor: float) -> Iterator[Field[Place]]:
    sheet = _sheet(document)
    for mention in _mentions(sheet):
        seat = _seat(sheet, mention)
        if seat is None:
            continue
        level = _level(sheet, mention, seat)
        place = Place(seat.name, "US", level, seat.state, county=seat.county)
        span = cover(sheet.tokens[seat.first : mention.last + 1])
        sure = likelihood(sheet, mention, seat.state is not None) * factor
        yield field_at(document, place, span, SOURCE, sure)


def _ranked(found: Sequence[Field[Place]]) -> tuple[Field[Place], ...]:
    """The best field of each agency; what is named often rises a little."""
    values = [f.value.name for f in found if f.value]
    times = Counter(values)
    best: dict[str, Field[Place]] = {}
    order = sorted(
        (f for f in found if f.value),
        key=lambda f: (
            -(f.confidence + 0.02 * min(times[f.value.name if f.value else ""], 5))
        ),
    )
    for field in order:
        if field.value:
            best.setdefault(field.value.name, field)
    return tuple(best.values())


def find_agencies(scope: Scope) -> tuple[Field[Place], ...]:
    """The agencies of the face, then of the letter served with it and the rider."""
    views = [(scope.face, 1.0), (scope.covering, 0.9), (scope.rider, 0.6)]
    if len(scope.whole.pages) > len(scope.face.pages):
        views.append((scope.whole, 0.5))
    found = [
        field
        for document, factor in views
        if document.words
        for field in (*_read(document, factor), *foreign_agencies(document, factor))
    ]
    return _ranked(found)
