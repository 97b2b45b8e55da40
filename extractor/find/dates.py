"""When a paper was issued and when it must be answered: a day's role by its context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.find.days import Day, days_of
from extractor.find.legible import legible
from extractor.find.ranges import ranges_of
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import Cue, cues, matching, read_yaml

SOURCE = "rule:dates"
_BEFORE = 130
_AFTER = 280
_ENOUGH = 2.0
_SURE_FROM = 4.0
_MOST = 300
# A line that no wording of a whole line takes for a date standing alone.
_NOTHING = "x"
_CUES = cues("dates")
_RELATIVE = re.compile(
    "|".join(f"(?:{p})" for p in read_yaml("dates")["relative"].values()), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Context:
    before: str
    after: str
    line: str
    itself: str


@dataclass(frozen=True, slots=True)
class _Scored:
    day: Day
    score: float


def find_date_issued(scope: Scope) -> Field[date]:
    """The day the paper was issued; a rider's or a cover letter's word for it last."""
    best = best_day(scope.face, "issued")
    if best:
        return _field(scope.face, best, 1.0)
    for view, share in ((scope.rider, 0.75), (scope.covering, 0.7), (scope.whole, 0.6)):
        best = best_day(view, "issued")
        if best:
            return _field(view, best, share)
    return absent()


def find_date_due(scope: Scope) -> Field[date]:
    """The day by which to answer, appear or execute; a mere term of days is absent."""
    for view, share in (
        (scope.face, 1.0),
        (scope.covering, 0.8),
        (scope.rider, 0.7),
    ):
        best = best_day(view, "due")
        if best:
            return _field(view, best, share)
    # A term such as "within ten days" is no day; say so by being surer of the absence.
    return absent(0.9 if _RELATIVE.search(scope.face.text) else 0.5)


def best_day(document: Document, role: str) -> _Scored | None:
    """The day that plays a role best, None where no day's context says so."""
    scored = [s for s in _scores(document.text, role) if s.score >= _ENOUGH]
    return max(scored, key=lambda s: s.score, default=None)


def _free(text: str) -> list[Day]:
    """The days outside periods; of a great many those of the paper's two ends."""
    taken = {d for r in ranges_of(text) for d in range(r.span.start, r.span.end)}
    free = [d for d in days_of(text) if d.span.start not in taken]
    return free if len(free) <= _MOST else [*free[: _MOST // 2], *free[-_MOST // 2 :]]


def issue_days(document: Document) -> tuple[Day, ...]:
    """The days whose context speaks for the day of issue rather than against it."""
    scored = _scores(document.text, "issued")
    return tuple(s.day for s in scored if s.score > 0)


@lru_cache(maxsize=32)
def _scores(text: str, role: str) -> tuple[_Scored, ...]:
    return tuple(_scored(text, role))


def _scored(text: str, role: str) -> Iterator[_Scored]:
    found = _free(text)
    other = "due" if role == "issued" else "issued"
    for index, day in enumerate(found):
        floor = found[index - 1].span.end if index else 0
        context = _context(legible(text), day.span, floor)
        score = _weight(role, context) - _weight("noise", context)
        score -= 0.7 * _weight(other, _Context(context.before, "", "", _NOTHING))
        yield _Scored(day, round(score * (0.5 + 0.5 * day.sure), 3))


def _context(text: str, span: Span, floor: int) -> _Context:
    """What stands around a day; an earlier day ends what stands before it."""
    opens = max(text.rfind("\n", 0, span.start), text.rfind("\f", 0, span.start)) + 1
    closes = text.find("\n", span.end)
    line_end = len(text) if closes < 0 else closes
    before = text[max(floor, span.start - _BEFORE) : span.start]
    after = text[span.end : span.end + _AFTER].split("\f", 1)[0]
    itself = text[opens : span.start] + " " + text[span.end : line_end]
    return _Context(before, after, text[opens:line_end], itself)


def _weight(role: str, context: _Context) -> float:
    return sum(cue.weight for cue in matching(_CUES, role) if _holds(cue, context))


def _holds(cue: Cue, context: _Context) -> bool:
    place = {
        "before": context.before,
        "after": context.after,
        "line": context.line,
        "self": context.itself,
    }[cue.where]
    return cue.pattern.search(place) is not None


def _field(document: Document, best: _Scored, share: float) -> Field[date]:
    sure = min(0.97, 0.55 + 0.42 * min(1.0, best.score / _SURE_FROM)) * share
    day = best.day
    return field_at(document, day.value, day.span, SOURCE, sure * day.sure)
