"""Date ranges stated with their own dates: text in, ranges with their spans out."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from extractor.document import Document
from extractor.facts import DateRange, Edge
from extractor.find.days import Day, days_of
from extractor.find.legible import figures, legible
from extractor.find.yearless import yearless
from extractor.geometry import Span
from extractor.taxonomy.calendar import month_number, ordinals
from extractor.taxonomy.cues import cues, matching

_LEAD_REACH = 90
_LINK_REACH = 45
_ASKED_REACH = 150
_SURELY_DUE = 3
_SPELT = r"(?:19|20)\d{2}"
_MONTH_LINK = re.compile(r"(?<!\w)(?P<month>[^\W\d_]{3,10})(?P<link>\W[^\d\n]{1,12})$")
_MONTH_YEAR = re.compile(
    rf"(?<![\w])(?P<month>[^\W\d_]{{3,10}})\.?,?\s{{1,2}}(?:of\s|del?\s)?(?P<year>{_SPELT})(?!\w)"
)
_YEAR = re.compile(
    rf"(?<![\w/.,$§:#])(?<!(?<!\d)-)(?P<year>{_SPELT})"
    r"(?![\w/]|[.,]\d|-\d{3}(?!\d)|-\d{5})"
)
_COLUMNS = re.compile(
    r"\b(?:from|start|begin)\b[^.\n]{0,40}\b(?:to|end|through)\b[^\n]*\n",
    re.IGNORECASE,
)
_CUES = cues("periods")


@dataclass(frozen=True, slots=True)
class Range:
    """A stated range; `sure` 0..1 tells how plain the wording is.

    `to_issue`: its end, "present" here, is the day the paper itself was issued.
    """

    value: DateRange
    span: Span
    sure: float
    to_issue: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    first: Edge
    last: Edge
    span: Span
    sure: float
    kind: str


def ranges(document: Document) -> tuple[Range, ...]:
    """The ranges with dates of their own, in reading order."""
    return ranges_of(document.text)


@lru_cache(maxsize=16)
def ranges_of(printed: str) -> tuple[Range, ...]:
    """The ranges of a text with dates of their own."""
    text = legible(figures(printed))
    named = days_of(printed)
    points = _points(text, (*named, *yearless(text, named)))
    found = [*_pairs(text, points), *_halves(text, points), *_terms(text)]
    kept: list[Range] = []
    for item in sorted(found, key=lambda r: (r.span.start, -r.span.end)):
        if not kept or kept[-1].span.end <= item.span.start:
            kept.append(item)
    return tuple(kept)


def says(role: str, text: str) -> bool:
    """Whether a wording of that role is in the text."""
    return any(cue.pattern.search(text) for cue in matching(_CUES, role))


def _points(text: str, named: tuple[Day, ...]) -> list[_Point]:
    found = [
        *(_at_day(day) for day in named),
        *_open_ends(text),
        *_month_years(text),
        *_years(text),
    ]
    kept: list[_Point] = []
    for point in sorted(found, key=lambda p: (p.span.start, -p.span.end)):
        if not kept or kept[-1].span.end <= point.span.start:
            kept.append(point)
    return kept


def _at_day(day: Day) -> _Point:
    return _Point(day.value, day.value, day.span, day.sure, "day")


def _open_ends(text: str) -> Iterator[_Point]:
    for cue in matching(_CUES, "open_end"):
        for match in cue.pattern.finditer(text):
            span = Span(match.start(), match.end())
            yield _Point(None, "present", span, 1.0, "present")
    for cue in matching(_CUES, "issue_end"):
        for match in cue.pattern.finditer(text):
            span = Span(match.start(), match.end())
            yield _Point(None, "present", span, 1.0, "issue")
    for cue in matching(_CUES, "open_start"):
        for match in cue.pattern.finditer(text):
            span = Span(match.start(), match.end())
            yield _Point("inception", None, span, 1.0, "inception")


def _month_years(text: str) -> Iterator[_Point]:
    for match in _MONTH_YEAR.finditer(text):
        month = month_number(match["month"])
        if month and month[1] == 1.0:
            year = int(match["year"])
            first = date(year, month[0], 1)
            last = date(year, month[0], monthrange(year, month[0])[1])
            span = Span(match.start(), match.end())
            yield _Point(first, last, span, 0.95, "month")
            yield from _month_before(text, first, match.start())


def _month_before(text: str, after: date, at: int) -> Iterator[_Point]:
    """The month joined to one with a year: "from January through March 2024"."""
    match = _MONTH_LINK.search(text[max(0, at - 30) : at])
    month = month_number(match["month"]) if match else None
    if match and month and month[1] == 1.0 and says("link", match["link"]):
        year = after.year - (month[0] > after.month)
        start = max(0, at - 30) + match.start()
        span = Span(start, start + len(match["month"]))
        last = date(year, month[0], monthrange(year, month[0])[1])
        yield _Point(date(year, month[0], 1), last, span, 0.85, "month")


def _years(text: str) -> Iterator[_Point]:
    for match in _YEAR.finditer(text):
        if says("hours", text[match.end() : match.end() + _LINK_REACH]):
            continue
        year = int(match["year"])
        span = Span(match.start(), match.end())
        yield _Point(date(year, 1, 1), date(year, 12, 31), span, 0.85, "year")


def _terms(text: str) -> Iterator[Range]:
    """Quarters and halves of a year, one or several joined."""
    for cue in matching(_CUES, "term"):
        for match in cue.pattern.finditer(text):
            months = int(cue.value)
            first, last = (_ordinal(match[n] or match["first"]) for n in (1, 2))
            if first <= last <= 12 // months:
                span = Span(match.start(), match.end())
                yield Range(_months(match, first, last, months), span, 0.8)


def _months(match: re.Match[str], first: int, last: int, months: int) -> DateRange:
    year, end = int(match["year"]), last * months
    opens = date(year, (first - 1) * months + 1, 1)
    return DateRange(opens, date(year, end, monthrange(year, end)[1]))


def _ordinal(word: str) -> int:
    digit = re.search(r"\d", word)
    return int(digit[0]) if digit else ordinals()[word.lower()]


def _pairs(text: str, points: list[_Point]) -> Iterator[Range]:
    for start, end in pairwise(points):
        between = text[start.span.end : end.span.start]
        lead = _before(text, start)
        joined = _joined(start, end, between, lead) or _both_asked(text, start, end)
        ended = says("ended", _before(text, start, _ASKED_REACH))
        if joined and not ended and not says("stop", lead):
            value = DateRange(start.first, end.last)
            if _is_ordered(value):
                span = Span(start.span.start, end.span.end)
                sure = min(start.sure, end.sure)
                yield Range(value, span, sure, end.kind == "issue")


def _before(text: str, point: _Point, reach: int = _LEAD_REACH) -> str:
    return text[max(0, point.span.start - reach) : point.span.start]


def _joined(start: _Point, end: _Point, between: str, lead: str) -> bool:
    if start.first is None or end.last is None or len(between) > _LINK_REACH:
        return False
    kinds = {start.kind, end.kind}
    if not between.strip() and kinds == {"day"}:
        return bool(_COLUMNS.search(lead))
    if not says("link", between):
        return False
    open_end = end.kind in ("present", "issue")
    if "inception" in kinds or (open_end and start.kind != "year"):
        return True
    opened = says("lead", lead) or says("strong_lead", lead)
    plain = not says("weak_link", between) or "and" not in between
    return opened or (plain and kinds in ({"day"}, {"month"}))


def _both_asked(text: str, start: _Point, end: _Point) -> bool:
    """Whether two days are asked for by themselves: "log-ins on 1 May and 3 May"."""
    between = text[start.span.end : end.span.start]
    if {start.kind, end.kind} != {"day"} or not says("weak_link", between):
        return False
    lead = _before(text, start, _ASKED_REACH)
    linked = len(between) <= _LINK_REACH and says("link", between)
    return linked and _is_alone("day", lead, "")


def _is_ordered(value: DateRange) -> bool:
    start, end = value.start, value.end
    return not (isinstance(start, date) and isinstance(end, date)) or start <= end


def _halves(text: str, points: list[_Point]) -> Iterator[Range]:
    for point in points:
        if isinstance(point.first, date):
            value = _half(text, point)
            if value:
                yield Range(value, point.span, 0.8 * point.sure)


def _half(text: str, point: _Point) -> DateRange | None:
    lead = _before(text, point, _ASKED_REACH)
    after = text[point.span.end : point.span.end + _LEAD_REACH]
    asked = says("asked", lead)
    if says("onward", after) or (asked and says("after", lead)):
        return DateRange(point.first, None)
    ended = next((c for c in matching(_CUES, "ended") if c.pattern.search(lead)), None)
    if ended and point.kind == "day" and isinstance(point.last, date):
        return DateRange(_opening(point.last, int(ended.value)), point.last)
    if says("stop", lead[-_LEAD_REACH:]) or not _is_alone(point.kind, lead, after):
        return None
    return DateRange(point.first, point.last)


def _opening(last: date, months: int) -> date:
    """The first day of a term of months that ends on a day."""
    whole = last.day == monthrange(last.year, last.month)[1]
    if whole:
        return date(last.year, last.month, 1) - relativedelta(months=months - 1)
    return last - relativedelta(months=months) + timedelta(days=1)


def _is_alone(kind: str, lead: str, after: str) -> bool:
    """Whether a year, a month, a day or hours of it are asked for by themselves."""
    asked = says("asked", lead)
    if kind == "year":
        return says("whole_year", lead) and not says("spelled_out", after)
    if kind == "month":
        return says("named_month", lead) or (says("whole_month", lead) and asked)
    if says("not_single", lead) or _is_answered(lead):
        return False
    hours = says("clocked", after) or says("clock_first", lead)
    single = says("single", lead) and (asked or hours)
    return single or says("clock_first", lead) or (asked and hours)


def _is_answered(lead: str) -> bool:
    """Whether the words before a day make it the day to answer or appear."""
    due = (c for c in matching(cues("dates"), "due") if c.where == "before")
    return any(c.weight >= _SURELY_DUE and c.pattern.search(lead) for c in due)
