"""Words that OCR misread, read again towards the words that legal wording knows."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractor.taxonomy.jurisdictions import load

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4
# What OCR reads for what is printed: strokes that run together, fall apart, look alike.
_STROKES = (
    *(("rn", "m"), ("vv", "w"), ("cl", "d"), ("i", "l"), ("l", "i"), ("1", "l")),
    *(("1", "i"), ("0", "o"), ("5", "s"), ("8", "b"), ("fi", "h"), ("li", "h")),
)
_MIXED = re.compile(r"rn|vv|cl|li|fi|[il1058]")


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _patterns(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns(one)


@cache
def _known() -> frozenset[str]:
    """The words of the wording of demands and of the kinds of data."""
    files = ("demand_wording.yaml", "categories.yaml")
    return frozenset(
        word
        for name in files
        for pattern in _patterns(load(name))
        for word in re.findall(r"[^\W\d_]{4,}", pattern.casefold())
    )


@lru_cache(maxsize=1 << 15)
def _mended(word: str) -> str:
    low = word.casefold()
    if len(word) < _SHORTEST or low in _known() or not _MIXED.search(low):
        return word
    for read, meant in _STROKES:
        whole = low.replace(read, meant)
        if whole != low and _is_known(whole):
            return whole.upper() if word.isupper() else whole
        for at in re.finditer(read, low):
            whole = low[: at.start()] + meant + low[at.end() :]
            if _is_known(whole):
                return whole.upper() if word.isupper() else whole
    return word


def _is_known(word: str) -> bool:
    return word in _known() or (word.endswith("s") and word[:-1] in _known())


@lru_cache(maxsize=1 << 13)
def printed(text: str) -> str:
    """The text with misread words of the trade as they were printed."""
    return _WORD.sub(lambda m: _mended(m.group()), text)
