"""Text that knows what its stretches mean: marks go in while wording, labels come out.

A mark is a private-use character that opens, one that says which label, and one that
closes; changing case, wrapping lines and joining leave marks whole.
"""

import re
from dataclasses import dataclass, field

from training.synthesise.paper import HINT, UNHINT

_OPEN, _CLOSE, _FIRST = "\ue000", "\ue001", 0xE100

_MARK = re.compile(f"{_OPEN}(.)|{_CLOSE}|{HINT}|{UNHINT}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch of text, half open, and what it says: a field's name and its value."""

    name: str
    value: str
    start: int
    end: int


@dataclass
class Marks:
    """The labels given out so far, by the number their marks carry."""

    given: list[tuple[str, str]] = field(default_factory=list)

    def put(self, name: str, value: str, printed: str) -> str:
        """Words as printed, marked as the value of a field."""
        known = (name, value)
        if known not in self.given:
            self.given.append(known)
        return f"{_OPEN}{chr(_FIRST + self.given.index(known))}{printed}{_CLOSE}"

    def read(self, marked: str) -> tuple[str, tuple[Label, ...]]:
        """The plain text, and the labels in the order in which they begin."""
        pieces: list[str] = []
        opened: list[tuple[int, int]] = []
        found: list[Label] = []
        length = last = 0
        for mark in _MARK.finditer(marked):
            pieces.append(marked[last : mark.start()])
            length += len(pieces[-1])
            last = mark.end()
            if mark.group(1):
                opened.append((ord(mark.group(1)) - _FIRST, length))
            elif mark.group() == _CLOSE:
                index, start = opened.pop()
                found.append(Label(*self.given[index], start, length))
        plain = "".join([*pieces, marked[last:]])
        return plain, tuple(sorted(found, key=lambda x: (x.start, -x.end)))


def plain(marked: str) -> str:
    """Marked text without its marks; hints stay marked for who draws them."""
    return re.sub(f"{_OPEN}.|{_CLOSE}", "", marked, flags=re.DOTALL)


def bare(marked: str) -> str:
    """Marked text without any marks at all."""
    return _MARK.sub("", marked)
