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
_CONTENT, _OTHER = "communications_content", "business_records"
_TESTIMONY = "testimony"
_PLAIN, _HINTED = 0.85, 0.55


class DemandClassifier(Protocol):
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
        del kind
        without = demand.lead_in and leaves_out_content(demand.lead_in)
        named = tuple(
            n
            for n in kinds_named(demand.text)
            if not (without and n.category.id == _CONTENT)
        )
        if all(_is_guess(n) for n in named) and _asks_customer_data(facts):
            return ()
        return tuple(_field(demand, n) for n in named)


def _is_guess(named: Named) -> bool:
    """True for "documents" and the like, which in most papers are customer records."""
    return not named.plain and named.category.id == _OTHER


def _asks_customer_data(facts: Facts) -> bool:
    """True for a paper that plainly names data of customers somewhere."""
    return any(
        n.plain and n.category.id not in (_OTHER, _TESTIMONY)
        for demand in facts.demands
        for n in kinds_named(demand.text)
    )


_CLASSIFIER: DemandClassifier = CueClassifier()


def categorise(
    demand: Demand, facts: Facts, kind: Field[str]
) -> tuple[Field[str], ...]:
    """The kinds of data a demand asks for; `kind` is the instrument's type."""
    return _CLASSIFIER(demand, facts, kind)
