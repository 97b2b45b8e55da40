"""What an instrument may compel: types and a category go in, a cell comes out."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.check.files import read


@dataclass(frozen=True, slots=True)
class Power:
    """An instrument type and what it compels of each class."""

    title: str
    family: str
    binding: bool
    governmental: bool
    may: dict[str, str] = field(default_factory=dict)


UNKNOWN = Power("paper", "", binding=False, governmental=False)
_ALLOWS = frozenset({"yes", "keeps", "voluntary", "channel", ""})


@lru_cache(maxsize=1)
def powers() -> dict[str, Power]:
    """Every instrument type of the matrix."""
    return {
        name: Power(**entry)
        for name, entry in read("compel.yaml")["instruments"].items()
    }


def power(instrument_type: str) -> Power:
    """The power of a type, a powerless one for a type not in the matrix."""
    return powers().get(instrument_type, UNKNOWN)


def class_of(category: str) -> str:
    """The class of a category, empty for an unknown one."""
    found: str = read("compel.yaml")["classes"].get(category, "")
    return found


def cell(types: tuple[str, ...], category: str, reach: frozenset[str]) -> str:
    """Yes, no, beyond (a subpoena's reach), keeps, voluntary, channel or empty.

    A paper of several types compels what the strongest of them compels.
    """
    cells = tuple(_cell(power(name), category, reach) for name in types)
    for wanted in (*sorted(_ALLOWS - {""}, reverse=True), "beyond", "no"):
        if wanted in cells:
            return wanted
    return ""


def _cell(given: Power, category: str, reach: frozenset[str]) -> str:
    found = given.may.get(class_of(category), "")
    if found != "reach":
        return found
    return "yes" if category in reach else "beyond"


@lru_cache(maxsize=1)
def subpoena_reach() -> frozenset[str]:
    """The categories inside 18 USC 2703(c)(2), and those no rule counts outside."""
    data = read("compel.yaml")
    return frozenset((*data["subpoena_reach"], *data["outside_reach_rule"]))


@lru_cache(maxsize=1)
def timeless() -> frozenset[str]:
    """Categories of items that have no time in them."""
    return frozenset(read("compel.yaml")["timeless"])


def is_customer_data(category: str) -> bool:
    """True for data of a customer, false for things, testimony, own records."""
    return class_of(category) in read("compel.yaml")["customer_data"]


def hybrids(instrument_type: str, cited: tuple[str, ...]) -> tuple[str, ...]:
    """Further types of a paper that also cites the law of another instrument."""
    citations = tuple(re.sub(r"[^0-9a-z]", "", c.casefold()) for c in cited)
    return tuple(
        entry["adds"]
        for entry in read("compel.yaml")["hybrids"]
        if entry["type"] == instrument_type
        and any(c.startswith(law) for c in citations for law in entry["cites"])
    )
