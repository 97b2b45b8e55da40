"""The lines of a list, and where each one's own words begin."""

import re
from collections.abc import Iterator

_BULLET = re.compile(r"^\s*(?:[•*▪■●◦\-–o°]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
# A row may open with what the person is reached by.
_REACHED = re.compile(
    r"\s*(?:\|\s*)?(?:\d{1,3}[.)]?\s+(?:\|\s*)?)?"
    r"(?:\S+@\S+|\+?[\d().-][\d(). -]{6,18}\d)[,;]?\s+(?:\|\s*)?"
)
_MOST = 60


def rows_from(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Each line below an offset with where it opens behind bullets and numbers."""
    if start < 0:
        return
    begin = start + 1
    for line in text[begin:].split("\n")[:_MOST]:
        bullet = _REACHED.match(line) or _BULLET.match(line)
        opens = bullet.end() if bullet else len(line) - len(line.lstrip())
        yield begin + opens, line
        begin += len(line) + 1
