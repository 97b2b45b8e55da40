"""Words of an untrusted paper: made plain before they stand in a letter."""

import re
import unicodedata
from datetime import date

_LONGEST = 400
# Format characters hide or turn text (bidi overrides, zero width); surrogates and
# unassigned code points are not allowed in XML.
_GONE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))

_QUOTED = re.compile(r"(“[^”]*”)")
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def plain(text: str | None, longest: int = _LONGEST) -> str:
    """One line without control, format or private characters, cut at a word."""
    spaced = " ".join((text or "").split())
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _GONE)
    if len(kept) <= longest:
        return kept
    return kept[:longest].rsplit(" ", 1)[0] + " …"


def day(value: date | None) -> str:
    """A day as American letters write it; empty for none."""
    return f"{value:%B} {value.day}, {value.year}" if value else ""


def spoken(text: str) -> str:
    """Our own sentence with its days written out; quoted words stay as printed."""
    pieces = _QUOTED.split(text)
    return "".join(p if p.startswith("“") else _ISO.sub(_spoken, p) for p in pieces)


def _spoken(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
