"""What every classifier is: a name, its labels, and a call from a scope to a field."""

from typing import Protocol, TypeVar

from extractor.facts import Field
from extractor.packet import Scope

L = TypeVar("L")


class Classifier(Protocol[L]):
    """Says one of its labels of a scope, with confidence and evidence."""

    @property
    def name(self) -> str:
        """Its name and version, as evidence cites it."""
        ...

    @property
    def labels(self) -> tuple[L, ...]:
        """All it can say."""
        ...

    def __call__(self, scope: Scope) -> Field[L]:
        """The likeliest label."""
        ...
