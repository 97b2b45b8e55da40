"""Days written in words: "the fourth day of March, two thousand twenty-four"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractor.geometry import Span
from extractor.taxonomy.calendar import (
    cardinals,
    millennia,
    month_number,
    ordinals,
)


def _any(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s").replace(r"\-", "-") for w in longest
    )


_DAY = (
    r"(?P<day>\d{1,2}(?:st|nd|rd|th|er|(?<=[23])d)?"
    rf"|{_any({**ordinals(), **cardinals()})})"
)
_MONTH = r"(?P<month>[^\W\d_]{3,10})"
_YEAR = rf"(?:{_any(millennia())})[\s-](?P<year>{_any(cardinals())})(?!\w|-\w)"
_SPELT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_DAY}\s(?:day\sof\s|of\s|de\s)?{_MONTH},?\s"
        rf"(?:del?\s|in\sthe\syear\s(?:of\sour\slord\s)?)?{_YEAR}",
        rf"\bl[’']an\s{_YEAR},?\s(?:et\s)?le\s{_DAY}\s{_MONTH}",
    )
)


def spelt_days(text: str) -> Iterator[tuple[date, Span]]:
    """The days whose year is written in words, and where they stand."""
    for pattern in _SPELT:
        for match in pattern.finditer(text):
            month = month_number(match["month"])
            day = _number(match["day"])
            year = 2000 + cardinals()[_plain(match["year"])]
            if month and day:
                yield from _date(year, month[0], day, match)


def _number(word: str) -> int | None:
    digits = re.match(r"\d+", word)
    plain = _plain(word)
    return int(digits[0]) if digits else ordinals().get(plain, cardinals().get(plain))


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _date(
    year: int, month: int, day: int, match: re.Match[str]
) -> Iterator[tuple[date, Span]]:
    try:
        yield date(year, month, day), Span(match.start(), match.end())
    except ValueError:
        return
