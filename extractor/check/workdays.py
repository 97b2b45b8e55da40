"""Days counted as the law counts them: calendar days, or days on which offices work."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE = timedelta(days=1)
_COUNTRY = "US"


def later(start: date, count: int, *, business: bool, subdivision: str = "") -> date:
    """The day a count ends; the start is not counted.

    Args:
        start: the day of service, receipt or issue.
        count: days to count, not negative.
        business: weekends and holidays are not counted.
        subdivision: ISO 3166-2 code whose holidays hold beside the federal ones.
    """
    if not business:
        return start + count * _ONE
    day, left = start, count
    while left > 0:
        day += _ONE
        left -= not closed(day, subdivision)
    return day


def closed(day: date, subdivision: str = "") -> str:
    """Why offices are closed on a day ("Saturday", a holiday's name), else empty."""
    if day.weekday() >= 5:
        return day.strftime("%A")
    return _holidays(_postal(subdivision), day.year).get(day, "")


def next_open(day: date, subdivision: str = "") -> date:
    """The day itself, or the first one after it on which offices work."""
    while closed(day, subdivision):
        day += _ONE
    return day


def _postal(subdivision: str) -> str | None:
    """The library's name of a state; None for what it does not know."""
    name = subdivision.partition("-")[2]
    return name if name in holidays.list_supported_countries()[_COUNTRY] else None


@lru_cache(maxsize=64)
def _holidays(postal: str | None, year: int) -> Mapping[date, str]:
    federal = holidays.country_holidays(_COUNTRY, years=year, language="en_US")
    local = holidays.country_holidays(
        _COUNTRY, subdiv=postal, years=year, language="en_US"
    )
    return dict(federal) | dict(local)
