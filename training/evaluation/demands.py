"""Demands as labelled against demands as found: pairs, and how well they agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.facts import Demand
from extractor.report import Report
from training.evaluation.record import DemandCount
from training.evaluation.wording import plain
from training.gold import Gold

OPENING = 14
"""Gold may give only the first words of a demand: up to so many are an opening."""
ENOUGH = 0.5
"""Least share of words two texts of one demand have in common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled demand and the found one that is most like it."""

    want: dict[str, Any]
    found: Demand
    likeness: float
    exact: bool


def count(gold: Gold, report: Report | None) -> DemandCount | None:
    """Demands of a packet counted; None where gold labels none."""
    wanted = gold.labels.get("demands")
    if wanted is None:
        return None
    found = [d for i in report.instruments for d in i.demands] if report else []
    paired = pairs(wanted, found)
    kinds = [_kinds(pair) for pair in paired if pair.want.get("categories") is not None]
    return DemandCount(
        found=len(found),
        labelled=len(wanted),
        partial=len(paired),
        exact=sum(pair.exact for pair in paired),
        shared=sum(len(want & given) for want, given in kinds),
        given=sum(len(given) for _, given in kinds),
        wanted=sum(len(want) for want, _ in kinds),
    )


def _kinds(pair: Pair) -> tuple[set[str], set[str]]:
    given = {str(c.value) for c in pair.found.categories}
    return set(pair.want["categories"]), given


def pairs(wanted: Sequence[dict[str, Any]], found: Sequence[Demand]) -> list[Pair]:
    """Labelled and found demands one to one, the most alike first."""
    order = sorted(
        (
            (-_likeness(want, demand), i, j)
            for i, want in enumerate(wanted)
            for j, demand in enumerate(found)
            if want.get("page") in (None, demand.page)
        ),
    )
    told: list[Pair] = []
    used_wanted: set[int] = set()
    used_found: set[int] = set()
    for unlike, i, j in order:
        if -unlike < ENOUGH or i in used_wanted or j in used_found:
            continue
        used_wanted.add(i)
        used_found.add(j)
        exact = _is_exact(wanted[i], found[j])
        told.append(Pair(wanted[i], found[j], -unlike, exact))
    return told


def _words(text: str) -> list[str]:
    return plain(text).split()


def _likeness(want: dict[str, Any], demand: Demand) -> float:
    """Share of words in common; of an opening only its own words must be there."""
    wanted, given = _words(want["text"]), _words(demand.text)
    if not wanted or not given:
        return 0.0
    if len(wanted) <= OPENING:
        given = given[: 2 * len(wanted)]
        return _common(wanted, given) / len(wanted)
    return _common(wanted, given) / max(len(wanted), len(given))


def _common(one: list[str], other: list[str]) -> int:
    return (Counter(one) & Counter(other)).total()


def _is_exact(want: dict[str, Any], demand: Demand) -> bool:
    wanted, given = _words(want["text"]), _words(demand.text)
    return wanted == (given[: len(wanted)] if len(wanted) <= OPENING else given)
