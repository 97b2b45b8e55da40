"""Wording of legal process as data: regular expressions with examples, by file.

A cue file is YAML: `fragments` (named pieces, used as `<name>` in braces) and `cues`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

_FRAGMENT = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording and what it speaks for.

    `role` is what it shows, `where` the side of the thing it stands on, `value` what is
    made of a match, `needs` what else the document must say. `examples` match, `not_`
    do not.
    """

    id: str
    role: str
    pattern: re.Pattern[str]
    weight: float
    where: str
    value: str
    needs: re.Pattern[str] | None
    authority: str
    examples: tuple[str, ...]
    not_: tuple[str, ...]


@lru_cache
def read_yaml(name: str) -> Any:  # noqa: ANN401  # YAML has no narrower type
    """The content of a YAML file of this package."""
    text = resources.files("extractor.taxonomy").joinpath(f"{name}.yaml").read_text()
    return yaml.safe_load(text)


@lru_cache
def cues(name: str) -> tuple[Cue, ...]:
    """The cues of a file, in its order."""
    content = read_yaml(name)
    fragments: dict[str, str] = content.get("fragments", {})
    return tuple(_cue(entry, fragments) for entry in content["cues"])


def matching(found: tuple[Cue, ...], role: str) -> tuple[Cue, ...]:
    """The cues of one role."""
    return tuple(cue for cue in found if cue.role == role)


def _cue(entry: dict[str, Any], fragments: dict[str, str]) -> Cue:
    needs = entry.get("needs")
    return Cue(
        id=entry["id"],
        role=entry.get("role", ""),
        pattern=compiled(entry["pattern"], fragments),
        weight=float(entry.get("weight", 1)),
        where=entry.get("where", "before"),
        value=entry.get("value", ""),
        needs=compiled(needs, fragments) if needs else None,
        authority=entry.get("authority", ""),
        examples=tuple(entry["examples"]),
        not_=tuple(entry.get("not", ())),
    )


def compiled(pattern: str, fragments: dict[str, str]) -> re.Pattern[str]:
    """A pattern with its fragments put in; case never matters, (?-i:) makes it."""
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda m: fragments[m[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)
