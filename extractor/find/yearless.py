"""Days that leave their year, or month and year, to the day they are joined with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractor.find.days import Day
from extractor.geometry import Span
from extractor.taxonomy.calendar import month_number
from extractor.taxonomy.cues import cues, matching

_REACH = 45
_ONES = str.maketrans("lI", "11")
_NUMBER = r"(?:[0-3]?\d|[lI]{1,2})"
_END = r"(?:\s?(?:st|nd|rd|th|er|[.ºª])|(?<=[23])d)?"
_DAY = rf"(?<![\w/.:$-])(?P<day>{_NUMBER}){_END}(?![\w/:])"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_MONTH_DAY = re.compile(rf"{_MONTH}\s(?:the\s)?{_DAY}")
_DAY_MONTH = re.compile(rf"{_DAY}\s(?:day\s)?(?:of\s|de\s|d[’'])?(?:the\s)?{_MONTH}")
_MONTH_WORD = re.compile(r"[^\W\d_]{3}")
_BARE_DAY = re.compile(rf"(?P<whole>{_DAY})(?P<link>[^\d\n]{{1,14}})$")
# "October 10-16, 2024": the month stands before, the year behind both.
_WITHIN_MONTH = re.compile(
    rf"(?P<first>{_MONTH}\s{_DAY})(?P<link>\s?[^\d\n]{{1,9}})"
    rf"(?P<last>(?P<end>{_NUMBER}){_END},?\s(?P<year>(?:19|20)\d{{2}}))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    month: int
    day: str


def yearless(text: str, named: tuple[Day, ...]) -> Iterator[Day]:
    """The days without a year of their own that are joined to one that has it."""
    for match in _WITHIN_MONTH.finditer(text):
        yield from _within_month(match)
    for found in _month_days(text):
        yield from _from_next(text, found, named)
    for day in named:
        yield from _before(text, day)


def _within_month(match: re.Match[str]) -> Iterator[Day]:
    month, year = _month(match["month"]), int(match["year"])
    if month and _links(match["link"]):
        for part, day in (("first", match["day"]), ("last", match["end"])):
            yield from _day(year, month, day, Span(*match.span(part)))


def _month_days(text: str) -> Iterator[_Found]:
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month:
                span = Span(match.start(), match.end())
                yield _Found(span, month, match["day"])


def _from_next(text: str, found: _Found, named: tuple[Day, ...]) -> Iterator[Day]:
    """A month and day take the year of the next day, or the one before its turn."""
    after = next((d for d in named if d.span.start >= found.span.end), None)
    if after is None or after.span.start - found.span.end > _REACH:
        return
    if _links(text[found.span.end : after.span.start]):
        turned = found.month > after.value.month
        yield from _day(after.value.year - turned, found.month, found.day, found.span)


def _before(text: str, day: Day) -> Iterator[Day]:
    """A bare number before a day that begins with its own: "3 to 9 May 2025"."""
    printed = text[day.span.start : day.span.end]
    opens = max(0, day.span.start - 20)
    match = _BARE_DAY.search(text[opens : day.span.start])
    if not match or not printed[0].isdigit() or not _MONTH_WORD.search(printed):
        return
    if _links(match["link"]):
        start = opens + match.start()
        span = Span(start, start + len(match["whole"]))
        yield from _day(day.value.year, day.value.month, match["day"], span)


def _month(word: str) -> int | None:
    """A month's number; a name must be read well where no year stands by it."""
    found = month_number(word)
    return found[0] if found and found[1] >= 0.8 else None


def _links(between: str) -> bool:
    return any(c.pattern.search(between) for c in matching(cues("periods"), "link"))


def _digits(text: str) -> str:
    return text.translate(_ONES)


def _day(year: int, month: int, day: str, span: Span) -> Iterator[Day]:
    try:
        value = date(year, month, int(_digits(day)))
    except ValueError:
        return
    yield Day(value, span, 0.9)
