"""Courts of a packet, the likeliest first; the face's caption outweighs mentions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Document
from extractor.facts import Field, Place, field_at
from extractor.find.addressee import recipient_spans
from extractor.find.county import county_in
from extractor.find.federal_court import (
    Seen,
    abbreviated_courts,
    federal_courts,
    federal_heading,
    glued_courts,
)
from extractor.find.state_court import numbered_courts, sovereign_in, state_courts
from extractor.find.tokens import Token, cover, starts, tokens_of, widened
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.countries import cue_book
from extractor.taxonomy.courts import find_state_court
from extractor.taxonomy.jurisdictions import caption_words

SOURCE = "rule:court"
_CAPTION_LINES = 18
_CAPTION_TOKENS = 60


def _captioned(tokens: Sequence[Token], seen: Seen) -> Seen:
    """Raise what stands where captions stand: at the top of the first page."""
    token = tokens[seen.first]
    top = token.page == tokens[0].page and token.line < _CAPTION_LINES
    return replace(seen, score=seen.score + (0.08 if top else -0.12))


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)


def american_courts(document: Document) -> Iterator[tuple[Seen, Span]]:
    """Every court of the United States named in a document."""
    tokens = tokens_of(document)
    if not tokens:
        return
    addressees = recipient_spans(document)
    found = [*federal_courts(tokens), *state_courts(tokens)]
    found = found or list(glued_courts(tokens)) or list(numbered_courts(tokens))
    found = found or list(abbreviated_courts(tokens))
    for seen in found:
        span = cover(tokens[seen.first : seen.last + 1])
        if not _inside(span, addressees):
            yield _captioned(tokens, seen), span


def _american(document: Document, factor: float) -> Iterator[Field[Place]]:
    for seen, span in american_courts(document):
        place = Place(
            seen.name, "US", seen.level, seen.subdivision, seen.court_id, seen.county
        )
        sure = min(max(seen.score, 0.05), 0.99) * factor
        yield field_at(document, place, span, SOURCE, sure)


def _foreign(document: Document, factor: float) -> Iterator[Field[Place]]:
    for hit in cue_book().find(document.words):
        code, kind = hit.key.split()
        if kind == "courts":
            span = widened(document, hit)
            printed = " ".join(document.quote(span).split()).strip(" ,.;:()")
            place = Place(printed, code, "foreign")
            yield field_at(document, place, span, SOURCE, 0.6 * factor)


def _sovereign(document: Document) -> Iterator[Field[Place]]:
    """The state in whose name a paper runs, where it names no court."""
    tokens = tokens_of(document)
    named = sovereign_in(tokens)
    if named:
        state, first, last = named
        span = cover(tokens[first : last + 1])
        printed = " ".join(document.quote(span).split()).strip(" ,.;:()")
        kind = caption_words()["single_trial_court"].get(state.code, "")
        court = find_state_court(state.code, kind, None, None)
        court_id = court.court_id if court else None
        county = county_in(tokens, 0, min(_CAPTION_TOKENS, len(tokens)))
        place = Place(printed, "US", "state", state.code, court_id, county)
        alone = tokens[first].fold in caption_words()["sure_sovereigns"]
        yield field_at(document, place, span, SOURCE, 0.7 if alone else 0.4)


def _heading(document: Document) -> Iterator[Field[Place]]:
    """The heading of a federal form whose district nobody filled in."""
    tokens = tokens_of(document)
    heading = federal_heading(tokens)
    if heading:
        span = cover(tokens[slice(*heading)])
        place = Place("United States District Court", "US", "federal")
        yield field_at(document, place, span, SOURCE, 0.5)


def _key(place: Place) -> tuple[str | None, ...]:
    return place.court_id or place.name, place.country, place.subdivision


def _distinct(found: Sequence[Field[Place]]) -> tuple[Field[Place], ...]:
    """The best field of each court, surest first; of equals the one with a county."""
    best: dict[tuple[str | None, ...], Field[Place]] = {}
    for field in sorted(found, key=lambda f: -f.confidence):
        if field.value is not None:
            best.setdefault(_key(field.value), field)
    return tuple(best.values())


def courts_named(document: Document) -> tuple[Field[Place], ...]:
    """The courts that the words of a document name, surest first."""
    return _distinct([*_american(document, 1.0), *_foreign(document, 1.0)])


def find_courts(scope: Scope) -> tuple[Field[Place], ...]:
    """The courts of the face, then those that only its other pages name."""
    views = ((scope.face, 1.0), (scope.covering, 0.6), (scope.rider, 0.5))
    found = [
        field
        for document, factor in views
        for field in (*_american(document, factor), *_foreign(document, factor))
    ]
    if not any(f.value and f.value.country == "US" for f in found):
        found += list(_heading(scope.face)) or list(_sovereign(scope.face))
    return tuple(_in_county(field, scope.face) for field in _distinct(found))


def _in_county(field: Field[Place], face: Document) -> Field[Place]:
    """A state's court with the county that the caption or the officers' name tells."""
    place = field.value
    if place is None or place.country != "US" or place.level != "state":
        return field
    county = place.county or _caption_county(tokens_of(face))
    return replace(field, value=replace(place, county=county))


def _caption_county(tokens: Sequence[Token]) -> str | None:
    """The county at the head of a paper, else the one whose officers it addresses."""
    top = min(_CAPTION_TOKENS, len(tokens))
    named = county_in(tokens, 0, top)
    if named:
        return named
    officers = caption_words()["officers"]
    for i, token in enumerate(tokens):
        if token.fold in officers and starts(tokens, i + 1, ("of",)):
            named = county_in(tokens, i + 2, min(i + 8, len(tokens)))
            if named:
                return named
    return None
