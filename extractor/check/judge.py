"""One rule and one subject go in; objects, clear or cannot tell comes out."""

from dataclasses import dataclass

import cel

from extractor.check.rule import Outcome, Rule
from extractor.check.subject import Subject
from extractor.errors import BadRule
from extractor.report import Severity

CATEGORIES = "demand.categories"
Told = tuple[int, int]
"""Nothing, APPLIES or HOLDS: for what is sure, and with what is doubtful, too."""
APPLIES, HOLDS = 1, 2
FAILURES = (RuntimeError, TypeError, KeyError, ValueError)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of a subject; `missing` are the paths it could not build on."""

    outcome: Outcome
    missing: tuple[str, ...] = ()


_CLEAR = Judgement(Outcome.CLEAR)
_OBJECTS = Judgement(Outcome.OBJECTS)


def judge(rule: Rule, subject: Subject, told: Told | None = None) -> Judgement:
    """Evaluate a rule, three-valued; `told` is what its conditions said, if asked.

    A condition that holds only with a doubtful category is neither yes nor no.
    """
    surely, perhaps = told or _ask(rule, subject)
    if max(surely, perhaps) < APPLIES:
        return _CLEAR
    missing = tuple(
        p for p, least in rule.needs.items() if subject.confidence(p) < least
    )
    if missing:
        return Judgement(Outcome.CANNOT_TELL, missing)
    if surely == HOLDS:
        return _OBJECTS
    if perhaps != HOLDS:
        return _CLEAR
    return Judgement(Outcome.CANNOT_TELL, (CATEGORIES,))


def _ask(rule: Rule, subject: Subject) -> Told:
    surely = _told(rule, subject.context)
    if subject.possible is None:
        return surely, surely
    return surely, _told(rule, subject.possible_context)


def _told(rule: Rule, context: cel.Context) -> int:
    if rule.applies is not None and not _holds(rule.applies, context, rule.id):
        return 0
    return HOLDS if _holds(rule.when, context, rule.id) else APPLIES


def severity(rule: Rule, subject: Subject) -> Severity:
    """The rule's severity, or the one it escalates to here."""
    for escalation in rule.escalates:
        if _holds(escalation.when, subject.context, rule.id):
            return escalation.to
    return rule.severity


def silences(rule: Rule, subject: Subject) -> bool:
    """Whether an objection of the rule silences others here."""
    if not rule.silences:
        return False
    asked = rule.silences_when
    return asked is None or _holds(asked, subject.context, rule.id)


def _holds(program: cel.Program, context: cel.Context, rule_id: str) -> bool:
    try:
        found = program.execute(context)
    except FAILURES as error:
        raise BadRule(f"{rule_id}: its condition fails on a valid view.") from error
    if not isinstance(found, bool):
        raise BadRule(f"{rule_id}: its condition is no yes or no.")
    return found
