"""The words of packets: YAML in, and `[one|other]` and `{slot}` filled by a seed."""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from training.synthesise.packets.marks import Marks
from training.synthesise.paper import HINT, UNHINT

FOLDER = Path(__file__).with_name("wording")

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)([\^~+]?)\}")
_HINT = re.compile(r"\{hint:([^{}]*)\}")
_STATUTE = re.compile(r"\{st:([^|{}]*)\|([^{}]*)\}")
_CASES: Mapping[str, Callable[[str], str]] = {
    "^": str.upper,
    "~": str.lower,
    "+": lambda text: text[:1].upper() + text[1:],
}


@cache
def load(name: str) -> Any:  # noqa: ANN401 - YAML
    """One file of wording, by its name without ending."""
    return yaml.safe_load(FOLDER.joinpath(f"{name}.yaml").read_text("utf-8"))


@cache
def forms() -> tuple[dict[str, Any], ...]:
    """All forms, file by file, in a stable order."""
    files = sorted((FOLDER / "forms").glob("*.yaml"))
    return tuple(f for path in files for f in yaml.safe_load(path.read_text("utf-8")))


def choose(text: str, rng: random.Random) -> str:
    """Take one of each bracket's alternatives, the innermost first."""
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), text)
    return text


def fill(text: str, slots: Mapping[str, str], rng: random.Random, marks: Marks) -> str:
    """Choose, then fill slots; `^`, `~`, `+` after a name: upper, lower, capital.

    Raises:
        KeyError: a slot has no value.
    """
    text = choose(text, rng)
    text = _STATUTE.sub(lambda m: marks.put("statute", m.group(1), m.group(2)), text)
    text = _HINT.sub(lambda m: HINT + m.group(1) + UNHINT, text)
    for _ in range(4):
        if not _SLOT.search(text):
            return text
        text = _SLOT.sub(lambda m: _cased(m, slots), text)
    raise ValueError(f"slots refer to each other too deeply: {text[:80]}")


def _cased(match: re.Match[str], slots: Mapping[str, str]) -> str:
    value = slots[match.group(1)]
    return _CASES[match.group(2)](value) if match.group(2) else value
