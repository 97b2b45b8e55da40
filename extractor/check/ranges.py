"""The period of a demand: its own, or the one its instrument states for all."""

import re
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from extractor.check.compel import timeless
from extractor.check.phrases import all_matches
from extractor.check.view import RangeView
from extractor.facts import DateRange, Demand, Edge, Evidence, Field
from extractor.report import Instrument

# A day perhaps not read as a period: "1/l/24", "Apr 17 2026", "11 februari 2025".
_YEAR = r"(?:19|2[0O])[\dlIO|]{2}"
_DAY = re.compile(
    rf"(?<![\w./-])(?:[\dlIO|]{{1,2}}\s?[/.-]\s?[\dlIO|]{{1,2}}\s?[\dlIO|]?\s?[/.-]"
    rf"\s?(?:[\dlIO|]{{2}}){{1,2}}|{_YEAR}-[\dlIO|]{{2}}-[\dlIO|]{{2}}"
    rf"|[\dlIO|]{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,10}}\.?\s(?:de\s)?{_YEAR}"
    rf"|[^\W\d_]{{3,9}}\.?\s[\dlIO|]{{1,2}},?\s{_YEAR}|[^\W\d_]{{3,9}}\.?,?\s{_YEAR})(?![\w/]|\.\d)"
)

_FROM = re.compile(
    r"\b(?i:from|between|since|period|beginning|van|von|vom|du|del|desde|depuis|dal|od|с)"
    rf"\b[^.;]{{0,12}}?{_DAY.pattern}"
)


def points_to_time(text: str) -> bool:
    """True for words that hold a day, or point to a period stated elsewhere."""
    return bool(_DAY.search(text)) or bool(all_matches(text)["period_words"])


def opens_time(text: str) -> bool:
    """True for words that begin a period: a day to answer by does not."""
    return bool(_FROM.search(text))


def effective(demand: Demand, instrument: Instrument) -> Field[DateRange]:
    """The demand's own range, else its instrument's where no one demand owns that."""
    general = instrument.fields.date_range
    if demand.date_range.value is not None or general.value is None:
        return demand.date_range
    owned = any(
        _has_time(other) and _inside(general.evidence, other)
        for other in instrument.demands
        if other.id != demand.id
    )
    return demand.date_range if owned else general


def _has_time(demand: Demand) -> bool:
    return any(c.value not in timeless() for c in demand.categories)


def _inside(evidence: tuple[Evidence, ...], demand: Demand) -> bool:
    left, top, right, bottom = demand.box
    return any(
        shown.page == demand.page
        and left <= (shown.box[0] + shown.box[2]) / 2 <= right
        and top <= (shown.box[1] + shown.box[3]) / 2 <= bottom
        for shown in evidence
    )


@lru_cache(maxsize=256)
def view(found: DateRange | None, present: date | None) -> RangeView:
    """A range as rules see it; `present` is the day an open end counts as."""
    if found is None or (found.start is None and found.end is None):
        return RangeView()
    return RangeView(
        stated=True,
        start=_kind(found.start),
        end=_kind(found.end),
        months=_months(found.start, present if found.end == "present" else found.end),
        text=f"{_words(found.start)} to {_words(found.end)}",
    )


def _kind(edge: Edge) -> str:
    if edge is None:
        return "none"
    return edge if isinstance(edge, str) else "day"


def _words(edge: Edge) -> str:
    if edge is None:
        return "an unstated day"
    return edge if isinstance(edge, str) else edge.isoformat()


def _months(start: Edge, end: Edge) -> int:
    """Calendar months begun, both ends included; 0 where an end is open."""
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return 0
    length = relativedelta(end + timedelta(days=1), start)
    return length.years * 12 + length.months + (length.days > 0)
