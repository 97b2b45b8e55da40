"""The period a paper or one of its demands asks for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from extractor.document import Document
from extractor.facts import DateRange, Edge, Field, absent, field_at
from extractor.find.dates import best_day, count_of, later
from extractor.find.legible import figures, legible
from extractor.find.ranges import Range, ranges, says
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.calendar import numerals
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:period"
_AROUND = 420


def find_date_range(scope: Scope) -> Field[DateRange]:
    """The widest period asked for on face and rider."""
    document = scope.demanding
    issued = best_day(scope.face, "issued") or best_day(scope.covering, "issued")
    anchor = issued.day.value if issued else None
    found = _ranges(document, anchor)
    if not found:
        return absent()
    value = DateRange(
        _widest([r.value.start for r in found], first=True),
        _widest([r.value.end for r in found], first=False),
    )
    shown = [r for r in found if value.start == r.value.start] or found
    sure = max(r.sure for r in shown) * 0.92
    field = field_at(document, value, shown[0].span, SOURCE, sure)
    ends = [r for r in found if value.end == r.value.end and r is not shown[0]]
    if ends and shown[0].value.end != value.end:
        other = field_at(document, value, ends[0].span, SOURCE, sure)
        return Field(value, field.confidence, field.evidence + other.evidence)
    return field


def ranges_in(
    document: Document, span: Span | None = None
) -> tuple[Field[DateRange], ...]:
    """The periods stated within a span of a document (in all of it without one)."""
    issued = best_day(document, "issued")
    found = _ranges(document, issued.day.value if issued else None)
    return tuple(
        field_at(document, r.value, r.span, SOURCE, r.sure * 0.92)
        for r in found
        if span is None or (span.start <= r.span.start and r.span.end <= span.end)
    )


def _ranges(document: Document, anchor: date | None) -> list[Range]:
    stated = [_closed(r, anchor) for r in ranges(document)]
    text = legible(figures(document.text))
    found = [*stated, *_relative(text, anchor)]
    if not found:
        # A term that runs on is the period of an order that states no other.
        found = [*_ahead(text, anchor)]
    return sorted((r for r in found if _is_past(r, anchor)), key=lambda r: r.span)


def _is_past(found: Range, anchor: date | None) -> bool:
    """False for a single day that is the paper's own, or one to come: a hearing's."""
    start, end = found.value.start, found.value.end
    if not isinstance(start, date) or start != end:
        return True
    return anchor is None or start < anchor


def _closed(found: Range, anchor: date | None) -> Range:
    """A range up to the paper's own day ends on it, where that is known."""
    start = found.value.start
    if not found.to_issue or anchor is None or start is None:
        return found
    if isinstance(start, date) and start > anchor:
        return found
    return replace(found, value=DateRange(start, anchor))


def _relative(text: str, anchor: date | None) -> Iterator[Range]:
    """Periods counted back from the paper's date; nothing without that date."""
    if anchor is None:
        return
    for cue in matching(cues("periods"), "relative"):
        for match in cue.pattern.finditer(text):
            start = _counted_back(match, anchor)
            if start:
                span = Span(match.start(), match.end())
                yield Range(DateRange(start, anchor), span, 0.75)


def _ahead(text: str, anchor: date | None) -> Iterator[Range]:
    """Terms of orders that run on from their day: what is dialled in sixty days."""
    if anchor is None:
        return
    for cue in matching(cues("periods"), "ahead"):
        for match in cue.pattern.finditer(text):
            count = count_of(match)
            lead = text[max(0, match.start() - _AROUND) : match.start()]
            after = text[match.end() : match.end() + _AROUND // 2]
            if count and says("forward", lead + after) and not says("hushed", lead):
                end = later(anchor, count, match["unit"])
                span = Span(match.start(), match.end())
                yield Range(DateRange(anchor, end), span, 0.75)


def _counted_back(match: re.Match[str], anchor: date) -> date | None:
    word = match["n"].lower()
    count = int(word) if word.isdigit() else numerals().get(word)
    if count is None:
        return None
    steps = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }
    return anchor - steps[match["unit"].lower().rstrip("s")]


def _widest(edges: list[Edge], *, first: bool) -> Edge:
    """The outermost end: open words win, then no end at all, then the far day."""
    if "inception" in edges:
        return "inception"
    if "present" in edges:
        return "present"
    dates = [edge for edge in edges if isinstance(edge, date)]
    if len(dates) < len(edges) or not dates:
        return None
    return min(dates) if first else max(dates)
