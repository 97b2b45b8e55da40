"""Message templates: `{path}` is replaced by what the views hold there."""

import re
from collections.abc import Iterable

from extractor.check.expressions import Unreadable, paths

_SLOT = re.compile(r"\{([^{}]*)\}")
_LONGEST = 160
# The words of others are shown as such.
_QUOTED = ("demand.words.", "demand.quote", "instrument.recipient", "demand.text")
_COUNTED = 4


def check(template: str) -> None:
    """Refuse a template with an unknown slot.

    Raises:
        Unreadable: a slot names no path.
    """
    for slot in _SLOT.findall(template):
        if slot not in paths():
            raise Unreadable(f"unknown slot {{{slot}}}")


def slots(template: str) -> tuple[str, ...]:
    """The paths a template reads."""
    return tuple(dict.fromkeys(_SLOT.findall(template)))


def fill(template: str, values: dict[str, tuple[str, ...]]) -> str:
    """The template with each slot's values written out."""
    filled = _SLOT.sub(lambda slot: _written(slot[1], values[slot[1]]), template)
    return " ".join(filled.split())


def _written(path: str, values: tuple[str, ...]) -> str:
    quoted = path.startswith(_QUOTED)
    return listed(f"“{_short(v)}”" if quoted else _short(v) for v in values)


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence; a long one is cut and says by how much."""
    found = [w.replace("_", " ") if "“" not in w else w for w in words]
    if len(found) > _COUNTED:
        found = [*found[: _COUNTED - 1], f"{len(found) - _COUNTED + 1} more"]
    if len(found) <= 1:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"
