"""Which kinds of data a demand asks for, by the cues of the taxonomy."""

from dataclasses import dataclass
from typing import Protocol

from extractor.facts import Demand, Evidence, Facts, Field
from extractor.taxonomy.categories import (
    Named,
    categories,
    kinds_named,
    leaves_out_content,
)

SOURCE = "rule:categories"
_CONTENT = "communications_content"
_PLAIN, _HINTED = 0.85, 0.55


class Classifier(Protocol):
    """Anything that says which kinds of data a demand asks for."""

    @property
    def name(self) -> str:
        """Who reads, as evidence names it."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories it may answer."""
        ...

    def __call__(
        self, demand: Demand, facts: Facts, kind: Field[str]
    ) -> tuple[Field[str], ...]:
        """The categories, each with confidence and evidence."""
        ...


def labels_of(text: str) -> tuple[str, ...]:
    """The category ids a text asks for, in the order of the taxonomy."""
    return tuple(n.category.id for n in kinds_named(text))


def _field(demand: Demand, named: Named) -> Field[str]:
    shown = Evidence(demand.page, demand.box, named.words, SOURCE)
    return Field(named.category.id, _PLAIN if named.plain else _HINTED, (shown,))


@dataclass(frozen=True, slots=True)
class CueClassifier:
    """Categories by cue words: no training, every label explained by its words."""

    name: str = "cues"
    labels: tuple[str, ...] = tuple(c.id for c in categories())

    def __call__(
        self, demand: Demand, facts: Facts, kind: Field[str]
    ) -> tuple[Field[str], ...]:
        """The categories of a demand by its own words."""
        del facts, kind
        without = demand.lead_in and leaves_out_content(demand.lead_in)
        return tuple(
            _field(demand, named)
            for named in kinds_named(demand.text)
            if not (without and named.category.id == _CONTENT)
        )


_CLASSIFIER: Classifier = CueClassifier()


def categorise(
    demand: Demand, facts: Facts, kind: Field[str]
) -> tuple[Field[str], ...]:
    """The kinds of data a demand asks for; `kind` is the instrument's type."""
    return _CLASSIFIER(demand, facts, kind)
