"""Duties that stand beside the findings: data with a condition, like rules."""

from dataclasses import dataclass
from functools import lru_cache

import cel

from extractor.check import expressions
from extractor.check.expressions import Unreadable
from extractor.check.files import read
from extractor.check.profile import Profile
from extractor.check.rule import Scope
from extractor.check.subject import Subject
from extractor.errors import BadRule
from extractor.report import Disposition, Finding, Obligation

FILE = "obligations.yaml"


@dataclass(frozen=True, slots=True)
class Duty:
    """One entry of the data file; `unless` are rules whose objection lifts the duty."""

    id: str
    when: cel.Program
    message: str
    authority: str
    unless: frozenset[str]
    dispositions: frozenset[str]


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """Every duty of the package."""
    return tuple(_duty(entry) for entry in read(FILE))


def _duty(entry: dict[str, object]) -> Duty:
    try:
        when = expressions.compiled(str(entry["when"]))
    except Unreadable as error:
        raise BadRule(f"{FILE}, {entry['id']}: {error}.") from None
    return Duty(
        id=str(entry["id"]),
        when=when,
        message=str(entry["message"]),
        authority=str(entry["authority"]),
        unless=_names(entry.get("unless")),
        dispositions=_names(entry.get("dispositions")),
    )


def _names(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def obligations(
    subjects: dict[Scope, tuple[Subject, ...]],
    findings: tuple[Finding, ...],
    disposition: Disposition,
    profile: Profile,
) -> tuple[Obligation, ...]:
    """The duties of a packet, in the order of the data file."""
    objections = {f.rule for f in findings if f.verdict == "objects"}
    return tuple(
        Obligation(duty.id, duty.message, _authority(duty, profile))
        for duty in duties()
        if _is_due(duty, objections, disposition)
        and any(_holds(duty, subject) for subject in subjects[Scope.INSTRUMENT])
    )


def _is_due(duty: Duty, objections: set[str], disposition: Disposition) -> bool:
    wanted = not duty.dispositions or disposition.value in duty.dispositions
    return wanted and not duty.unless & objections


def _holds(duty: Duty, subject: Subject) -> bool:
    return duty.when.execute(subject.context) is True


def _authority(duty: Duty, profile: Profile) -> str:
    section = profile.guideline.get(duty.id, "")
    return f"{duty.authority}; guideline: {section}" if section else duty.authority
