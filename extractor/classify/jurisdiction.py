"""Whose command binds: country, level, state, court and agency of an instrument."""

import re
from dataclasses import replace

from extractor.classify.foreign import Leaning, assisted, leanings, province
from extractor.document import Document
from extractor.facts import (
    Contact,
    Facts,
    Field,
    Place,
    RunnerUp,
    absent,
    field_at,
    runner_ups,
)
from extractor.packet import Scope
from extractor.report import Jurisdiction
from extractor.taxonomy.jurisdictions import of_area_code, of_zip, subdivisions

SOURCE = "rule:jurisdiction"
_PLAIN_COURT = 0.6
_PLAIN_AGENCY = 0.7
_LETTERHEAD = 0.6
_CAPTION = 0.7
_FORCES = ("local", "state", None)
_POLICING = ("police", "constabulary", "prosecut")
_FOREIGN_ALONE = 2.0
_FOREIGN = 3.0
_PLAINLY_FOREIGN = 6.0


def _part(place: Field[Place], value: str | None) -> Field[str]:
    """One property of a place, with the place's own evidence."""
    if value is None:
        return absent()
    return Field(value, place.confidence, place.evidence)


def _named(places: tuple[Field[Place], ...], country: str) -> Field[Place] | None:
    return next((p for p in places if p.value and p.value.country == country), None)


def _letterhead(agencies: tuple[Field[Place], ...]) -> Field[Place] | None:
    """The foreign agency at the top; neighbours share words, so country is no test."""
    best = next((a for a in agencies if a.value and a.value.level == "foreign"), None)
    return best if best and best.confidence >= _LETTERHEAD else None


def _abroad(agencies: tuple[Field[Place], ...], code: str) -> Field[str]:
    """The foreign agency, else a force that no list of that country names."""
    known = _letterhead(agencies) or _named(agencies, code)
    known = known or next((a for a in agencies if _is_abroad(a.value)), None)
    known = known or next((a for a in agencies if _is_force(a.value)), None)
    return _part(known, known.value.name) if known and known.value else absent()


def _is_abroad(place: Place | None) -> bool:
    """True for an office of a neighbour, or of no country: a paper names its own."""
    return place is not None and (place.level == "foreign" or place.country is None)


def _is_force(place: Place | None) -> bool:
    """True for police of a place that is none of the United States."""
    if place is None or place.level not in _FORCES:
        return False
    name = place.name.lower()
    national = any(f"{state.name.lower()} " in f"{name} " for state in subdivisions())
    return not national and any(word in name for word in _POLICING)


def _nothing() -> Jurisdiction:
    return Jurisdiction(*(absent() for _ in range(7)))


def _foreign(document: Document, facts: Facts, leaning: Leaning) -> Jurisdiction:
    sure = min(0.5 + 0.06 * leaning.score, 0.97)
    country = field_at(document, leaning.code, leaning.span, SOURCE, sure)
    court = _named(facts.courts, leaning.code)
    printed = province(document, leaning.code)
    return Jurisdiction(
        country=country,
        level=Field("foreign", country.confidence, country.evidence),
        subdivision=field_at(document, *printed, SOURCE, 0.6) if printed else absent(),
        court=_part(court, court.value.name) if court and court.value else absent(),
        court_id=absent(),
        county=absent(),
        agency=_abroad(facts.agencies, leaning.code),
    )


def _by_court(court: Field[Place], agency: Field[Place] | None) -> Jurisdiction:
    place = court.value
    if place is None:
        return _nothing()
    return Jurisdiction(
        country=_part(court, place.country),
        level=_part(court, place.level),
        subdivision=_part(court, place.subdivision),
        court=_part(court, place.name),
        court_id=_part(court, place.court_id),
        county=_part(court, place.county),
        agency=_part(agency, agency.value.name)
        if agency and agency.value
        else absent(),
    )


def _by_agency(agency: Field[Place], others: tuple[Field[Place], ...]) -> Jurisdiction:
    place = agency.value
    if place is None:
        return _nothing()
    # A letterhead without an address: another office of the paper may show the state.
    located = next(
        (o for o in (agency, *others) if o.value and o.value.subdivision), agency
    )
    state = located.value.subdivision if located.value else None
    return Jurisdiction(
        country=_part(agency, place.country),
        level=_part(agency, place.level),
        subdivision=_part(located, state),
        court=absent(),
        court_id=absent(),
        county=_part(agency, place.county),
        agency=_part(agency, place.name),
    )


def _by_contact(facts: Facts) -> Jurisdiction:
    """A sender who names no office: by the address or telephone to answer to."""
    contact = facts.fields.requesting_contact
    state = _contact_state(contact.value) if contact.value else None
    if state is None:
        return _nothing()
    sure = round(0.6 * contact.confidence, 3)
    return replace(
        _nothing(),
        country=Field("US", sure, contact.evidence),
        subdivision=Field(state, sure, contact.evidence),
    )


def _contact_state(contact: Contact) -> str | None:
    code = re.search(r"\b(\d{5})(?:-\d{4})?\W*$", contact.address or "")
    digits = re.sub(r"\D", "", contact.phone or "")
    state = of_zip(code[1]) if code else None
    if state is None and len(digits) in (10, 11):
        state = of_area_code(int(digits[-10:-7]))
    return state.code if state else None


def _is_on(document: Document, place: Field[Place]) -> bool:
    """True for what a document's own pages say, not a letter served with it."""
    pages = {page.number for page in document.pages}
    return any(e.page in pages for e in place.evidence)


def _american(face: Document, facts: Facts) -> Jurisdiction:
    court = _named(facts.courts, "US")
    agency = _named(facts.agencies, "US")
    if court is None or court.value is None:
        return _by_agency(agency, facts.agencies) if agency else _by_contact(facts)
    weak = court.confidence < _PLAIN_COURT
    # Administrative papers name a court only as the one that would enforce them.
    plain = agency is not None and agency.confidence >= _PLAIN_AGENCY
    if weak and agency and plain and _is_on(face, agency):
        return _by_agency(agency, facts.agencies)
    return _by_court(court, agency)


def _foreign_leaning(scope: Scope, facts: Facts) -> Leaning | None:
    """The foreign country the papers come from, None where they are American."""
    document = scope.face
    asked = assisted(document) or assisted(scope.covering)
    if asked:
        return asked
    court, agency = _named(facts.courts, "US"), _named(facts.agencies, "US")
    if court and court.confidence >= _CAPTION:
        return None
    found = leanings(document)
    if not found:
        return None
    # An American court named in a sentence is the one that is asked for help.
    plain = court is not None and court.confidence >= _PLAIN_COURT
    needed = _PLAINLY_FOREIGN if plain else _needed(agency)
    return found[0] if found[0].score >= needed else None


def _needed(agency: Field[Place] | None) -> float:
    """What must speak for another country beside the American agency named."""
    if agency is None or agency.value is None:
        return _FOREIGN_ALONE
    placed = agency.value.subdivision or agency.value.level == "federal"
    plain = agency.confidence >= _PLAIN_AGENCY and placed
    return _PLAINLY_FOREIGN if plain else _FOREIGN


def decide(scope: Scope, facts: Facts) -> Jurisdiction:
    """The jurisdiction of an instrument, each part with its evidence."""
    leaning = _foreign_leaning(scope, facts)
    if leaning is None:
        return _american(scope.face, facts)
    document = scope.face
    if leaning.span.end > len(document.text):
        document = scope.covering
    return _foreign(document, facts, leaning)


def other_places(facts: Facts, chosen: Jurisdiction) -> tuple[RunnerUp, ...]:
    """What else the courts and agencies named would make of the jurisdiction."""
    courts, places = facts.courts, (*facts.courts, *facts.agencies)
    named: dict[str, list[Field[str]]] = {
        "country": [_part(p, p.value.country) for p in places if p.value],
        "subdivision": [_part(p, p.value.subdivision) for p in places if p.value],
        "court": [_part(p, p.value.name) for p in courts if p.value],
        "court_id": [_part(p, p.value.court_id) for p in courts if p.value],
        "agency": [_part(p, p.value.name) for p in facts.agencies if p.value],
    }
    return tuple(
        runner_up
        for name, others in named.items()
        for runner_up in runner_ups(
            f"jurisdiction/{name}", [getattr(chosen, name).value or ""], others
        )
    )
