"""A packet, instrument or demand as rules see it: view, confidence and evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import cel

from extractor.check import view
from extractor.facts import Evidence

Confidence = dict[str, float]
Shown = dict[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One view, how sure each of its paths is (certain where unsaid), what shows it."""

    view: object
    confidence: Confidence = field(default_factory=dict)
    evidence: Shown = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """What one evaluation looks at.

    `facets` by root name; `possible` holds the demand with its doubtful categories
    too, where there are any; `instrument` is its index; `demand_id` may be empty.
    Expressions see what `reads` names, all where it is None: each value costs time.
    `built` keeps their variables, which many items of a list have alike.
    """

    facets: dict[str, Facet]
    possible: Facet | None = None
    instrument: int = 0
    demand_id: str = ""
    as_of: date | None = None
    reads: frozenset[str] | None = None
    built: dict[str, cel.Context] = field(default_factory=dict, compare=False)

    @cached_property
    def context(self) -> cel.Context:
        """The variables of an expression, sure categories only."""
        return self._context(dict(self._variables()))

    @cached_property
    def possible_context(self) -> cel.Context:
        """The same with the doubtful categories."""
        variables = dict(self._variables())
        if self.possible is not None:
            variables["demand"] = self._read("demand", self.possible.view)
        return self._context(variables)

    def _context(self, variables: dict[str, dict[str, Any]]) -> cel.Context:
        if self.reads is None:
            return cel.Context(variables=variables)
        told = repr(variables)
        if told not in self.built:
            self.built[told] = cel.Context(variables=variables)
        return self.built[told]

    def _variables(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for root, facet in self.facets.items():
            yield root, self._read(root, facet.view)

    def _read(self, root: str, seen: object) -> dict[str, Any]:
        return view.plain(
            seen, None if self.reads is None else names_of(self.reads, root)
        )

    def confidence(self, path: str) -> float:
        """How sure the value at a path is."""
        return self._facet(path).confidence.get(path, 1.0)

    def evidence(self, path: str) -> tuple[Evidence, ...]:
        """What shows the value at a path; nothing for an absence."""
        return self._facet(path).evidence.get(path, ())

    def value(self, path: str) -> Any:  # noqa: ANN401  # any value of a view
        """The value at a path."""
        root, *names = path.split(".")
        found: Any = self.facets[root].view
        for name in names:
            found = found[name] if isinstance(found, dict) else getattr(found, name)
        return found

    def _facet(self, path: str) -> Facet:
        return self.facets[path.split(".", 1)[0]]


@lru_cache(maxsize=64)
def names_of(reads: frozenset[str], root: str) -> tuple[str, ...]:
    """What is read of one view, sorted: the names in it."""
    paths = (path.split(".", 1) for path in sorted(reads))
    return tuple(name for first, name in paths if first == root)
