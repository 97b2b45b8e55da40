"""Month names, ordinals and numerals in words."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from extractor.taxonomy.cues import read_yaml

_FUZZY_FROM_LETTERS = 4
_FUZZY_SCORE = 76


@lru_cache
def month_names() -> dict[str, int]:
    """Every month name of every language to its number."""
    return {
        name: number
        for names in read_yaml("months").values()
        for number, forms in enumerate(names, 1)
        for name in forms
    }


@lru_cache
def _english() -> dict[str, int]:
    return {
        name: number
        for number, forms in enumerate(read_yaml("months")["en"], 1)
        for name in forms
        if len(name) >= _FUZZY_FROM_LETTERS
    }


@lru_cache
def _skeletons() -> dict[str, int]:
    return {_skeleton(name): n for name, n in month_names().items() if len(name) > 2}


def _skeleton(name: str) -> str:
    """A name with the strokes and rings that OCR confuses made one."""
    return name.translate(str.maketrans("i1|0", "lllo")).replace("rn", "m")


@lru_cache(maxsize=4096)
def month_number(word: str) -> tuple[int, float] | None:
    """A month name's number and how sure it is; OCR slips in long names are mended."""
    name = word.lower().strip(".,")
    if name in month_names():
        return month_names()[name], 1.0
    if _skeleton(name) in _skeletons():
        return _skeletons()[_skeleton(name)], 0.95
    if len(name) < _FUZZY_FROM_LETTERS + 1:
        return None
    mended = name.replace("0", "o").replace("1", "l")
    best = process.extractOne(
        mended, list(_english()), scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE
    )
    return (_english()[best[0]], round(best[1] / 100, 2)) if best else None


@lru_cache
def ordinals() -> dict[str, int]:
    """Ordinals in words, with hyphen and without, to their numbers."""
    words: list[str] = read_yaml("ordinals")["ordinals"]
    plain = {word: number for number, word in enumerate(words, 1)}
    return plain | {word.replace("-", " "): n for word, n in plain.items()}


@lru_cache
def numerals() -> dict[str, int]:
    """Numerals in words to numbers."""
    content = read_yaml("ordinals")
    tens: dict[str, int] = content["tens"]
    units = content["cardinals"]["en"][:9]
    words: dict[str, int] = content["numerals"] | tens
    words |= {
        f"{t}-{u}": n + i for t, n in tens.items() for i, u in enumerate(units, 1)
    }
    return words | {word.replace("-", " "): n for word, n in words.items()}


@lru_cache
def cardinals() -> dict[str, int]:
    """Cardinals in words, of several languages, 1 to 31."""
    listed: dict[str, list[str]] = read_yaml("ordinals")["cardinals"]
    plain = {w: n for words in listed.values() for n, w in enumerate(words, 1)}
    return plain | {word.replace("-", " "): n for word, n in plain.items()}


def millennia() -> tuple[str, ...]:
    """How a year of this century begins in words."""
    return tuple(read_yaml("ordinals")["millennia"])
