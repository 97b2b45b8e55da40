"""A rule and its parts, as loaded: nothing of it is decided in Python."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import cel

from extractor.report import Severity


class Scope(StrEnum):
    """What a rule looks at, one by one."""

    DEMAND = "demand"
    INSTRUMENT = "instrument"
    PACKET = "packet"


class Outcome(StrEnum):
    """The three values of a judgement."""

    OBJECTS = "objects"
    CLEAR = "clear"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Escalation:
    """A graver (or lighter) severity where a condition holds."""

    to: Severity
    when: cel.Program


@dataclass(frozen=True, slots=True)
class Example:
    """A small view and what the rule must say of it. `unsure` gives confidences."""

    says: str
    expects: Outcome
    view: dict[str, Any]
    unsure: dict[str, float]
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    `strikes` is a path to the categories that fall by it where it blocks a demand: what
    else the demand asks for stands. `silences_when` narrows when it silences others.
    `reads` is what its conditions look at, `reads_later` what those look at that are
    asked of an objection; None where that is not known. `asks` is one
    number: 1 where `applies` holds, 2 where `when` does too, for asking many at once.
    """

    id: str
    title: str
    severity: Severity
    scope: Scope
    status: str
    authority: str
    when: cel.Program
    message: str
    narrowing: str
    applies: cel.Program | None = None
    needs: dict[str, float] = field(default_factory=dict)
    show: tuple[str, ...] = ()
    escalates: tuple[Escalation, ...] = ()
    silences: tuple[str, ...] = ()
    silences_when: cel.Program | None = None
    strikes: str = ""
    in_force: tuple[date | None, date | None] = (None, None)
    jurisdiction: str = "US"
    source: str = ""
    examples: tuple[Example, ...] = ()
    reads: frozenset[str] | None = None
    reads_later: frozenset[str] | None = None
    asks: str = ""

    def is_in_force(self, on: date | None) -> bool:
        """True unless the day is known to lie outside the rule's time."""
        start, end = self.in_force
        return on is None or ((not start or start <= on) and (not end or on <= end))
