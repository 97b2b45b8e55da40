"""Agencies of a packet, the likeliest issuer first, each with the state it sits in."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.facts import Field, Place, field_at
from extractor.find.addressee import recipient_spans
from extractor.find.federal_court import districts_in
from extractor.find.field_office import field_state
from extractor.find.foreign_agency import (
    foreign_agencies,
    unlisted_forces,
    unplaced_offices,
)
from extractor.find.initials import forces_in
from extractor.find.letterhead import (
    Mention,
    Sheet,
    investigates,
    is_letterhead,
    likelihood,
)
from extractor.find.office import BODY, Seat, office_of
from extractor.find.seat import (
    nearest_state,
    outside,
    own_addresses,
    state_by_phone,
)
from extractor.find.tokens import (
    cover,
    split_words,
    tokens_of,
)
from extractor.packet import Scope
from extractor.taxonomy.agencies import (
    USAO,
    agencies,
    initials,
    names,
    wording,
)

SOURCE = "rule:agency"
_INITIALS = 0.45
_BELOW = 8


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
        if not _is_nested(m, found)
        and (
            outside(sheet.tokens[m.first], sheet.addressees)
            or _is_sworn(sheet, m)
            or _is_returned_to(sheet, m)
        )
        and (not m.agency.heads_only or is_letterhead(sheet, m.first))
    ]


def _is_sworn(sheet: Sheet, mention: Mention) -> bool:
    """True below "To any peace officer" for the force of the officer who swore."""
    at = sheet.tokens[mention.first].span.start
    told = next(s for s in sheet.addressees if s.start <= at < s.end)
    heads = {t.fold for t in sheet.tokens if told.start <= t.span.start < at}
    return bool(heads & wording("sworn")) and investigates(sheet, mention)


def _is_returned_to(sheet: Sheet, mention: Mention) -> bool:
    """True below the addressee for "produce to the Elm County Prosecuting Attorney"."""
    before = sheet.tokens[max(mention.first - 5, 0) : mention.first]
    told = any(t.fold in wording("returned") for t in before)
    return told and mention.agency.prosecutes and mention.agency.level == "state"


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
        return office_of(sheet, mention)
    state = agency.subdivision or _federal_state(sheet, mention)
    return Seat(agency.name, first, state)


def _federal_state(sheet: Sheet, mention: Mention) -> str | None:
    """By the field office named, an address near, or the sender's telephone."""
    own = [t for t in sheet.tokens if outside(t, sheet.addressees)]
    field = field_state(own)
    near = nearest_state(sheet.addresses, mention.first, mention.last)
    return field or near or sheet.phone


def _level(sheet: Sheet, mention: Mention, seat: Seat) -> str:
    named = {t.fold for t in sheet.tokens[seat.first : mention.last + 1]}
    if mention.agency.level == "local" and is_letterhead(sheet, mention.first):
        named |= {t.fold for t in sheet.tokens[: mention.last + _BELOW]}
    if named & wording("tribes"):
        return "tribal"
    boards = mention.agency.id == BODY and named & wording("towns")
    return "local" if boards else mention.agency.level


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
    yield from _forces(sheet, factor)


def _forces(sheet: Sheet, factor: float) -> Iterator[Field[Place]]:
    """Local forces named by their initials or their mail alone: the weakest word."""
    for force in forces_in(sheet):
        place = Place(force.name, "US", force.level, force.state, county=force.county)
        span = sheet.tokens[force.at].span
        yield field_at(sheet.document, place, span, SOURCE, _INITIALS * factor)


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
    found += unplaced_offices(scope.face)
    return _ranked(found or list(unlisted_forces(scope.face)))
