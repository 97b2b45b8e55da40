"""Every calendar day a document names: text in, days with their spans out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractor.document import Document
from extractor.find.legible import figures, legible
from extractor.find.spelt_days import spelt_days
from extractor.geometry import Span
from extractor.taxonomy.calendar import month_number, ordinals
from extractor.taxonomy.cues import read_yaml

# Signs alone are numbers by their place only: "January l, 2024".
_DAY = (
    r"(?<![^\W_])(?<!\$)(?:[0-3]\s\d(?=(?:st|nd|rd|th)?[\s,]+[12]\s?[0O]\s?\d)|\d{1,2}"
    r"|[lI]{1,2})(?!\d)"
)
# A superscript ordinal is read as one stray sign as often as not.
# Lawyers write "2d" and "23d" too.
_ORDINAL_END = r"(?:\s?(?:(?:st|nd|rd|th|er)(?-i:(?![a-zà-ž]))|[.™\"°ºª'])|(?<=[23])d)?"
_YEAR = r"(?P<year>[12]\d{3}|2\s?0[\s_]{0,3}\d\s?\d)(?![^\W_])"
_MONTH = r"(?P<month>[^\W\d_][^\W_]{2,10}|[01]ctober)(?:\s?\.)?"
_IN_WORDS = "|".join(sorted(ordinals(), key=len, reverse=True)).replace(" ", r"\s")
# What may stand between a month and its year: "A.D.", "de", a Japanese era's own year.
_FILLER = (
    r"(?:(?:del?(?:\saño)?|in\sthe\syear(?:\sof\sour\slord)?|A\.?\s?D\.?,?|,"
    r"|[^\W\d_]{4,8}\s\d{1,2})\s{0,2}\(?)?"
)
_ONES = str.maketrans("lI", "11")
_HEAD = 700
"""So many signs hold a letterhead or caption."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as named; `sure` is below 1 where OCR slips were mended."""

    value: date
    span: Span
    sure: float


@dataclass(frozen=True, slots=True)
class _Reading:
    year: str
    month: int
    day: str
    sure: float = 1.0


_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![^\W\d_]){_MONTH}[\s_]{{0,3}}(?:the\s)?(?P<day>{_DAY}){_ORDINAL_END}"
        rf"[\s,.]{{1,4}}{_FILLER}{_YEAR}",
        rf"(?P<day>{_DAY}|{_IN_WORDS}){_ORDINAL_END}[\s_]{{0,4}}"
        rf"(?:day\s{{0,2}}of|(?:d[ií]as?\sdel?\s)?(?:mes\s)?de|of|d[’'])?[\s_]{{0,9}}{_MONTH}"
        rf"[\s,._]{{0,4}}{_FILLER}{_YEAR}",
        rf"\b(?P<month>[A-Z]{{3}})[-/. ](?P<day>\d{{1,2}})[-/. ]{_YEAR}",
        rf"(?<![\w/.-])(?P<year>20\d\d)\)?,?\s{_MONTH}\s(?P<day>\d{{1,2}})(?![\w/.-])"
        r"(?!,?\s+(?:19|20)\d\d)",
        r"\b(?P<day>\d{1,2})[-/](?P<month>[A-Z]{3,9})[-/](?P<year>\d{4}|\d\d)\b",
        r"\b(?P<day>\d{1,2})\s(?P<month>[A-Z]{3})\s['’]?(?P<year>\d\d)\b(?!\ ?[:\w])",
        r"\b(?P<day>[0-3]\d)(?P<month>[A-Z]{3})(?P<year>20\d\d|\d\d)\b",
        r"\b(?P<month>[A-Z]{3,9})\.?\s(?P<day>\d{1,2}),?\s['’](?P<year>\d\d)\b",
    )
)
_ISO = re.compile(
    r"(?<![\d/.-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d]|[/-]\d)"
)
# A hyphen may join two days written with strokes or points: "1/2/24-3/4/24".
_NUMERIC = re.compile(
    r"(?:(?<![\w/.\-:§])|(?<=\d[/.]\d\d-)|(?<=\d[/.]\d{4}-))(?<!§\s)"
    r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?"
    r"['’]?([12]\d{3}|\d{2})(?![\w]|[/.\-]\d)"
    r"|(?:(?<![\w/.\-:§])|(?<=\d[/.]\d\d-)|(?<=\d[/.]\d{4}-))"
    r"(\d{1,2})([/.])(\d{1,2})\6([12]\d{3}|\d{2})(?=-\d{1,2}\6\d{1,2}\6\d)"
)
_EAST = re.compile(
    r"(?:(?<!\d)(?P<west>20\d\d)\s?[年년]|(?P<era>令和|平成)\s?(?P<of_era>\d{1,2}|元)\s?年)"
    r"\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)
_ERAS = {"令和": 2018, "平成": 1988}
"""The year before the first of a Japanese era."""
_DAY_FIRST_WORDS = re.compile(
    r"\b(?:der|die|und|les|des|pour|los|las|para|della|nella|het|van)\b|[а-яё]{4}",
    re.IGNORECASE,
)


def days(document: Document) -> tuple[Day, ...]:
    """The days named in a document, in reading order, none inside another."""
    return days_of(document.text)


@lru_cache(maxsize=16)
def days_of(printed: str) -> tuple[Day, ...]:
    """The days named in a text."""
    text = legible(figures(printed))
    spelt = (Day(value, span, 0.95) for value, span in spelt_days(text))
    found = [*_named(text), *_iso(text), *_numeric(text), *_eastern(text), *spelt]
    kept: list[Day] = []
    for day in sorted(found, key=lambda d: (d.span.start, -d.span.end, -d.sure)):
        if not kept or kept[-1].span.end <= day.span.start:
            kept.append(day if _is_same(printed, text, day.span) else _doubted(day))
    return tuple(kept)


def _is_same(printed: str, text: str, span: Span) -> bool:
    return printed[span.start : span.end] == text[span.start : span.end]


def _doubted(day: Day) -> Day:
    return Day(day.value, day.span, round(0.9 * day.sure, 3))


def _named(text: str) -> Iterator[Day]:
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            month = month_number(match["month"])
            if month:
                number, sure = month
                words = " ".join(match["day"].lower().split())
                day = str(ordinals().get(words, match["day"]))
                reading = _Reading(match["year"], number, day, sure)
                yield from _day(reading, match)


def _iso(text: str) -> Iterator[Day]:
    for match in _ISO.finditer(text):
        yield from _day(_Reading(match[1], int(match[3]), match[4]), match)


def _eastern(text: str) -> Iterator[Day]:
    for match in _EAST.finditer(text):
        counted = 1 if match["of_era"] == "元" else int(match["of_era"] or 0)
        year = match["west"] or str(_ERAS[match["era"]] + counted)
        yield from _day(_Reading(year, int(match["month"]), match["day"]), match)


def _numeric(text: str) -> Iterator[Day]:
    day_first = is_day_first(text)
    for match in _NUMERIC.finditer(text):
        first, sign, second, year = (g for g in match.groups() if g is not None)
        swapped = day_first or sign == "."
        month, day = (second, first) if swapped else (first, second)
        if int(month) > 12:
            month, day = day, month
        yield from _day(_Reading(year, int(month), day), match)


def is_day_first(text: str) -> bool:
    """Whether 03/04/2024 means 3 April here: told by its other dates, or its words."""
    numbers = _NUMERIC.finditer(text)
    told = [[g for g in m.groups() if g is not None] for m in numbers]
    pairs = [
        (int(first), int(second)) for first, sign, second, _ in told if sign != "."
    ]
    proof = [a > 12 for a, b in pairs if (a > 12) != (b > 12)]
    if proof:
        return sum(proof) * 2 > len(proof)
    if _day_first_lands().search(text, 0, _HEAD):
        return True
    return len(_DAY_FIRST_WORDS.findall(text)) * 60 > len(text.split()) + 300


@lru_cache(maxsize=1)
def _day_first_lands() -> re.Pattern[str]:
    return re.compile(read_yaml("dates")["day_first"]["pattern"])


def _day(reading: _Reading, match: re.Match[str]) -> Iterator[Day]:
    digits = "".join(reading.day.translate(_ONES).split())
    year = re.sub(r"[\s_]", "", reading.year)
    try:
        value = date(_full_year(int(year)), reading.month, int(digits))
    except ValueError:
        return
    if 1900 <= value.year <= 2099:
        yield Day(value, Span(match.start(), match.end()), reading.sure)


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    # Two digits: papers of this trade are never older than the 1970s, births are.
    return year + (2000 if year < 50 else 1900)
