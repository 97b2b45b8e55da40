"""Conditions: CEL text goes in, a program that reads only known paths comes out."""

import re
from functools import lru_cache

import cel

from extractor.check import view
from extractor.check.phrases import lists

LONGEST = 1500
WORDS = "demand.words"
"""In an expression, the names of the lists that matched."""
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_PATH = re.compile(r"(?<![\w.'\"])([a-z_]\w*)((?:\.[a-z_]\w*)*)(\s*\()?")
_BOUND = re.compile(r"\.(?:exists|exists_one|all|filter|map)\(\s*([a-z_]\w*)\s*,")
_LISTED = re.compile(r"['\"](\w+)['\"] in demand\.words")
_METHODS = frozenset(
    ("exists", "exists_one", "all", "filter", "map", "size", "contains")
) | {"startsWith", "endsWith", "matches"}
_FUNCTIONS = frozenset({"size", "int", "string"})
_WORDS = frozenset({"in", "true", "false"})


class Unreadable(ValueError):
    """An expression that is too long, does not parse, or reads what is not there."""


def compiled(text: str) -> cel.Program:
    """The program of an expression.

    Raises:
        Unreadable: it does not parse, is too long, or names an unknown path.
    """
    if len(text) > LONGEST:
        raise Unreadable(f"expression longer than {LONGEST} characters")
    bare = _STRING.sub("''", text)
    unknown = sorted({*_unknown(bare), *_unknown_lists(text)})
    if unknown:
        raise Unreadable(f"unknown {', '.join(unknown)}")
    try:
        return cel.compile(text)
    except ValueError:
        raise Unreadable("expression does not parse") from None


def read(text: str) -> frozenset[str]:
    """What an expression reads, down to the first name: "instrument.type"."""
    found = _PATH.finditer(_STRING.sub("''", text))
    return frozenset(
        f"{match[1]}.{match[2].split('.')[1]}" for match in found if match[2]
    )


def _unknown(bare: str) -> list[str]:
    bound = set(_BOUND.findall(bare)) | _WORDS
    return [
        match[1] + match[2]
        for match in _PATH.finditer(bare)
        if not _is_known(match[1], match[2], bool(match[3]), bound)
    ]


def _unknown_lists(text: str) -> list[str]:
    return [name for name in _LISTED.findall(text) if name not in lists()]


def _is_known(root: str, rest: str, calls: bool, bound: set[str]) -> bool:  # noqa: FBT001  # private, one caller
    names = rest.strip(".").split(".") if rest else []
    if calls and not names:
        return root in _FUNCTIONS
    if calls and names.pop() not in _METHODS:
        return False
    if root in bound:
        return not names
    path = ".".join((root, *names))
    return path == WORDS or (path in paths() and not path.startswith(f"{WORDS}."))


@lru_cache(maxsize=1)
def paths() -> frozenset[str]:
    """Every path an expression or a template may read."""
    return frozenset(view.schema())
