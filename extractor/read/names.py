"""File names as somebody else wrote them, made fit to show."""

import unicodedata

_LONGEST = 120
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control and format characters: among them those that reverse how a name reads."""


def safe_name(name: str, otherwise: str) -> str:
    """The last component, visible characters only, bounded; `otherwise` if none."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE)
    words = " ".join(seen.split())
    return _short(words) if words.strip(". ") else otherwise


def _short(name: str) -> str:
    """The name cut in the middle, so that its ending stays to be seen."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 21]}…{name[-20:]}"
