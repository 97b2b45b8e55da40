"""Every rule's own examples, judged."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from extractor.check.examples import outcome
from extractor.check.rule import Example, Outcome, Rule
from extractor.errors import BadRule
from extractor.rulebook.rulesets import Source
from extractor.rulebook.shown import good, table


@dataclass(frozen=True, slots=True)
class Trial:
    """One example and what came of it; `got` is an outcome or what went wrong."""

    place: str
    rule: str
    example: Example
    got: str

    @property
    def ok(self) -> bool:
        """True where the rule says what the example expects."""
        return self.got == self.example.expects.value


def trials(source: Source) -> tuple[Trial, ...]:
    """Every example of a rule file."""
    return tuple(_trials(source, source.rule()))


def _trials(source: Source, rule: Rule) -> Iterator[Trial]:
    for example in rule.examples:
        place = f"{source.place}:{example.line}"
        yield Trial(place, rule.id, example, _got(rule, example))


def _got(rule: Rule, example: Example) -> str:
    try:
        return outcome(rule, example).value
    except (KeyError, TypeError, BadRule) as error:
        return f"wrong example: {error.args[0]}"


def results(tried: tuple[Trial, ...]) -> Table:
    """One row a rule: how many examples of each kind, how many hold."""
    shown = table("Rule", "objects", "clear", "cannot tell", "hold")
    for rule in dict.fromkeys(trial.rule for trial in tried):
        own = [trial for trial in tried if trial.rule == rule]
        held = sum(trial.ok for trial in own)
        counts = (
            str(sum(t.example.expects is wanted for t in own))
            for wanted in (Outcome.OBJECTS, Outcome.CLEAR, Outcome.CANNOT_TELL)
        )
        share = good(f"{held} of {len(own)}", ok=held == len(own))
        shown.add_row(rule, *counts, share)
    return shown


def failures(tried: tuple[Trial, ...]) -> Iterator[Text]:
    """A line for every example that does not hold, its file and line first."""
    for trial in tried:
        if not trial.ok:
            wanted = trial.example.expects.value
            yield Text.assemble(
                (f"{trial.place}: ", "bold red"),
                f"“{trial.example.says}” expects {wanted}, the rule says {trial.got}",
            )
