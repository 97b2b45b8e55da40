"""Whom to answer: name, agency, e-mail, telephone and address as printed."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.document import Document
from extractor.facts import Contact, Field, Place, absent, field_at
from extractor.find.addressee import recipient_spans
from extractor.find.people import looks_like_name
from extractor.find.place import addresses_in
from extractor.find.tokens import cover, tokens_of
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.wording import wording

SOURCE = "rule:contact"
_FILE = "contact_wording.yaml"
_REACH = 400
_ADDRESS_LINES = 3


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return wording(name, _FILE)


def _outside(span: Span, others: Sequence[Span]) -> bool:
    return not any(o.start <= span.start < o.end for o in others)


def _spans(document: Document, name: str) -> Iterator[Span]:
    """Where a pattern stands, the addressee's own lines left out."""
    addressees = recipient_spans(document)
    for found in _pattern(name).finditer(document.text):
        named = "name" in found.groupdict()
        span = Span(*(found.span("name") if named else found.span()))
        if named and not looks_like_name(document.quote(span)):
            continue
        if _outside(span, addressees):
            yield span


def _invited(document: Document, span: Span) -> int:
    """How many inviting words stand before a span."""
    before = document.text[max(span.start - _REACH // 2, 0) : span.start]
    return len(_pattern("invites").findall(before))


def _is_target(document: Document, span: Span) -> bool:
    """True for an address or number whose records are asked for."""
    before = document.text[max(span.start - _REACH // 5, 0) : span.start]
    return bool(_pattern("target").search(before))


def _best(document: Document, name: str) -> Span | None:
    found = [s for s in _spans(document, name) if not _is_target(document, s)]
    return max(found, key=lambda s: _invited(document, s), default=None)


def _phone(document: Document) -> Span | None:
    found = [
        span
        for span in _spans(document, "phone")
        if not _is_target(document, span)
        and not _pattern("fax").search(
            document.text[max(span.start - 30, 0) : span.start]
        )
    ]
    return max(found, key=lambda s: _invited(document, s), default=None)


def contact_phone(document: Document) -> Span | None:
    """The sender's telephone, or its fax where no other number is printed."""
    faxes = (s for s in _spans(document, "phone") if not _is_target(document, s))
    return _phone(document) or next(faxes, None)


def _nearest(document: Document, name: str, anchor: Span | None) -> Span | None:
    """The match nearest to an anchor, the most invited one without any."""
    if anchor is None:
        return _best(document, name)
    found = list(_spans(document, name))
    return min(found, key=lambda s: abs(s.start - anchor.start), default=None)


def _address(document: Document, anchor: Span | None) -> Span | None:
    """The address nearest to the anchor, from its street line to its ZIP code."""
    tokens = tokens_of(document)
    addressees = recipient_spans(document)
    ends = [cover(tokens[a.first : a.last + 1]) for a in addresses_in(tokens)]
    ends = [e for e in ends if _outside(e, addressees)]
    if not ends:
        return None
    at = anchor.start if anchor else len(document.text)
    end = min(ends, key=lambda s: abs(s.start - at))
    return _with_street(lines(document.words), end)


def _with_street(printed: Sequence[Line], end: Span) -> Span:
    """An address from the line that holds its number."""
    at = next(i for i, n in enumerate(printed) if n.span.end >= end.start)
    for line in reversed(printed[max(at - _ADDRESS_LINES, 0) : at + 1]):
        number = re.search(
            r"\b\d{1,5}(?:-\d+)? (?:[NSEW]\.? )?[A-Z]\w+|\bP\.?O\.? Box", line.text
        )
        if number and line.span.start + number.start() < end.start:
            return Span(line.span.start + number.start(), end.end)
    return end


def _text(document: Document, span: Span | None) -> str | None:
    return " ".join(document.quote(span).split()).strip(" ,;:") if span else None


def _contact(
    document: Document, agency: str | None, sure: float
) -> Field[Contact] | None:
    email, phone = _best(document, "email"), _phone(document)
    anchor = email or phone
    name = _nearest(document, "titles", anchor)
    address = _address(document, anchor or name)
    spans = [s for s in (name, email, phone, address) if s]
    if not spans:
        return None
    value = Contact(
        _text(document, name),
        agency,
        (_text(document, email) or "").replace(" ", "").replace("(at)", "@") or None,
        _text(document, phone),
        _text(document, address),
    )
    field = field_at(document, value, spans[0], SOURCE, sure)
    shown = [field_at(document, value, s, SOURCE, sure).evidence for s in spans]
    return Field(value, field.confidence, tuple(e for part in shown for e in part)[:8])


def find_contact(scope: Scope, agencies: tuple[Field[Place], ...]) -> Field[Contact]:
    """The requesting contact: on the face, else on its rider, else in the letter."""
    agency = next((a.value.name for a in agencies if a.value), None)
    for document, sure in (
        (scope.face, 0.75),
        (scope.rider, 0.6),
        (scope.covering, 0.65),
    ):
        found = _contact(document, agency, sure) if document.words else None
        if found:
            return found
    return absent()
