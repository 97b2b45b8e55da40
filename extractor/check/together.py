"""All rules of a scope asked of all its subjects at once: calls and contexts cost time.

The subjects of one paper share a context; of each only its own view is put beside it,
equal views once.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

import cel

from extractor.check import view
from extractor.check.judge import FAILURES, Told
from extractor.check.rule import Rule
from extractor.check.subject import Facet, Subject, names_of

_MANY = "subjects"
# The answers of so many rules are told as one number, two bits a rule: CEL is slow
# at lists, and its numbers have 64 bits.
_CHUNK = 30
_BITS, _MASK = 2, 3
Said = tuple[tuple[Rule, Told], ...]
"""Rules that may apply to a subject, and what their conditions say."""


def told(
    rules: tuple[Rule, ...], subjects: tuple[Subject, ...]
) -> tuple[Said, ...] | None:
    """By subject, what rules may apply; None where each must be asked alone."""
    if not rules or not all(rule.asks for rule in rules):
        return None
    own = rules[0].scope.value
    program = _together(own, tuple(rule.asks for rule in rules))
    reads = frozenset[str]().union(*(rule.reads or () for rule in rules))
    found: list[Said] = []
    for _, group in groupby(subjects, lambda subject: _around(own, subject)):
        asked = _Asked(own, reads, tuple(group))
        try:
            answers = program.execute(cel.Context(variables=asked.variables))
        except FAILURES:
            return None  # which one fails is told by asking each
        found.extend(asked.rows(rules, answers))
    return tuple(found)


def _around(own: str, subject: Subject) -> tuple[int, ...]:
    """What a subject's view stands in."""
    return tuple(id(facet) for root, facet in subject.facets.items() if root != own)


class _Asked:
    """Subjects that differ in one view, and what expressions see of them."""

    def __init__(
        self, own: str, reads: frozenset[str], subjects: tuple[Subject, ...]
    ) -> None:
        self._names = names_of(reads, own)
        self._seen: dict[str, dict[str, Any]] = {}
        self._keys = [(self._key(s.facets[own]), self._perhaps(s)) for s in subjects]
        around = {r: f for r, f in subjects[0].facets.items() if r != own}
        self.variables: dict[str, Any] = {
            root: view.plain(facet.view, names_of(reads, root))
            for root, facet in around.items()
        }
        self.variables[_MANY] = list(self._seen.values())

    def _perhaps(self, subject: Subject) -> str | None:
        return self._key(subject.possible) if subject.possible else None

    def _key(self, facet: Facet) -> str:
        plain = view.plain(facet.view, self._names)
        key = repr(plain)
        self._seen[key] = plain
        return key

    def rows(self, rules: tuple[Rule, ...], answers: list[list[int]]) -> Iterator[Said]:
        """By subject, the answers of rules that may apply to it."""
        by_key = dict(zip(self._seen, map(_whole, answers), strict=True))
        for sure, perhaps in self._keys:
            yield tuple(_said(rules, by_key[sure], by_key[perhaps or sure]))


def _whole(chunks: list[int]) -> int:
    return sum(told << _BITS * _CHUNK * place for place, told in enumerate(chunks))


def _said(
    rules: tuple[Rule, ...], sure: int, perhaps: int
) -> Iterator[tuple[Rule, Told]]:
    for rule in rules:
        if (sure | perhaps) & _MASK:
            yield rule, (sure & _MASK, perhaps & _MASK)
        sure, perhaps = sure >> _BITS, perhaps >> _BITS


@lru_cache(maxsize=32)
def _together(own: str, asks: tuple[str, ...]) -> cel.Program:
    chunks = (asks[at : at + _CHUNK] for at in range(0, len(asks), _CHUNK))
    return cel.compile(f"{_MANY}.map({own}, [{', '.join(map(_number, chunks))}])")


def _number(asks: tuple[str, ...]) -> str:
    return " + ".join(
        f"({ask}) * {1 << _BITS * place}" for place, ask in enumerate(asks)
    )
