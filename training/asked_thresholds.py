"""Chooses at which chances a kind of data is taken, on packets nobody tuned for.

Their authors had not seen the code, and most of their sentences ask for nothing, as in
real papers. Odd lines only: the even ones are kept to report on.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import find, split
from extractor.classify import classify_instrument
from extractor.classify.asked import ASKS, AskedModel, Cued, Thresholds, taken
from extractor.facts import Demand
from extractor.packet import scopes
from extractor.read import ReadOptions, read
from training.gold import Gold, load

AUTHORED = Path(__file__).parent / "authored"
_PLAIN, _HINTED = (0.03, 0.05), (0.2, 0.3, 0.4, 0.5)
"""Low, for cues were mended on these very packets: elsewhere they know less."""
_UNNAMED = (0.8, 0.9, 0.95, 2.0)
"""High, for a kind that no cue names at all is invented more often than found."""
_ASKS, _SURE = (0.8, 0.9, 0.95, 2.0), (0.7, 0.9)
"""A sentence no rule took must surely ask, and surely for some kind of data: a demand
that is none misleads."""
_ASKS_NOTHING = "not_legal_process"

Weighed = tuple[dict[str, float], Cued]


@dataclass(frozen=True, slots=True)
class Paper:
    """A packet: what it asks for, its demands by rule and its other sentences."""

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


def choose(model: AskedModel, folder: Path = AUTHORED) -> Choice:
    """The thresholds that tell best what the packets below a folder ask for.

    Raises:
        FileNotFoundError: there are no packets.
    """
    papers = tuple(_papers(model, folder))
    tried = [
        Choice(Thresholds(plain, hinted, unnamed), asks, sure, 0.0, 0.0)
        for plain, hinted, unnamed, asks, sure in itertools.product(
            _PLAIN, _HINTED, _UNNAMED, _ASKS, _SURE
        )
    ]
    best = max(tried, key=lambda choice: _f1(papers, choice))
    cues_alone = Choice(Thresholds(0.0, 0.0, 2.0), 2.0, 0.0, 0.0, 0.0)
    return replace(best, f1=_f1(papers, best), f1_by_cues=_f1(papers, cues_alone))


def _papers(model: AskedModel, folder: Path) -> Iterator[Paper]:
    for gold_file in sorted(folder.glob("*/gold.jsonl")):
        for index, gold in enumerate(load(gold_file.parent)):
            if index % 2 == 0 and gold.labels.get("categories") is not None:
                yield _paper(model, gold)


def _paper(model: AskedModel, gold: Gold) -> Paper:
    document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
    demands: list[Demand] = []
    others: list[Demand] = []
    for scope in scopes(document, split.split(document)):
        if classify_instrument(scope).value != _ASKS_NOTHING:
            facts = find.find(scope)
            demands += facts.demands
            others += facts.unclaimed
    return Paper(
        frozenset(gold.labels["categories"]),
        frozenset(gold.labels.get("arguable_categories") or ()),
        tuple(_weighed(model, d) for d in demands),
        tuple(_weighed(model, d) for d in others),
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
