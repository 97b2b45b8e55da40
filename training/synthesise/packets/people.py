"""Fictitious people, addresses, numbers and days: a seed goes in, words come out."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from training.synthesise.packets.wording import load

_ALNUM = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Person:
    """A person's first and last name and an initial between, which may be empty."""

    first: str
    last: str
    initial: str = ""

    @property
    def name(self) -> str:
        """The name as signed."""
        middle = f"{self.initial}. " if self.initial else ""
        return f"{self.first} {middle}{self.last}"


def person(rng: random.Random) -> Person:
    """Somebody."""
    people = load("people")
    initial = rng.choice(people["middle"]) if rng.random() < 0.4 else ""
    return Person(rng.choice(people["first"]), rng.choice(people["last"]), initial)


def digits(rng: random.Random, count: int) -> str:
    """So many digits, the first not a nought."""
    rest = "".join(str(rng.randrange(10)) for _ in range(count - 1))
    return f"{rng.randrange(1, 10)}{rest}"


def phone(rng: random.Random, area: int) -> tuple[str, str]:
    """A telephone number of the fictitious range: normalised and as printed."""
    line = f"{rng.randrange(100, 200):04d}"
    printed = rng.choice(
        (f"({area}) 555-{line}", f"{area}-555-{line}", f"+1 {area} 555 {line}")
    )
    return f"+1{area}555{line}", printed


def street(rng: random.Random) -> str:
    """A street with a number."""
    return f"{rng.randrange(11, 4990)} {rng.choice(load('people')['streets'])}"


def _email(rng: random.Random, who: Person) -> str:
    people = load("people")
    word = rng.choice(people["words"])
    local = rng.choice(
        (
            f"{who.first}.{who.last}",
            f"{who.first[0]}.{who.last}{rng.randrange(10, 99)}",
            f"{word}{who.last}",
            f"{word}.{rng.choice(people['words'])}{rng.randrange(10, 999)}",
        )
    )
    return f"{local.lower()}@{rng.choice(people['domains'])}"


def _imei(rng: random.Random) -> str:
    """Fifteen digits, the last of which checks the others (Luhn)."""
    body = "35" + digits(rng, 12)
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(body)]
    return body + str(-sum(d // 10 + d % 10 for d in doubled) % 10)


def _serial(rng: random.Random) -> str:
    return "G0" + "".join(rng.choice(_ALNUM) for _ in range(14))


def _username(rng: random.Random) -> str:
    words = load("people")["words"]
    ending = rng.choice(("", f"{rng.randrange(10, 999)}"))
    return f"{rng.choice(words)}_{rng.choice(words)}{ending}"


def _order(rng: random.Random) -> str:
    return f"1{rng.randrange(10, 15)}-{digits(rng, 7)}-{digits(rng, 7)}"


def _account(rng: random.Random) -> str:
    return "A" + "".join(rng.choice(_ALNUM) for _ in range(13))


def _ip(rng: random.Random) -> str:
    return (
        f"{rng.choice(('198.51.100', '203.0.113', '192.0.2'))}.{rng.randrange(1, 255)}"
    )


Numbers = Callable[[random.Random], str]
NUMBERS: dict[str, Numbers] = {
    "email": lambda rng: _email(rng, person(rng)),
    "username": _username,
    "order_id": _order,
    "account_id": _account,
    "aws_account_id": lambda rng: digits(rng, 12),
    "ip_address": _ip,
    "device_serial": _serial,
    "imei": _imei,
}
"""How identifiers are drawn that print as they normalise."""


def identifier(kind: str, rng: random.Random, area: int) -> tuple[str, str]:
    """An identifier: normalised and as printed."""
    if kind == "phone":
        return phone(rng, area)
    if kind == "name":
        name = person(rng).name
        return name, name
    value = NUMBERS[kind](rng)
    return value, value


def on(day: date | str | None, style: str) -> str:
    """A day as printed; styles are named by their order of day, month and year."""
    return _STYLES[style](day) if isinstance(day, date) else str(day or "")


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"


def _in(language: str) -> Callable[[date], str]:
    def printed(day: date) -> str:
        months = _MONTHS[language].split()
        joint = " de " if language in ("es", "pt") else " "
        return f"{day.day}{joint}{months[day.month - 1]}{joint}{day.year}"

    return printed


_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre"
    " noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
    " novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober"
    " november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro"
    " novembro dezembro",
}
_STYLES: dict[str, Callable[[date], str]] = {
    "mdy": lambda d: f"{d:%B} {d.day}, {d.year}",
    "short": lambda d: (
        f"{d:%b}. {d.day}, {d.year}" if d.month != 5 else f"{d:%m/%d/%Y}"
    ),
    "slash": lambda d: f"{d:%m/%d/%Y}",
    "slim": lambda d: f"{d.month}/{d.day}/{d.year}",
    "ordinal": lambda d: f"{d:%B} {_ordinal(d.day)}, {d.year}",
    "dmy": lambda d: f"{d.day} {d:%B} {d.year}",
    "dot": lambda d: f"{d:%d.%m.%Y}",
    "long": lambda d: f"this {_ordinal(d.day)} day of {d:%B}, {d.year}",
    **{f"dmy{language}": _in(language) for language in _MONTHS},
}
AMERICAN = ("mdy", "mdy", "mdy", "slash", "slim", "ordinal", "short")


def months_before(day: date, months: int) -> date:
    """A day so many calendar months earlier, in the same month's first 28 days."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def weekday(day: date) -> date:
    """That day, or the Monday after where it falls on a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def one(entries: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    """One entry, by their weights (1 where none is given)."""
    return rng.choices(entries, [e.get("weight", 1) for e in entries])[0]
