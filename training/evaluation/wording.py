"""Labels made comparable: case, punctuation and small words say nothing."""

import re
from datetime import date

# Words that tell no agency from another; "US" is written in many ways.
_SMALL = frozenset(
    ("the", "of", "s", "for", "and", "in", "u", "us", "united", "states", "office")
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = re.compile(r"(?<![A-Za-z0-9])(?=[OoIl]*\d)[\dOoIl]{2,}(?![A-Za-z0-9])")
_AS_DIGIT = str.maketrans("OoIl", "0011")
_LOOKALIKES = str.maketrans("0il", "o11")
_STATUTE = re.compile(r"\d+ usc (.+)")


def plain(value: object) -> str:
    """Letters and digits in lower case, single spaces between."""
    return re.sub(r"[^a-z0-9а-я&]+", " ", str(value).lower()).strip()


def same(want: object, value: object) -> bool:
    """True when two values differ in case and punctuation at most."""
    return plain(want) == plain(value)


def meant(want: object, value: object) -> bool:
    """True also where gold gives a number as printed whose digits OCR took for letters.

    Older labels keep "24-O7l4", newer ones say what is meant: the mended one is right.
    """
    return same(want, value) or same(mended(str(want)), value)


def mended(number: str) -> str:
    """A number whose digits OCR took for letters, with its digits again."""
    return _DIGITS.sub(lambda m: m.group().translate(_AS_DIGIT), number)


def alike(want: object, found: object) -> bool:
    """True when two names of an agency share most of their telling words."""
    one, other = (frozenset(plain(n).split()) - _SMALL for n in (want, found))
    return 2 * len(one & other) > max(len(one), len(other))


def within(want: object, found: object) -> bool:
    """True when one name holds the other: a printed recipient carries its address.

    Gold gives a name that OCR misread now as printed, now as meant: both are right.
    """
    one, other = _outline(want), _outline(found)
    return bool(one and other) and (one in other or other in one)


def _outline(name: object) -> str:
    """A name with the signs that OCR takes for each other made one."""
    return plain(name).translate(_LOOKALIKES).replace("rn", "m")


def spellings(value: str) -> tuple[str, ...]:
    """How a normalised value may stand in print, made plain; the surest first."""
    if _ISO.fullmatch(value):
        return _day_spellings(value)
    told = plain(value)
    statute = _STATUTE.fullmatch(told)
    return (told, statute[1]) if statute else (told,)


def _day_spellings(value: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return (plain(value),)
    month, short = day.strftime("%B").lower(), day.strftime("%b").lower()
    number, year, yy = day.day, day.year, f"{day.year % 100:02}"
    numeric = (
        f"{first} {second} {y}"
        for y in (year, yy)
        for first, second in (
            (day.month, number),
            (f"{day.month:02}", f"{number:02}"),
            (number, day.month),
            (f"{number:02}", f"{day.month:02}"),
        )
    )
    return (
        *(f"{m} {number} {year}" for m in (month, short)),
        *(f"{number} {m} {year}" for m in (month, short)),
        f"{number:02} {month} {year}",
        plain(value),
        *numeric,
    )
