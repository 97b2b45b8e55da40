"""A rule's own examples, judged: what `rules test` and the suite run."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from extractor.check import view
from extractor.check.judge import judge
from extractor.check.rule import Example, Outcome, Rule
from extractor.check.subject import Facet, Subject


def outcome(rule: Rule, example: Example) -> Outcome:
    """What the rule says of an example; values it does not give are at rest."""
    return judge(rule, subject(example.view, example.unsure)).outcome


def subject(values: dict[str, Any], unsure: dict[str, float] | None = None) -> Subject:
    """A subject with some values laid over views at rest."""
    facets = {
        root: Facet(_laid(made(), values.get(root, {})), unsure or {}, {})
        for root, made in view.ROOTS.items()
    }
    return Subject(facets)


def _laid(seen: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401  # any view
    """A view with some values laid over it, nested ones too."""
    known = {item.name for item in fields(seen)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise KeyError(f"unknown {', '.join(unknown)}")
    laid = {name: _value(getattr(seen, name), given) for name, given in values.items()}
    return replace(seen, **laid)


def _value(rest: Any, given: Any) -> Any:  # noqa: ANN401  # bool, int, str, list or view
    if is_dataclass(rest):
        return _laid(rest, given)
    if isinstance(rest, dict):
        if unknown := sorted(set(given) - set(rest)):
            raise KeyError(f"unknown {', '.join(unknown)}")
        return {**rest, **{name: tuple(words) for name, words in given.items()}}
    given = tuple(given) if isinstance(given, list) else given
    if type(given) is not type(rest):
        raise TypeError(f"{given!r} is no {type(rest).__name__}")
    return given
