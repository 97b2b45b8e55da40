"""A demand of an instrument as rules see it."""

from dataclasses import dataclass
from datetime import date

from extractor.check import durations, ranges
from extractor.check.compel import cell, class_of, subpoena_reach, timeless
from extractor.check.phrases import all_matches
from extractor.check.profile import Profile
from extractor.check.subject import Confidence, Facet, Shown
from extractor.check.view import DemandView
from extractor.facts import Demand, Evidence
from extractor.report import Instrument

SURE = 0.4
"""Categories below this are doubtful: a rule that hangs on one cannot tell."""
_QUOTE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """What all demands of an instrument share. `present` is what an open end means."""

    instrument: Instrument
    types: tuple[str, ...]
    profile: Profile
    present: date | None

    @property
    def reach(self) -> frozenset[str]:
        """What a subpoena reaches at this provider."""
        return subpoena_reach() | frozenset(self.profile.subpoena_reach)


def facets(demand: Demand, setting: Setting) -> tuple[Facet, Facet | None]:
    """The demand with its sure categories, and with the doubtful ones if there are."""
    every = tuple(c for c in demand.categories if c.value)
    sure = tuple(c.value or "" for c in every if c.confidence >= SURE)
    names = tuple(c.value or "" for c in every)
    known = Facet.of(
        _view(demand, sure, setting),
        _confidence(demand, setting),
        _shown(demand, setting),
    )
    if len(sure) == len(names):
        return known, None
    return known, Facet.of(_view(demand, names, setting), {}, {})


def _view(demand: Demand, categories: tuple[str, ...], setting: Setting) -> DemandView:
    words = all_matches(demand.text)
    cells = {c: cell(setting.types, c, setting.reach) for c in categories}
    barred = tuple(c for c in categories if cells[c] == "no")
    found = ranges.effective(demand, setting.instrument)
    return DemandView(
        id=demand.id,
        text=demand.text,
        quote=opening(demand.text),
        categories=categories,
        classes=_classes(categories),
        barred=barred,
        barred_classes=_classes(barred),
        beyond=_beyond(cells, words),
        timed=_timed(categories, words),
        identifiers=len(demand.identifiers),
        days=durations.days(demand.text),
        range=ranges.view(found.value, setting.present),
        words=words,
    )


def opening(text: str) -> str:
    """The first words of a text."""
    words = text.split()
    return " ".join(words[:_QUOTE_WORDS]) + (" …" if len(words) > _QUOTE_WORDS else "")


def _classes(categories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(class_of(c) for c in categories if class_of(c)))


def _beyond(
    cells: dict[str, str], words: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    # 18 USC 2703(c)(2)(C): telephone connection records are within a subpoena's reach.
    spared = {"communications_metadata"} if words["telephone_records"] else set()
    return tuple(
        c for c, found in cells.items() if found == "beyond" and c not in spared
    )


def _timed(
    categories: tuple[str, ...], words: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """A means of payment has no time in it; a history of payments has."""
    spared = set() if words["payment_history"] else {"billing_and_payment"}
    return tuple(c for c in categories if c not in timeless() and c not in spared)


def _confidence(demand: Demand, setting: Setting) -> Confidence:
    found = ranges.effective(demand, setting.instrument)
    return {
        "demand.categories": 1.0 if demand.categories else 0.0,
        "demand.range.stated": found.confidence,
        "demand.range.months": found.confidence,
    }


def _shown(demand: Demand, setting: Setting) -> Shown:
    whole = Evidence(demand.page, demand.box, opening(demand.text), "rule:demand")
    found: Shown = {
        "demand.text": (whole,),
        "demand.categories": tuple(e for c in demand.categories for e in c.evidence)
        or (whole,),
        "demand.range.stated": ranges.effective(demand, setting.instrument).evidence
        or (whole,),
    }
    for name, words in all_matches(demand.text).items():
        found[f"demand.words.{name}"] = tuple(
            Evidence(demand.page, demand.box, word, f"rule:{name}") for word in words
        )
    return found
