"""How papers name whom they command: the patterns of `recipient.yaml`."""

import re
from functools import cache
from typing import Any

from extractor.taxonomy.jurisdictions import load

# Outside brackets a space stands for any number of them.
_SPACE = re.compile(r"\[[^\]]*\]| ")


@cache
def _wording() -> dict[str, Any]:
    words: dict[str, Any] = load("recipient.yaml")
    return words


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A single pattern by its name."""
    return re.compile(_wording()[name], re.IGNORECASE)


@cache
def _slots() -> dict[str, str]:
    """The patterns that {name} and {company} stand for; their capitals count."""
    gap = r"(?: ?[)§*|])?[ \n]"
    form = rf"(?:{_wording()['company_forms']})(?!\w)"
    plain = rf"(?!(?i:{_wording()['no_name']})(?![\w&'’/-]))"
    inner = r"[\w&'’/-]*(?:\.[\w&'’/-]+)*(?:(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.)?"
    word = rf"{plain}[^\W\d_a-z]{inner}"
    small = r"(?:(?i:of|and|de|do|du|des|della|von|&|the|d/b/a|dba)[ \n])?"
    joined = rf"{word}(?:{gap}(?:\({word}\)|{small}{word}))"
    ended = rf"(?:,?{gap}{form})"
    domain = r"[^\W\d_a-z][\w-]*\.(?i:com|net|org|io|tv)\b"
    named = "|".join(map(_known, _wording()["providers"]))
    known = rf"(?i:{named})(?![\w@.]*\w){ended}?"
    formed = rf"{joined}{{0,6}}?{ended}|{joined}{{0,6}}?(?<=.com)"
    return {
        "{name}": rf"(?P<name>{joined}{{0,6}}?{ended}|{joined}{{0,7}})",
        "{company}": rf"(?P<name>{formed}|{known}|{domain})",
    }


def _known(provider: str) -> str:
    """A provider's name as a pattern, its words apart by any space."""
    spaced = re.escape(provider).replace(r"\ ", "[ \n]")
    return spaced.replace(r"\.", r"[ ]?\.[ ]?")


def _compiled(template: str) -> re.Pattern[str]:
    template = template.replace("{label}", _wording()["label_words"])
    template = _SPACE.sub(lambda m: " +" if m.group() == " " else m.group(), template)
    for slot, named in _slots().items():
        before, found, after = template.partition(slot)
        if found:
            around = [f"(?i:{part})" if part else "" for part in (before, after)]
            return re.compile(named.join(around))
    return re.compile(template.replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE)


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list, each with a group "name"."""
    return tuple(map(_compiled, _wording()[name]))


@cache
def company() -> re.Pattern[str]:
    """A company's name, by its legal form or its domain."""
    return re.compile(rf"\W*{_slots()['{company}']}")


@cache
def companies() -> re.Pattern[str]:
    """A company's name anywhere in a text."""
    return re.compile(rf"(?<![\w@.-]){_slots()['{company}']}")
