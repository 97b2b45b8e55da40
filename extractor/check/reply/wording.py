"""The words of letters: YAML goes in, checked templates come out."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from extractor.check import files
from extractor.check.reply.letter import Kind
from extractor.errors import BadRule
from extractor.report import Severity

SLOTS = frozenset(
    ("provider", "portal", "instrument", "also", "case", "court", "agency", "issued")
) | {"due", "received", "reference", "kept_until", "kept_days"}
_LOCAL = frozenset(("narrowing", "name", "items"))
_SLOT = re.compile(r"\{(\w+)\}")
SHOWS = (
    "nothing",
    "items",
    "findings",
    "questions",
    "duties",
    "deadlines",
    "checklist",
)
_SECTION = frozenset(("heading", "lead", "show", "severities", "answers", "if", "cure"))
_LINE = frozenset(("say", "else", "if", "because", "label"))


@dataclass(frozen=True, slots=True)
class Line:
    """One standing sentence.

    `id` tells it apart; with an empty slot it takes `otherwise`; `only` limits it to
    some dispositions; `because` names a duty or "disposition" it speaks for.
    """

    id: str
    say: str
    otherwise: str = ""
    only: tuple[str, ...] = ()
    because: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed stretch of a letter: standing lines, then what the report holds."""

    heading: Line
    show: str
    lead: tuple[Line, ...] = ()
    severities: tuple[Severity, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    only: str = ""
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The wording of one kind of letter."""

    kind: Kind
    title: str
    dispositions: tuple[str, ...]
    types: tuple[str, ...]
    opening: tuple[Line, ...]
    sections: tuple[Section, ...]
    checklist: tuple[Line, ...]
    closing: tuple[Line, ...]


def slots(text: str) -> tuple[str, ...]:
    """The names of the slots of a template."""
    return tuple(_SLOT.findall(text))


def fill(text: str, values: dict[str, str]) -> str:
    """The template with its slots filled, on one line."""
    return " ".join(_SLOT.sub(lambda slot: values[slot[1]], text).split())


@lru_cache(maxsize=1)
def common() -> dict[str, Any]:
    """What all letters share."""
    content: dict[str, Any] = files.read("reply/common.yaml")
    return content


@lru_cache(maxsize=1)
def questions() -> dict[str, str]:
    """View path to the question to ask, longest path first; empty asks nobody."""
    content: dict[str, str] = files.read("reply/questions.yaml")
    return dict(sorted(content.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def subject() -> tuple[Line, ...]:
    """The rows of the subject."""
    return _lines("subject", common()["subject"])


@lru_cache(maxsize=1)
def letters() -> tuple[Letter, ...]:
    """Every kind's wording.

    Raises:
        BadRule: a letter has an unknown key or slot.
    """
    return tuple(_letter(kind) for kind in Kind)


def _letter(kind: Kind) -> Letter:
    content: dict[str, Any] = files.read(f"reply/letters/{kind}.yaml")
    sections = content.get("sections", [])
    return Letter(
        kind=kind,
        title=content["title"],
        dispositions=tuple(content.get("dispositions", ())),
        types=tuple(content.get("types", ())),
        opening=_lines(f"{kind}.opening", content["opening"]),
        sections=tuple(_section(kind, i, s) for i, s in enumerate(sections, 1)),
        checklist=_lines(f"{kind}.checklist", content.get("checklist", [])),
        closing=_lines(f"{kind}.closing", content["closing"]),
    )


def _section(kind: Kind, number: int, entry: dict[str, Any]) -> Section:
    place = f"{kind}.section{number}"
    _known(place, entry, _SECTION)
    if entry["show"] not in SHOWS:
        raise BadRule(f"Letter {place}: show must be one of {', '.join(SHOWS)}.")
    return Section(
        heading=_line(f"{place}.heading", entry["heading"]),
        show=entry["show"],
        lead=_lines(f"{place}.lead", entry.get("lead", [])),
        severities=tuple(map(Severity, entry.get("severities", ()))),
        answers={**common()["answers"], **entry.get("answers", {})},
        only=entry.get("if", ""),
        cure=entry.get("cure", common()["cure"]),
    )


def _lines(place: str, entries: list[Any]) -> tuple[Line, ...]:
    return tuple(_line(f"{place}{i}", entry) for i, entry in enumerate(entries, 1))


def _line(place: str, entry: Any) -> Line:  # noqa: ANN401  # text or mapping of a YAML file
    given = {"say": entry} if isinstance(entry, str) else entry
    _known(place, given, _LINE)
    line = Line(
        id=place,
        say=given["say"],
        otherwise=given.get("else", ""),
        only=tuple(given.get("if", ())),
        because=given.get("because", ""),
        label=given.get("label", ""),
    )
    unknown = {*slots(line.say), *slots(line.otherwise)} - SLOTS - _LOCAL
    if unknown:
        raise BadRule(f"Letter {place}: unknown slot {', '.join(sorted(unknown))}.")
    return line


def _known(place: str, entry: dict[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(set(entry) - keys):
        raise BadRule(f"Letter {place}: unknown key {', '.join(unknown)}.")
