"""List numbers as Word prints them: they are nowhere in the text of the file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.read.docx.xml import Element, attribute, child, is_on, name, number
from extractor.read.docx.xml import value as val

_LEVELS = 9
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its format, its text such as "%1.%2"."""

    start: int
    format: str
    text: str
    legal: bool
    properties: Element | None


_PLAIN = Level(1, "decimal", "", legal=False, properties=None)


def roman(count: int) -> str:
    """Upper-case Roman numeral."""
    text = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        text += sign * times
    return text


def letters(count: int) -> str:
    """A, B ... Z, then AA, BB: Word repeats the letter instead of counting in 26."""
    times, place = divmod(count - 1, 26)
    return chr(ord("A") + place) * min(times + 1, 8)


def ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    tens = count % 100 in (11, 12, 13)
    return (
        f"{count}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    )


_WRITTEN: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda count: letters(count).lower(),
    "ordinal": ordinal,
    "decimalZero": lambda count: f"{count:02d}",
}


def written(count: int, style: str) -> str:
    """A count in a number format of the file; formats unknown here as digits."""
    known = _WRITTEN.get(style, str)
    return known(count) if 0 < count < 4000 else str(count)


class Numbering:
    """Counts paragraphs per list and writes their markers."""

    def __init__(self, root: Element | None) -> None:
        parts = list(root) if root is not None else []
        self._abstract = {
            attribute(e, "abstractNumId"): _levels(e)
            for e in parts
            if name(e) == "abstractNum"
        }
        self._lists = {
            attribute(e, "numId"): self._list(e) for e in parts if name(e) == "num"
        }
        self._restarts = {
            attribute(e, "numId"): _restarts(e) for e in parts if name(e) == "num"
        }
        self._counts: dict[str | None, list[int | None]] = {}
        self._seen: set[tuple[str, int]] = set()

    def _list(self, num: Element) -> tuple[str | None, dict[int, Level]]:
        abstract_id = val(num, "abstractNumId")
        levels = dict(self._abstract.get(abstract_id, {}))
        for override in (e for e in num if name(e) == "lvlOverride"):
            replaced = child(override, "lvl")
            if replaced is not None:
                levels[number(attribute(override, "ilvl")) or 0] = _level(replaced)
        return abstract_id, levels

    def level(self, num_id: str, level: int) -> Level | None:
        """The definition of a level, None where the list does not exist."""
        found = self._lists.get(num_id)
        return found[1].get(level, _PLAIN) if found else None

    def marker(self, num_id: str, level: int) -> str:
        """Count one paragraph and give its marker, empty where it prints none."""
        if num_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract_id, levels = self._lists[num_id]
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        self._count(num_id, level, counts)
        return _marker(levels, level, counts)

    def _count(self, num_id: str, level: int, counts: list[int | None]) -> None:
        restart = self._restarts[num_id].get(level)
        last = counts[level]
        if restart is not None and (num_id, level) not in self._seen:
            counts[level] = restart
        elif last is None:
            counts[level] = self._lists[num_id][1].get(level, _PLAIN).start
        else:
            counts[level] = last + 1
        self._seen.add((num_id, level))
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)


def _levels(abstract: Element) -> dict[int, Level]:
    return {
        number(attribute(e, "ilvl")) or 0: _level(e)
        for e in abstract
        if name(e) == "lvl"
    }


def _level(element: Element) -> Level:
    start = number(val(element, "start"))
    return Level(
        start=1 if start is None else start,
        format=val(element, "numFmt") or "decimal",
        text=val(element, "lvlText") or "",
        legal=bool(is_on(element, "isLgl")),
        properties=child(element, "pPr"),
    )


def _restarts(num: Element) -> dict[int, int]:
    found = {
        number(attribute(e, "ilvl")) or 0: number(val(e, "startOverride"))
        for e in num
        if name(e) == "lvlOverride"
    }
    return {level: start for level, start in found.items() if start is not None}


def _marker(levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
    own = levels.get(level, _PLAIN)
    if own.format == "bullet":
        return _bullet(own.text)
    if own.format == "none":
        return re.sub(r"%\d", "", own.text).strip()

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, _PLAIN)
        count = counts[at] if counts[at] is not None else of.start
        return written(count or 0, "decimal" if own.legal else of.format)

    return re.sub(r"%([1-9])", place, own.text).strip()


def _bullet(text: str) -> str:
    """Bullets of symbol fonts sit in the private use area: draw them as a plain one."""
    private = any("\ue000" <= c <= "\uf8ff" for c in text)
    return "•" if private or not text.strip() else text.strip()
