"""Labelled papers as the model of what is asked sees them: sentence by sentence.

The labels of a demand are those of the labelled one it is most like; a sentence like
none of them asks for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor import find, split
from extractor.classify import classify_instrument
from extractor.facts import Demand
from extractor.packet import scopes
from extractor.read import ReadOptions, read
from training.corpus import Text
from training.evaluation.demands import pairs
from training.gold import Gold, Half, chosen

_ASKS_NOTHING = "not_legal_process"
_FEWEST_WORDS = 4

Labels = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A packet: the kinds it asks for, its demands by rule and its other sentences.

    `free` are kinds that may be answered or not.
    """

    name: str
    wanted: frozenset[str]
    free: frozenset[str]
    demands: tuple[Demand, ...]
    others: tuple[Demand, ...]
    labelled: Labels | None


def papers(folder: Path, half: Half | None) -> Iterator[Paper]:
    """The papers of a folder, or of one half of its lines, whose kinds are labelled."""
    for _, gold in chosen(folder, half):
        if gold.labels.get("categories") is not None:
            yield _paper(f"{folder.name}/{gold.id}", gold)


def _paper(name: str, gold: Gold) -> Paper:
    document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
    demands: list[Demand] = []
    others: list[Demand] = []
    for scope in scopes(document, split.split(document)):
        if classify_instrument(scope).value != _ASKS_NOTHING:
            facts = find.find(scope)
            demands += facts.demands
            others += facts.unclaimed
    return Paper(
        name,
        frozenset(gold.labels["categories"]),
        frozenset(gold.labels.get("arguable_categories") or ()),
        tuple(demands),
        tuple(others),
        gold.labels.get("demands"),
    )


def texts_of(paper: Paper) -> Iterator[Text]:
    """What its labelled demands ask for; its other sentences, which ask for nothing.

    A found demand that is like no labelled one teaches neither.
    """
    if paper.labelled is None:
        return
    taken: Labels = []
    for group, rest in ((paper.demands, False), (paper.others, True)):
        left = [want for want in paper.labelled if want not in taken]
        for demand, want in _labelled(left, group):
            if want is not None:
                taken.append(want)
                yield _text(paper, demand, frozenset(want.get("categories") or ()))
            elif rest and len(demand.text.split()) >= _FEWEST_WORDS:
                yield _text(paper, demand, frozenset())


def _labelled(
    wanted: Labels, found: tuple[Demand, ...]
) -> Iterator[tuple[Demand, dict[str, Any] | None]]:
    by_place = {id(pair.found): pair.want for pair in pairs(wanted, found)}
    return ((demand, by_place.get(id(demand))) for demand in found)


def _text(paper: Paper, demand: Demand, asks: frozenset[str]) -> Text:
    return Text(demand.text, asks, f"paper/{paper.name}")
