"""Lengths of time in words: "one (1) year", "180 days", "ninety (90) days"."""

import re

from extractor.check.phrases import fold

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
NUMBERS = {fold(word): n for n, word in enumerate(_SMALL, 1)} | {
    fold(word): 10 * n for n, word in enumerate(_TENS, 3)
}
_UNIT = re.compile(r"\b(?:day|week|month|year)s?\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(?P<number>\d{1,4}|[A-Za-z]+)(?: hundred(?: and)?(?P<rest> [A-Za-z]+)?)?"
    r"\s*(?:\(\s*(?P<again>\d{1,4})\s*\)?)?[\s-]*(?:calendar |business |full )?"
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
# What OCR reads for the ones and noughts of a number.
_MISREAD = re.compile(r"\b(?=[OolI]*\d)[OolI\d]{2,4}\b")
_DIGITS = str.maketrans("OolI", "0011")


def days(text: str) -> int:
    """The first length of time a text states, in days; 0 where there is none."""
    if not _UNIT.search(text):
        return 0
    whole = _MISREAD.sub(lambda m: m.group().translate(_DIGITS), " ".join(text.split()))
    for match in _LENGTH.finditer(whole):
        count = _count(match)
        if count:
            return count * _UNITS[match["unit"].lower()]
    return 0


def _count(match: re.Match[str]) -> int:
    if match["again"]:
        return int(match["again"])
    if match["number"].isdigit():
        return int(match["number"])
    number = NUMBERS.get(fold(match["number"]), 0)
    if " hundred" not in match.group().lower():
        return number
    return 100 * number + NUMBERS.get(fold((match["rest"] or "").strip()), 0)
