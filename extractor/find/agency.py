"""Agencies of a packet, the likeliest issuer first, each with the state it sits in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.facts import Field, Place, field_at
from extractor.find.county import county_in
from extractor.find.federal_court import districts_in
from extractor.find.place import Address, addresses_in, state_at
from extractor.find.recipient import recipient_spans
from extractor.find.tokens import Token, cover, split_words, tokens_of, widened
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.agencies import USAO, Agency, agencies, initials, names
from extractor.taxonomy.countries import cue_book
from extractor.taxonomy.jurisdictions import by_code

SOURCE = "rule:agency"
_LETTERHEAD_LINES = 12
_NEAR = 14
_JOINERS = frozenset({"of", "the", "for", "and"})
_LOCAL = frozenset(
    {"police", "sheriff", "state_police", "state_department", "university_police"}
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document ready to be read for agencies."""

    document: Document
    tokens: tuple[Token, ...]
    addresses: tuple[Address, ...]
    addressees: tuple[Span, ...]

    def outside(self, first: int) -> bool:
        """True when a token is no part of the addressee."""
        at = self.tokens[first].span.start
        return not any(s.start <= at < s.end for s in self.addressees)


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency named at tokens `first` to `last`."""

    agency: Agency
    first: int
    last: int


def _sheet(document: Document) -> Sheet:
    tokens = tokens_of(document)
    spans = recipient_spans(document)
    bare = Sheet(document, tokens, (), spans)
    kept = tuple(a for a in addresses_in(tokens) if bare.outside(a.first))
    return Sheet(document, tokens, kept, spans)


def _mentions(sheet: Sheet) -> list[Mention]:
    words = split_words(sheet.document)
    found = [Mention(agencies()[h.key], h.first, h.last) for h in names().find(words)]
    for i, token in enumerate(sheet.tokens):
        agency_id = initials().get(token.text.strip(".,;:()[]/"))
        if agency_id:
            found.append(Mention(agencies()[agency_id], i, i))
    return [m for m in found if not _is_nested(m, found) and sheet.outside(m.first)]


def _is_nested(mention: Mention, others: Sequence[Mention]) -> bool:
    size = mention.last - mention.first
    return any(
        o.first <= mention.first and mention.last <= o.last and o.last - o.first > size
        for o in others
    )


def _state_near(
    tokens: Sequence[Token], first: int, last: int
) -> tuple[str, int] | None:
    """A state named within or beside a mention, and its distance in tokens."""
    best: tuple[str, int] | None = None
    for i in range(max(first - _NEAR, 0), min(last + _NEAR, len(tokens))):
        named = state_at(tokens, i)
        if named is None or tokens[i].page != tokens[first].page:
            continue
        far = max(first - (i + named[1]), i - last - 1, 0)
        if best is None or far < best[1]:
            best = named[0].code, far
    return best


def _address_near(sheet: Sheet, mention: Mention) -> str | None:
    """The state of the address nearest to a mention, those below it preferred."""
    far = [
        (
            a.first - mention.last
            if a.first > mention.last
            else 3 * (mention.first - a.last),
            a,
        )
        for a in sheet.addresses
    ]
    return min(far, key=lambda f: f[0])[1].state.code if far else None


def _prefix(tokens: Sequence[Token], first: int) -> int:
    """Index of the first capitalised word of a name that ends in the mention."""
    at = first
    while at > 0 and first - at < 4:
        token = tokens[at - 1]
        breaks = token.line != tokens[first].line or token.page != tokens[first].page
        ends = (
            token.text.endswith((",", ".", ":", ";", ")", "/")) and len(token.fold) > 2
        )
        joins = token.fold in _JOINERS and at < first
        if breaks or ends or not (token.text[0].isupper() or joins):
            break
        at -= 1
    while at < first and tokens[at].fold in _JOINERS | {
        "agent",
        "detective",
        "officer",
    }:
        at += 1
    return at


def _office(sheet: Sheet, mention: Mention) -> tuple[str, str | None, int] | None:
    """Name, state and first token of an office of some place."""
    tokens, agency = sheet.tokens, mention.agency
    near = _state_near(tokens, mention.first, mention.last)
    state = near[0] if near and near[1] <= 8 else None
    if tokens[max(mention.first - 1, 0)].fold in ("states", "us", "deputy", "s"):
        return None
    if agency.id in _LOCAL:
        return _local_office(sheet, mention, state)
    bounds = max(mention.first - _NEAR, 0), min(mention.last + _NEAR, len(tokens))
    county = county_in(tokens, *bounds) if agency.level == "local" else None
    place = f"{county} County" if county else (by_code()[state].name if state else "")
    name = f"{agency.name}, {place}" if place else agency.name
    return name, state or _address_near(sheet, mention), mention.first


def _local_office(
    sheet: Sheet, mention: Mention, state: str | None
) -> tuple[str, str | None, int] | None:
    tokens = sheet.tokens
    first = _prefix(tokens, mention.first)
    if first == mention.first and mention.agency.level == "state" and not state:
        return None
    printed = " ".join(t.text for t in tokens[first : mention.last + 1]).strip(" ,.;:")
    name = printed.title().replace("'S", "'s") if printed.isupper() else printed
    return name, state or _address_near(sheet, mention), first


def _attorney(sheet: Sheet, mention: Mention) -> tuple[str, str | None, int]:
    """The federal prosecutor, by the district printed beside the title."""
    reach = slice(max(mention.first - 8, 0), mention.last + 16)
    near = list(districts_in(sheet.tokens[reach]))
    if not near:
        return mention.agency.name, _address_near(sheet, mention), mention.first
    district = near[0].name.partition(" for the ")[2]
    return f"{mention.agency.name}, {district}", near[0].subdivision, mention.first


def _located(sheet: Sheet, mention: Mention) -> tuple[str, str | None, int] | None:
    if mention.agency.id == USAO:
        return _attorney(sheet, mention)
    if mention.agency.is_office:
        return _office(sheet, mention)
    agency = mention.agency
    return (
        agency.name,
        agency.subdivision or _address_near(sheet, mention),
        mention.first,
    )


def _score(sheet: Sheet, mention: Mention, named: bool) -> float:  # noqa: FBT001
    token = sheet.tokens[mention.first]
    letterhead = token.page == sheet.tokens[0].page and token.line < _LETTERHEAD_LINES
    is_department = mention.agency.id in ("doj", "dhs")
    return 0.5 + 0.3 * letterhead + 0.08 * named - 0.2 * is_department


def _read(document: Document, factor: float) -> Iterator[Field[Place]]:
    sheet = _sheet(document)
    for mention in _mentions(sheet):
        located = _located(sheet, mention)
        if located is None:
            continue
        name, state, first = located
        place = Place(name, "US", mention.agency.level, state)
        span = cover(sheet.tokens[first : mention.last + 1])
        sure = _score(sheet, mention, state is not None) * factor
        yield field_at(document, place, span, SOURCE, sure)


def _foreign(document: Document, factor: float) -> Iterator[Field[Place]]:
    for hit in cue_book().find(document.words):
        code, kind = hit.key.split()
        if kind == "police":
            span = widened(document, hit)
            printed = " ".join(document.quote(span).split()).strip(" ,.;:()")
            place = Place(printed, code, "foreign")
            yield field_at(document, place, span, SOURCE, 0.55 * factor)


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
    views = ((scope.face, 1.0), (scope.covering, 0.9), (scope.rider, 0.6))
    found = [
        field
        for document, factor in views
        if document.words
        for field in (*_read(document, factor), *_foreign(document, factor))
    ]
    return _ranked(found)
