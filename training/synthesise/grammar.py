"""A small seeded text grammar: `{slot}` and `[one|other]` go in, one text comes out.

`{slot^}` is the slot in upper case, `{slot~}` in lower case.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).with_name("texts")

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)([\^~]?)\}")
_CASES: Mapping[str, Callable[[str], str]] = {"^": str.upper, "~": str.lower}
_BLANKED = frozenset(
    ("name", "NAME", "date", "case", "civil_case", "phone", "email", "target", "n5")
)
_BLANKS = ("________", "____________________", "(name)", "(date)", "")


@dataclass(frozen=True, slots=True)
class Template:
    """One way to word a document of a label; `family` names it in splits."""

    label: str
    family: str
    text: str


@dataclass(frozen=True)
class Grammar:
    """Slots and their choices."""

    slots: Mapping[str, Sequence[str]]
    _depth: int = field(default=40, repr=False)

    def expand(self, text: str, rng: random.Random, *, blank: bool = False) -> str:
        """Choose and fill until nothing is left to choose."""
        for _ in range(self._depth):
            before = text
            text = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), text)
            text = _SLOT.sub(lambda m: self._fill(m, rng, blank=blank), text)
            if text == before:
                return text
        raise ValueError(f"a slot refers to itself: {text[:80]}")

    def _fill(self, match: re.Match[str], rng: random.Random, *, blank: bool) -> str:
        name, case = match.group(1), match.group(2)
        if blank and name in _BLANKED:
            return rng.choice(_BLANKS)
        chosen = rng.choice(self.slots[name])
        return _CASES[case](self.expand(chosen, rng)) if case else chosen


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of legal texts."""
    return Grammar(yaml.safe_load(TEXTS.joinpath("slots.yaml").read_text("utf-8")))


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All templates, in a stable order."""
    files = sorted(p for p in TEXTS.glob("*.yaml") if p.name != "slots.yaml")
    entries = [e for f in files for e in yaml.safe_load(f.read_text("utf-8"))]
    texts: dict[str, list[str]] = {}
    for entry in entries:
        texts.setdefault(entry["label"], []).extend(entry["texts"])
    return tuple(
        Template(label, f"{label}/{index}", text)
        for label, group in texts.items()
        for index, text in enumerate(group)
    )
