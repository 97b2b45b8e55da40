"""A demand of an instrument as rules see it."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extractor.check import durations, ranges
from extractor.check.compel import cell, class_of, subpoena_reach, timeless
from extractor.check.phrases import all_matches
from extractor.check.profile import Profile
from extractor.check.subject import Confidence, Facet, Shown
from extractor.check.view import DemandView, Words
from extractor.facts import DateRange, Demand, Evidence, Field
from extractor.report import Instrument

SURE = 0.4
"""Categories below this are doubtful: a rule that hangs on one cannot tell."""
_QUOTE_WORDS = 14
_UNREAD = 0.2
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_OPENING = 60
_CLOSING = 120
# Who asks for the record of one order asks for no period of it.
_ONE_THING = frozenset({"order_id", "tracking_number"})
# With a prefix length, with a star for the last part, or from one to another.
_BLOCK = re.compile(
    r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){2}\.[*xX](?!\w)|\d{1,3}(?:\.\d{1,3}){3}"
    r"\s?(?:/\s?\d{1,2}(?![\d/])|(?:-|–|to|through)\s?\d{1,3}(?:\.\d{1,3}){3}(?!\d)))"
    r"|(?<![\w:])(?=[\da-fA-F:]*::)[\da-fA-F:]{3,39}\s?/\s?\d{1,3}(?!\d)"
)
_MAYBE_BLOCK = re.compile(r"\d\.\d|::")
# Words that reach from the opening of a list to its items.
_LED = ("catch_all", "sensitive_target")
_WHOLE = "all_records"
_SENDING, _KEEPING = "asks_disclosure", "preservation_request"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all demands of an instrument share.

    `present` is the day an open end means; `quality` is how well each page was read.
    """

    instrument: Instrument
    types: tuple[str, ...]
    profile: Profile
    present: date | None
    quality: dict[int, float] = field(default_factory=dict)

    @property
    def last(self) -> str:
        """The words that end the instrument's last demand."""
        items = self.instrument.demands
        return items[-1].text[-_CLOSING:] if items else ""

    @property
    def is_timed(self) -> bool:
        """True where it states a period that nobody could read."""
        return any(p.kind == "timed" for p in self.instrument.passages)

    @property
    def reach(self) -> frozenset[str]:
        """What a subpoena reaches at this provider."""
        return subpoena_reach() | frozenset(self.profile.subpoena_reach)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A demand with what is worked out of it once."""

    demand: Demand
    setting: Setting
    words: Words
    period: Field[DateRange]


def asks(demand: Demand) -> bool:
    """False for an item that only says what is not asked for."""
    if not all_matches(demand.text)["declined"]:
        return True
    sentences = [s for s in _SENTENCE.split(demand.text.strip()) if s.strip()]
    return not sentences or not all(map(_declines, sentences))


def _declines(sentence: str) -> bool:
    """True where words of declining stand before anything could be asked."""
    said = all_matches(sentence)["declined"]
    place = " ".join(sentence.split()).find(said[0]) if said else -1
    return 0 <= place <= _OPENING


def facets(demand: Demand, setting: Setting) -> tuple[Facet, Facet | None]:
    """The demand with its sure categories, and with the doubtful ones if there are."""
    period = ranges.effective(demand, setting.instrument)
    seen = _Seen(demand, setting, _words(demand, setting), period)
    every = tuple(c for c in demand.categories if c.value)
    sure = tuple(c.value or "" for c in every if c.confidence >= SURE)
    names = tuple(c.value or "" for c in every)
    known = Facet(_view(seen, sure), _confidence(seen), _shown(seen))
    if len(sure) == len(names):
        return known, None
    return known, Facet(_view(seen, names), {}, {})


def _words(demand: Demand, setting: Setting) -> Words:
    """Its own words by list; what opens its list leaves as much open as it does."""
    own, led = dict(all_matches(demand.text)), all_matches(demand.lead_in)
    own |= {name: own[name] or led[name] for name in _LED}
    if _KEEPING in setting.types and demand.lead_in and not led["keep"]:
        # "Please send back" asks for what the item names.
        whole = all_matches(f"{demand.lead_in} {demand.text}")
        own[_SENDING] = whole[_SENDING]
    return own


def _view(seen: _Seen, categories: tuple[str, ...]) -> DemandView:
    demand, setting = seen.demand, seen.setting
    cells = {c: cell(setting.types, c, setting.reach) for c in categories}
    barred = tuple(c for c in categories if cells[c] == "no")
    return DemandView(
        id=demand.id,
        text=demand.text,
        quote=opening(demand.text),
        categories=categories,
        classes=_classes(categories),
        barred=barred,
        barred_classes=_classes(barred),
        beyond=_beyond(cells, seen.words),
        timed=_timed(categories, seen),
        identifiers=len(demand.identifiers),
        days=durations.days(demand.text),
        blocks=_blocks(demand.text),
        range=ranges.view(seen.period.value, setting.present),
        words=seen.words,
    )


def _blocks(text: str) -> tuple[str, ...]:
    """The blocks of addresses a text names; few have what any would have."""
    if not _MAYBE_BLOCK.search(text):
        return ()
    return tuple(dict.fromkeys(_BLOCK.findall(text)))


@lru_cache(maxsize=1024)
def opening(text: str) -> str:
    """The first words of a text."""
    words = text.split()
    shown = " ".join(words[:_QUOTE_WORDS])
    return f"{shown} …" if len(words) > _QUOTE_WORDS else shown.rstrip(" ;,:")


def _classes(categories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(class_of(c) for c in categories if class_of(c)))


def _beyond(cells: dict[str, str], words: Words) -> tuple[str, ...]:
    # 18 USC 2703(c)(2)(C): telephone connection records are within a subpoena's reach.
    spared = {"communications_metadata"} if words["telephone_records"] else set()
    return tuple(c for c, v in cells.items() if v == "beyond" and c not in spared)


def _timed(categories: tuple[str, ...], seen: _Seen) -> tuple[str, ...]:
    """A means of payment has no time in it, nor one order; histories have."""
    spared = set() if seen.words["payment_history"] else {"billing_and_payment"}
    if any(i.kind in _ONE_THING for i in seen.demand.identifiers):
        spared.add("purchase_history")
    found = tuple(c for c in categories if c not in timeless() and c not in spared)
    # An account as a whole has its time, whatever else is made of the words.
    return found or ((_WHOLE,) if seen.words["whole_account"] else ())


def _confidence(seen: _Seen) -> Confidence:
    return {
        "demand.text": seen.setting.quality.get(seen.demand.page, 1.0),
        "demand.categories": 1.0 if seen.demand.categories else 0.0,
        "demand.range.stated": _stated(seen),
        "demand.range.months": seen.period.confidence,
    }


def _stated(seen: _Seen) -> float:
    """How sure a period is, or is not, stated: a day nobody could read may be one."""
    period, demand = seen.period, seen.demand
    if period.value is not None:
        return period.confidence
    # What ends a list of items, or opens it, may state the time of all.
    around = (demand.lead_in, seen.setting.last)
    if (
        seen.setting.is_timed
        or ranges.points_to_time(demand.text)
        or any(map(ranges.opens_time, around))
    ):
        return min(period.confidence, _UNREAD)
    return period.confidence


def _shown(seen: _Seen) -> Shown:
    demand = seen.demand
    whole = Evidence(demand.page, demand.box, opening(demand.text), "rule:demand")
    asked = tuple(e for c in demand.categories for e in c.evidence)
    found: Shown = {
        "demand.text": (whole,),
        "demand.categories": asked or (whole,),
        "demand.range.stated": seen.period.evidence or (whole,),
    }
    for name, words in seen.words.items():
        if words:
            found[f"demand.words.{name}"] = tuple(
                Evidence(demand.page, demand.box, word, f"rule:{name}")
                for word in words
            )
    return found
