"""By when to answer: the day a paper states, or its term counted from service."""

import re
from dataclasses import dataclass
from datetime import date
from math import ceil

from extractor.check.phrases import matches
from extractor.check.workdays import later
from extractor.facts import Evidence, Passage
from extractor.report import Instrument

_TERM = re.compile(r"(\d+) (business )?(hour|day|week)s")
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Term:
    """A time to answer that runs from service: `count` of days, or of hours."""

    days: int
    hours: int
    business: bool
    text: str
    evidence: tuple[Evidence, ...] = ()


NONE = Term(0, 0, business=False, text="")


@dataclass(frozen=True, slots=True)
class Due:
    """The day to answer; `by` is paper, service or empty; `confidence` of its reading.

    `executes` tells the last day for officers to execute a warrant, which is no day
    for the provider to answer.
    """

    day: date | None
    by: str
    executes: bool
    confidence: float
    evidence: tuple[Evidence, ...]


def term(instrument: Instrument, kind: str = "term") -> Term:
    """The shortest time to answer that a paper gives: from service, or its own date."""
    found = [_term(p) for p in instrument.passages if p.kind == kind]
    return min(found, key=lambda t: t.days or ceil(t.hours / 24), default=NONE)


def _term(passage: Passage) -> Term:
    text = passage.value.value or ""
    match = _TERM.fullmatch(text)
    if match is None:
        return NONE
    count, unit = int(match[1]), match[3]
    hours = count if unit == "hour" else 0
    days = 0 if hours else count * _DAYS[unit]
    return Term(days, hours, bool(match[2]), text, passage.value.evidence)


def due(instrument: Instrument, received: date | None) -> Due:
    """The stated day, else the term counted from the day of receipt where known."""
    stated = instrument.fields.date_due
    if stated.value is not None:
        words = " ".join(e.text for e in stated.evidence)
        executes = bool(matches("executes", words))
        return Due(stated.value, "paper", executes, stated.confidence, stated.evidence)
    runs = term(instrument)
    if runs is NONE or received is None:
        return Due(None, "", executes=False, confidence=stated.confidence, evidence=())
    return Due(
        later(
            received,
            runs.days or ceil(runs.hours / 24),
            business=runs.business,
            subdivision=instrument.jurisdiction.subdivision.value or "",
        ),
        "service",
        executes=False,
        confidence=0.8,
        evidence=runs.evidence,
    )
