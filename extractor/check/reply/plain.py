"""Words of an untrusted paper: made plain before they stand in a letter."""

import unicodedata
from datetime import date

_LONGEST = 400
# Format characters hide or turn text (bidi overrides, zero width); surrogates and
# unassigned code points are not allowed in XML.
_GONE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


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


def listed(words: tuple[str, ...]) -> str:
    """Words as a list in a sentence."""
    return ", ".join(words[:-1]) + f" and {words[-1]}" if words[1:] else "".join(words)
