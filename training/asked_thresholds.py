"""Chooses at which chances a kind of data is taken, on packets nobody tuned for.

Their authors had not seen the code, and most of their sentences ask for nothing, as in
real papers. Odd lines only: the even ones are kept to report on.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor import find, split
from extractor.classify import classify_instrument
from extractor.classify.asked import ASKS, AskedModel, Cued, Thresholds, taken
from extractor.facts import Demand
from extractor.packet import scopes
from extractor.read import ReadOptions, read
from training.gold import Gold, load

AUTHORED = Path(__file__).parent / "authored"
_PLAIN, _HINTED = (0.05, 0.1, 0.2, 0.3), (0.2, 0.3, 0.4, 0.5)
_UNNAMED = (0.5, 0.6, 0.7, 0.8, 0.9, 2.0)
_ASKS = (0.9, 0.95, 0.98, 2.0)
"""A sentence no rule took must be all but sure: a demand that is none misleads."""
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
    f1: float
    f1_by_cues: float


def choose(model: AskedModel, folder: Path = AUTHORED) -> Choice:
    """The thresholds that tell best what the packets below a folder ask for.

    Raises:
        FileNotFoundError: there are no packets.
    """
    papers = tuple(_papers(model, folder))
    grid = itertools.product(_PLAIN, _HINTED, _UNNAMED, _ASKS)
    scored = [
        (_f1(papers, Thresholds(plain, hinted, unnamed), asks), -index)
        for index, (plain, hinted, unnamed, asks) in enumerate(grid)
    ]
    best, index = max(scored)
    plain, hinted, unnamed, asks = tuple(
        itertools.product(_PLAIN, _HINTED, _UNNAMED, _ASKS)
    )[-index]
    cues_only = _f1(papers, Thresholds(0.0, 0.0, 2.0), 2.0)
    return Choice(Thresholds(plain, hinted, unnamed), asks, best, cues_only)


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


def _f1(papers: tuple[Paper, ...], at: Thresholds, asks_at: float) -> float:
    hit = total = 0
    for paper in papers:
        found = _found(paper, at, asks_at) - paper.free
        hit += len(found & paper.wanted)
        total += len(found) + len(paper.wanted - paper.free)
    return 2 * hit / total if total else 0.0


def _found(paper: Paper, at: Thresholds, asks_at: float) -> set[str]:
    asking = [w for w in paper.others if w[0][ASKS] >= asks_at]
    return {
        name
        for chances, cued in (*paper.demands, *asking)
        for name in taken(chances, cued, at)
    }
