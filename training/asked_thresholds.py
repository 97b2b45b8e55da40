"""Chooses at which chances a kind of data is taken, on packets nobody tuned for.

Their authors had not seen the code, and most of their sentences ask for nothing, as in
real papers. Even lines of the older sets, of which only sums are seen: cues were mended
on the odd ones and the model learns from them, so both know less elsewhere.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.classify.asked import ASKS, AskedModel, Cued, Thresholds, taken
from extractor.facts import Demand
from training import asking, sources
from training.gold import Half

_PLAIN, _HINTED = (0.02, 0.05), (0.2, 0.35, 0.5)
"""Low: what a paper names plainly is given up only where the model is sure against it.
Up to 0.2 makes no odds on these packets (within 0.002), but real papers lose by it."""
_UNNAMED = (0.5, 0.65, 0.8, 0.9, 2.0)
_ASKS, _SURE = (0.8, 0.9, 0.95, 2.0), (0.7, 0.9)
"""A sentence no rule took must surely ask, and surely for some kind of data: a demand
that is none misleads."""

Weighed = tuple[dict[str, float], Cued]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a packet asks for; its demands and other sentences with their chances."""

    wanted: frozenset[str]
    free: frozenset[str]
    demands: tuple[Weighed, ...]
    others: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The thresholds, and micro F1 of the kinds of data with and without the model."""

    at: Thresholds
    asks_at: float
    sure_at: float
    f1: float
    f1_by_cues: float


def choose(model: AskedModel, papers: Iterable[asking.Paper] | None = None) -> Choice:
    """The thresholds that tell best what packets ask for.

    `papers` are, unless given, those of the older sets of which only sums are seen.
    """
    counted = _counted() if papers is None else papers
    judged = tuple(_paper(model, p) for p in counted)
    tried = [
        Choice(Thresholds(plain, hinted, unnamed), asks, sure, 0.0, 0.0)
        for plain, hinted, unnamed, asks, sure in itertools.product(
            _PLAIN, _HINTED, _UNNAMED, _ASKS, _SURE
        )
    ]
    best = max(tried, key=lambda choice: _f1(judged, choice))
    cues_alone = Choice(Thresholds(0.0, 0.0, 2.0), 2.0, 0.0, 0.0, 0.0)
    return replace(best, f1=_f1(judged, best), f1_by_cues=_f1(judged, cues_alone))


def _counted() -> Iterator[asking.Paper]:
    for folder in (*sources.FROZEN[1:], *sources.AUTHORED):
        if folder not in sources.NEWEST:
            yield from asking.papers(folder, Half.EVEN)


def _paper(model: AskedModel, paper: asking.Paper) -> Paper:
    return Paper(
        paper.wanted,
        paper.free,
        tuple(_weighed(model, d) for d in paper.demands),
        tuple(_weighed(model, d) for d in paper.others),
    )


def _weighed(model: AskedModel, demand: Demand) -> Weighed:
    return model.chances(demand.text), Cued.of(demand.text)


def _f1(papers: tuple[Paper, ...], choice: Choice) -> float:
    hit = total = 0
    for paper in papers:
        found = _found(paper, choice) - paper.free
        hit += len(found & paper.wanted)
        total += len(found) + len(paper.wanted - paper.free)
    return 2 * hit / total if total else 0.0


def _found(paper: Paper, choice: Choice) -> set[str]:
    asking = [w for w in paper.others if _asks(w, choice)]
    return {
        name
        for chances, cued in (*paper.demands, *asking)
        for name in taken(chances, cued, choice.at)
    }


def _asks(weighed: Weighed, choice: Choice) -> bool:
    chances, cued = weighed
    if chances[ASKS] < choice.asks_at:
        return False
    kinds = taken(chances, cued, choice.at)
    return max((chances[kind] for kind in kinds), default=-1.0) >= choice.sure_at
