"""Which kinds of data a demand asks for: the taxonomy's cues and a learned model."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from extractor.classify.asked import ASKS, AskedModel, Cued, asked_model, taken
from extractor.classify.described import described
from extractor.facts import Demand, Evidence, Facts, Field
from extractor.taxonomy.categories import (
    Named,
    categories,
    covered_by,
    introduces,
    kinds_named,
    leaves_out_content,
)

SOURCE = "rule:categories"
_CONTENT, _OTHER = "communications_content", "business_records"
_TESTIMONY, _CATCH_ALL, _FUTURE = "testimony", "all_records", "prospective_metadata"
_PLAIN, _HINTED = 0.85, 0.55
_DOUBTED = 0.3
_MOST_SHOWN = 12


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
        named = tuple(
            n
            for n in _with_future(kinds_named(demand.text), demand.lead_in)
            if not _is_left_out(n.category.id, demand)
        )
        if all(_is_guess(n) for n in named) and _asks_customer_data(facts):
            return ()
        return tuple(_field(demand, n) for n in named)


def _with_future(named: tuple[Named, ...], lead: str | None) -> tuple[Named, ...]:
    """Under a lead that looks ahead, what it covers is one kind: data yet to come."""
    ahead = tuple(n for n in kinds_named(lead or "") if n.category.id == _FUTURE)
    inside = covered_by(_FUTURE)
    kept = tuple(n for n in named if n.category.id not in inside)
    if not ahead or len(kept) == len(named):
        return named
    already = any(n.category.id == _FUTURE for n in kept)
    words = next(n.words for n in named if n.category.id in inside)
    return kept if already else (*kept, replace(ahead[0], words=words))


def _looks_ahead(lead: str | None) -> bool:
    return any(n.category.id == _FUTURE for n in kinds_named(lead or ""))


def _is_left_out(name: str, demand: Demand) -> bool:
    """True for content the lead leaves out, and a catch-all that only leads a list."""
    if name == _CONTENT:
        return bool(demand.lead_in) and leaves_out_content(demand.lead_in)
    return name == _CATCH_ALL and introduces(demand.text)


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


@dataclass(frozen=True, slots=True)
class WeighedClassifier:
    """Cues weighed by the learned model, which also knows wording without a cue."""

    model: AskedModel
    cues: CueClassifier = CueClassifier()

    @property
    def name(self) -> str:
        """Who reads, as evidence names it."""
        return self.model.name

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories it may answer."""
        return tuple(label for label in self.model.labels if label != ASKS)

    def __call__(
        self, demand: Demand, facts: Facts, kind: Field[str]
    ) -> tuple[Field[str], ...]:
        """The kinds of data that are likely enough, the plainer their cues the less."""
        said = {f.value: f for f in self.cues(demand, facts, kind)}
        chances = self.model.chances(demand.text)
        told = taken(chances, _cued(said.values()), self.model.thresholds)
        besides = described(demand.text)
        names = tuple(name for name in told if name not in besides) or told
        return tuple(
            self._field(demand, name, said.get(name), chances[name])
            for name in names
            if name in said or not _is_barred(name, demand, facts)
        )

    def _field(
        self, demand: Demand, name: str, said: Field[str] | None, chance: float
    ) -> Field[str]:
        if said is not None:
            return replace(said, confidence=round(max(chance, _DOUBTED), 3))
        words = " ".join(demand.text.split()[:_MOST_SHOWN])
        shown = Evidence(demand.page, demand.box, words, self.name)
        return Field(name, round(chance, 3), (shown,))


def _cued(said: Iterable[Field[str]]) -> Cued:
    plain: set[str] = set()
    hinted: set[str] = set()
    for field in said:
        (plain if field.confidence >= _PLAIN else hinted).add(field.value or "")
    return Cued(frozenset(plain), frozenset(hinted))


def _is_barred(name: str, demand: Demand, facts: Facts) -> bool:
    """True for what is left out or yet to come, and for guesses at documents."""
    if _is_left_out(name, demand) or (
        name in covered_by(_FUTURE) and _looks_ahead(demand.lead_in)
    ):
        return True
    return name == _OTHER and _asks_customer_data(facts)


@lru_cache(maxsize=1)
def _classifier() -> DemandClassifier:
    return WeighedClassifier(asked_model())


def categorise(
    demand: Demand, facts: Facts, kind: Field[str]
) -> tuple[Field[str], ...]:
    """The kinds of data a demand asks for; `kind` is the instrument's type."""
    return _classifier()(demand, facts, kind)


def overlooked(facts: Facts) -> tuple[Demand, ...]:
    """Sentences no rule took for a demand that the model is sure ask for data."""
    model = asked_model()

    def asks(passage: Demand) -> bool:
        chances = model.chances(passage.text)
        kinds = taken(chances, Cued.of(passage.text), model.thresholds)
        surest = max((chances[kind] for kind in kinds), default=-1.0)
        return chances[ASKS] >= model.asks_at and surest >= model.sure_at

    return tuple(passage for passage in facts.unclaimed if asks(passage))
