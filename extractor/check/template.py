"""Message templates: `{path}` is replaced by what the views hold there."""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.check.expressions import Unreadable, paths

_SLOT = re.compile(r"\{([^{}]*)\}")
_WITH_ARTICLE = re.compile(r"(?:\b(?P<article>[Aa]) )?\{(?P<path>[^{}]*)\}")
# What a slot with nothing in it leaves behind.
_EMPTY = re.compile(r" ?\( *\)|:(?= ?\.$)| +(?=[).,;:](?:\s|[).,;]|$))")
_LONGEST = 160
# The words of others are shown as such.
_QUOTED = ("demand.words.", "demand.quote", "instrument.recipient", "demand.text")
_COUNTED = 4
_VOWELS = frozenset("aeiou")
# What nobody may have to guess: said whole, however many.
_WHOLE = ("instrument.emergency.missing", "instrument.conflicts", "instrument.channel.")


def check(template: str) -> None:
    """Refuse a template with an unknown slot.

    Raises:
        Unreadable: a slot names no path.
    """
    for slot in _SLOT.findall(template):
        if slot not in paths():
            raise Unreadable(f"unknown slot {{{slot}}}")


@lru_cache(maxsize=512)
def slots(template: str) -> tuple[str, ...]:
    """The paths a template reads."""
    return tuple(dict.fromkeys(_SLOT.findall(template)))


def fill(template: str, values: dict[str, tuple[str, ...]]) -> str:
    """The template with each slot's values written out."""
    return _filled(template, tuple(values.items()))


@lru_cache(maxsize=2048)
def _filled(template: str, values: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    said = dict(values)
    filled = _WITH_ARTICLE.sub(lambda slot: _slot(slot, said), template)
    return _EMPTY.sub("", " ".join(filled.split()))


def _slot(slot: re.Match[str], values: dict[str, tuple[str, ...]]) -> str:
    """What a slot says, its article fitted: "an order", "a subpoena"."""
    path, article = slot["path"], slot["article"]
    said = _written(path, values[path])
    if not article:
        return said
    return f"{article}{'n' if said[:1].lower() in _VOWELS else ''} {said}"


def _written(path: str, values: tuple[str, ...]) -> str:
    if path.startswith(_WHOLE):
        return _joined(tuple(values))
    quoted = path.startswith(_QUOTED)
    return listed(f"“{_short(v)}”" if quoted else _short(v) for v in values)


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence; a long one is cut and says by how much."""
    found = [w.replace("_", " ") if "“" not in w else w for w in words]
    if len(found) > _COUNTED:
        found = [*found[: _COUNTED - 1], f"{len(found) - _COUNTED + 1} more"]
    return _joined(tuple(found))


def _joined(words: tuple[str, ...]) -> str:
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"
