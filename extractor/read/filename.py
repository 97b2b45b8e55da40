"""An upload's file name as it may be shown; it never reaches a file system."""

import re
import unicodedata

_LONGEST = 200
_SEPARATOR = re.compile(r"[/\\]")
NAMELESS = "upload"


def shown(name: str) -> str:
    """The last part of a name, without control, format and half characters.

    Format characters include the overrides that make `exe.pdf` of `fdp.exe`.
    """
    last = _SEPARATOR.split(name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN)
    kept = " ".join(kept.split()).strip(". ") or NAMELESS
    stem, dot, ending = kept.rpartition(".")
    if len(kept) <= _LONGEST:
        return kept
    if not dot or len(ending) > 10:
        return kept[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
