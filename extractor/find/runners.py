"""What came second in the fields whose finders weigh several values."""

from extractor.facts import Fields, RunnerUp, folded, runner_ups
from extractor.find.case_number import other_case_numbers
from extractor.find.recipient import other_recipients
from extractor.find.statutes import other_statutes
from extractor.packet import Scope


def runners(scope: Scope, fields: Fields) -> tuple[RunnerUp, ...]:
    """The runner-ups of an instrument's number, recipient and statutes."""
    cited = [statute.value or "" for statute in fields.statutes]
    named = fields.recipient
    return (
        *_numbers(scope, fields.case_number.value or ""),
        *runner_ups(
            "fields/recipient", [named.value or ""], other_recipients(scope, named)
        ),
        *runner_ups("fields/statutes", cited, other_statutes(scope)),
    )


def _numbers(scope: Scope, chosen: str) -> tuple[RunnerUp, ...]:
    """Other numbers; a piece of the one that was chosen is nothing to offer."""
    whole = folded(chosen)
    others = other_case_numbers(scope)
    beyond = (o for o in others if o.value and folded(o.value) not in whole)
    return runner_ups("fields/case_number", (), beyond)
