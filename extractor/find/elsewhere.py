"""What a packet's other parts say of the instrument: its number, days, period, holder.

Only said where the part does not also say what the instrument says: a letter may name
two cases. Whether parts disagree is for the checker to judge.
"""

import re
from collections.abc import Iterator

from extractor.document import Document
from extractor.facts import DateRange, Field, Passage, field_at
from extractor.find.case_number import find_case_number
from extractor.find.days import days
from extractor.find.period import ranges_in
from extractor.geometry import Span
from extractor.packet import Part, Role, Scope
from extractor.taxonomy.cues import cues, matching
from extractor.taxonomy.phrases import squash

SOURCE = "rule:elsewhere"
_SPEAKING = (Role.ATTACHMENT, Role.AFFIDAVIT, Role.COVER_LETTER, Role.MAIL_BODY)
_CUES = cues("passages")
_REACH = 90
_LONGEST_TEXT = 40_000
_SURE = 0.8


def restated(scope: Scope) -> tuple[Passage, ...]:
    """What the parts beside the face say of the paper, each once."""
    found: dict[tuple[str, str | None], Passage] = {}
    for passage in (*_holders(scope.demanding), *_beside(scope)):
        found.setdefault((passage.kind, passage.value.value), passage)
    return tuple(found.values())


def _beside(scope: Scope) -> Iterator[Passage]:
    number = find_case_number(scope)
    for part in scope.parts:
        if part.owner == scope.part and part.role in _SPEAKING:
            document = scope.document.only(part.pages)
            yield from _number(document, part, number)
            yield from _days(document, "issued_elsewhere")
            yield from _days(document, "due_elsewhere")
    yield from _periods(scope)


def _number(document: Document, part: Part, own: Field[str]) -> Iterator[Passage]:
    if own.value is None or squash(own.value) in squash(document.text[:_LONGEST_TEXT]):
        return
    alone = Scope(0, (Part(Role.INSTRUMENT, part.pages, owner=0),), document)
    other = find_case_number(alone)
    if other.value is not None:
        yield Passage("number_elsewhere", other)


def _days(document: Document, role: str) -> Iterator[Passage]:
    """Days that a part gives as the paper's own."""
    for day in days(document):
        opens = max(0, day.span.start - _REACH)
        before = document.text[opens : day.span.start]
        if any(cue.pattern.search(before) for cue in matching(_CUES, role)):
            value = day.value.isoformat()
            sure = _SURE * day.sure
            yield Passage(role, field_at(document, value, day.span, SOURCE, sure))


def _periods(scope: Scope) -> Iterator[Passage]:
    """Periods of the rider that are the face's own but for the year."""
    face, rider = ranges_in(scope.face), ranges_in(scope.rider)
    if not face or any(r.value == f.value for r in rider for f in face):
        return
    for field in rider:
        if any(_other_year(field.value, own.value) for own in face):
            text = _written(field.value)
            yield Passage(
                "range_elsewhere", Field(text, field.confidence, field.evidence)
            )


def _written(found: DateRange | None) -> str:
    return f"{found.start} to {found.end}" if found else ""


def _other_year(one: DateRange | None, other: DateRange | None) -> bool:
    """True for the same days of the year, years apart."""
    mine, theirs = _written(one), _written(other)
    year = re.compile(r"\b\d{4}(?=-)")
    return mine != theirs and year.sub("", mine) == year.sub("", theirs)


def _holders(document: Document) -> Iterator[Passage]:
    """Who is said to hold what is asked for."""
    text = document.text[:_LONGEST_TEXT]
    for cue in matching(_CUES, "holder"):
        for match in cue.pattern.finditer(text):
            value = " ".join(match["value"].split()).strip(" ,.")
            span = Span(*match.span("value"))
            yield Passage("holder", field_at(document, value, span, SOURCE, _SURE))
