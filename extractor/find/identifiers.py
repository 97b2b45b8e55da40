"""The accounts, people and things a paper asks about, not those of its officials."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractor.document import Document
from extractor.facts import Identifier, field_at
from extractor.find.candidate import data_pattern
from extractor.find.days import Day, days
from extractor.find.misread import without_misread
from extractor.find.tabled import tabled
from extractor.find.targets import target_model, targets
from extractor.geometry import Span
from extractor.packet import Scope

SOURCE = "rule:identifiers"
_SUREST = 0.97
_YOUNGEST = 3 * 365
"""Under a heading of births, what is later is another day of the paper."""


def find_identifiers(scope: Scope) -> tuple[Identifier, ...]:
    """Every target identifier of face and rider, each once, by its surest place."""
    found: dict[tuple[str, str], Identifier] = {}
    for identifier in _identifiers(scope.demanding, None):
        key = (identifier.kind, (identifier.value.value or "").casefold())
        known = found.get(key)
        if known is None or known.value.confidence < identifier.value.confidence:
            found[key] = identifier
    whole = tuple(i for key, i in found.items() if not _is_cut_short(key, found))
    return without_misread(whole, scope.demanding)


def _is_cut_short(key: tuple[str, str], found: Iterable[tuple[str, str]]) -> bool:
    """True for an address or a bucket that stands elsewhere on the paper in full."""
    kind, value = key
    if kind == "url":
        return any(kind == other and whole == f"s3://{value}" for other, whole in found)
    return kind == "postal_address" and any(
        kind == other and value != whole and whole.startswith(value)
        for other, whole in found
    )


def identifiers_in(
    document: Document, span: Span | None = None
) -> tuple[Identifier, ...]:
    """The target identifiers within a span of a document."""
    return tuple(_identifiers(document, span))


def _identifiers(document: Document, span: Span | None) -> Iterator[Identifier]:
    for target in targets(document.text):
        at = target.candidate.span
        inside = span is None or (span.start <= at.start and at.end <= span.end)
        if inside and (target.taken or (span is not None and target.nearly)):
            kind, value = target.candidate.kind, target.candidate.value
            sure = round(min(_SUREST, target.chance), 3)
            yield Identifier(kind, field_at(document, value, at, _source(), sure))
    if span is None:
        for candidate in tabled(document):
            field = field_at(document, candidate.value, candidate.span, SOURCE, 0.85)
            yield Identifier(candidate.kind, field)
    for day in _births(document):
        if span is None or (span.start <= day.span.start and day.span.end <= span.end):
            value = day.value.isoformat()
            field = field_at(document, value, day.span, SOURCE, 0.9 * day.sure)
            yield Identifier("date_of_birth", field)


def _source() -> str:
    model = target_model()
    return model.name if model else SOURCE


def _births(document: Document) -> Iterator[Day]:
    """Days labelled as births, or in the rows under a heading with such a column."""
    lead, text = data_pattern("birth"), document.text
    rows = [
        m.end()
        for m in data_pattern("birth_column").finditer(text)
        if "(" not in m.group()
    ]
    named, below = days(document), list[Day]()
    for day in named:
        row = max((end for end in rows if end <= day.span.start), default=None)
        if lead.search(text[max(0, day.span.start - 30) : day.span.start]):
            yield day
        elif row is not None and _is_table(text[row : day.span.start]):
            below.append(day)
    yield from _old(below, [day for day in named if day not in below])


def _old(births: list[Day], others: list[Day]) -> Iterator[Day]:
    """Days long before the paper's own: what is later is no birth."""
    newest = max((day.value for day in others), default=date.max)
    yield from (b for b in births if (newest - b.value).days > _YOUNGEST)


def _is_table(text: str) -> bool:
    """Whether all lines so far are rows: each short, the earlier ones with a day."""
    rows = [line for line in text.split("\n")[1:] if line.strip()]
    return len(rows) < 200 and all(re.search(r"\d[/.-]\d", row) for row in rows[:-1])
