"""One rule and one subject go in; objects, clear or cannot tell comes out."""

from dataclasses import dataclass
from functools import lru_cache

import cel

from extractor.check.rule import Outcome, Rule
from extractor.check.subject import Subject
from extractor.errors import BadRule
from extractor.report import Severity

CATEGORIES = "demand.categories"
_FAILURES = (RuntimeError, TypeError, KeyError, ValueError)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of a subject; `missing` are the paths it could not build on."""

    outcome: Outcome
    missing: tuple[str, ...] = ()


_CLEAR = Judgement(Outcome.CLEAR)
_OBJECTS = Judgement(Outcome.OBJECTS)


def judge(rule: Rule, subject: Subject) -> Judgement:
    """Evaluate a rule, three-valued.

    A condition that holds only with a doubtful category is neither yes nor no.
    """
    surely = _applies(rule, subject.context)
    perhaps = surely
    if subject.possible is not None:
        perhaps = surely or _applies(rule, subject.possible_context)
    if not perhaps:
        return _CLEAR
    missing = tuple(
        p for p, least in rule.needs.items() if subject.confidence(p) < least
    )
    if missing:
        return Judgement(Outcome.CANNOT_TELL, missing)
    if surely and _holds(rule.when, subject.context, rule.id):
        return _OBJECTS
    if subject.possible is None or not _holds(
        rule.when, subject.possible_context, rule.id
    ):
        return _CLEAR
    return Judgement(Outcome.CANNOT_TELL, (CATEGORIES,))


def applying(rules: tuple[Rule, ...], subject: Subject) -> tuple[Rule, ...]:
    """The rules that may have something to say, asked together: one call, not many."""
    program = _together(tuple(rule.gate or "true" for rule in rules))
    contexts = [subject.context]
    if subject.possible is not None:
        contexts.append(subject.possible_context)
    try:
        told = [program.execute(context) for context in contexts]
    except _FAILURES:
        return rules  # which one fails is told by asking each
    doubtful = told[-1]
    answers = zip(rules, told[0], doubtful, strict=True)
    return tuple(r for r, sure, may in answers if not (sure is False and may is False))


@lru_cache(maxsize=32)
def _together(gates: tuple[str, ...]) -> cel.Program:
    return cel.compile("[" + ", ".join(f"({gate})" for gate in gates) + "]")


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


def _applies(rule: Rule, context: cel.Context) -> bool:
    return rule.applies is None or _holds(rule.applies, context, rule.id)


def _holds(program: cel.Program, context: cel.Context, rule_id: str) -> bool:
    try:
        found = program.execute(context)
    except _FAILURES as error:
        raise BadRule(f"{rule_id}: its condition fails on a valid view.") from error
    if not isinstance(found, bool):
        raise BadRule(f"{rule_id}: its condition is no yes or no.")
    return found
