"""A text that asks goes in; out come the kinds of data it names but does not ask for.

"Messages about the two orders" asks for messages, "orders showing the card charged and
the ship-to address" for orders: the rest says which, or what every such record shows.
"""

import re
from collections.abc import Iterable
from functools import cache

from extractor.taxonomy.categories import carried_by, describing, kinds_named
from extractor.taxonomy.mending import printed

_FILES = frozenset({"stored_files"})


def described(text: str) -> frozenset[str]:
    """Kinds that only say which things are meant, and parts of what is asked."""
    plain = printed(text)
    named = _narrow(plain)
    if len(named) <= 1:
        return frozenset()
    head = _narrow(_parts().split(plain, maxsplit=1)[0])
    parts = _all(map(carried_by, head)) - head
    return (_which(plain) | parts | _explained(plain)) & named


def _which(text: str) -> frozenset[str]:
    """Kinds named in clauses alone, where something is named outside of them."""
    found = tuple(_clauses().finditer(text))
    rest = text
    for match in reversed(found):
        start, end = match.span(match.lastgroup or 0)
        rest = f"{rest[:start]} {rest[end:]}"
    outside = _narrow(rest)
    inside = _all(_narrow(match.group(match.lastgroup or 0)) for match in found)
    return inside - outside if outside else frozenset()


def _explained(text: str) -> frozenset[str]:
    """The customer's files where only words name them that mean none of them."""
    rest, found = _no_files().subn(" ", text)
    return _FILES - _narrow(rest) if found else frozenset()


def _all(kinds: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*kinds)


def _narrow(text: str) -> frozenset[str]:
    return frozenset(
        n.category.id
        for n in kinds_named(text)
        if n.plain and not n.category.only_alone
    )


@cache
def _clauses() -> re.Pattern[str]:
    """Matches clauses that say which things are meant, up to the next thing."""
    link, which, ends = map(_either, ("links", "which", "next"))
    said = rf"(?:(?!{ends}|[;.]\s).)*"
    listed = rf"(?:(?!{ends}|[;.]\s).|,\s(?!and\b|{ends}))*"
    return re.compile(
        rf"\b(?:{link})(?P<link>{listed})|(?P<which>\b{which}\b{said})", re.IGNORECASE
    )


@cache
def _no_files() -> re.Pattern[str]:
    """Matches address books of where to deliver, and documents that show something."""
    return re.compile(_either("explained"), re.IGNORECASE)


@cache
def _parts() -> re.Pattern[str]:
    """Matches where a text begins to tell what each record shows."""
    return re.compile(_either("parts"), re.IGNORECASE)


def _either(key: str) -> str:
    return rf"(?:{'|'.join(describing(key))})"
