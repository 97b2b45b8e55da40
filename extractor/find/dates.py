"""When a paper was issued and when it must be answered: a day's role by its context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.find.columns import Columns
from extractor.find.day_features import Said, day_features
from extractor.find.day_roles import day_roles
from extractor.find.days import Day, days_of
from extractor.find.legible import figures, legible
from extractor.find.ranges import ranges_of
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.calendar import cardinals, numerals
from extractor.taxonomy.cues import Cue, cues, matching, read_yaml

SOURCE = "rule:dates"
_BEFORE = 360
_AFTER = 280
_ENOUGH = 2.0
_SURE_FROM = 4.0
# What a stamp, a form's revision or a birth takes away; no model is asked then.
_SPOKEN_AGAINST = -1.0
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
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sheet:
    """A document as the key of a cache: equal texts of one upload are one."""

    sha256: str
    text: str
    document: Document = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Scored:
    day: Day
    score: float


def find_date_issued(scope: Scope) -> Field[date]:
    """The day the paper was issued; a rider's or a cover letter's word for it last."""
    best = best_day(scope.face, "issued")
    if best:
        return _field(scope.face, best, 1.0)
    likely = _likely(scope.face, "issued")
    if likely:
        return likely
    for view, share in ((scope.rider, 0.75), (scope.covering, 0.7), (scope.whole, 0.6)):
        best = best_day(view, "issued")
        if best:
            return _field(view, best, share)
    return absent()


def find_date_due(scope: Scope) -> Field[date]:
    """The day by which to answer, appear or execute.

    A term of days from the paper's own date is a day, one from its service is none.
    """
    for view, share in (
        (scope.face, 1.0),
        (scope.covering, 0.8),
        (scope.rider, 0.7),
    ):
        best = best_day(view, "due")
        if best:
            return _field(view, best, share)
    term = _term(scope) or _likely(scope.face, "due")
    if term:
        return term
    # A term such as "within ten days" is no day; say so by being surer of the absence.
    return absent(0.9 if _RELATIVE.search(scope.face.text) else 0.5)


def _term(scope: Scope) -> Field[date] | None:
    """A term of days that runs from the day the paper was issued."""
    issued = best_day(scope.face, "issued")
    text = legible(figures(scope.face.text))
    found = (m for cue in matching(_CUES, "term") for m in cue.pattern.finditer(text))
    match = next(found, None)
    count = count_of(match) if match else None
    if issued is None or match is None or count is None:
        return None
    ends = _ended(issued.day.value, count, match)
    span = Span(match.start(), match.end())
    return field_at(scope.face, ends, span, SOURCE, 0.75 * issued.day.sure)


def count_of(match: re.Match[str]) -> int | None:
    """The number of a term: its digits, in brackets too, before its words."""
    said = match["digits"] or match["n"].lower()
    return (
        int(said)
        if said.isdigit()
        else (numerals() | cardinals()).get(" ".join(said.split()))
    )


def later(start: date, count: int, unit: str) -> date:
    """The day so many days, weeks or months after another."""
    if unit.lower().startswith("month"):
        return start + relativedelta(months=count)
    return start + timedelta(days=count * (7 if unit.lower()[0] == "w" else 1))


def _ended(start: date, count: int, match: re.Match[str]) -> date:
    if not match["business"]:
        return later(start, count, match["unit"])
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def best_day(document: Document, role: str) -> _Scored | None:
    """The day that plays a role best, None where no day's context says so."""
    scored = [s for s in _all_scores(document, role) if s.score >= _ENOUGH]
    return max(scored, key=lambda s: s.score, default=None)


def _free(text: str) -> list[Day]:
    """The days outside periods; of a great many those of the paper's two ends."""
    taken = {d for r in ranges_of(text) for d in range(r.span.start, r.span.end)}
    free = [d for d in days_of(text) if d.span.start not in taken]
    return free if len(free) <= _MOST else [*free[: _MOST // 2], *free[-_MOST // 2 :]]


def issue_days(document: Document) -> tuple[Day, ...]:
    """The days whose context speaks for the day of issue rather than against it."""
    scored = _all_scores(document, "issued")
    return tuple(s.day for s in scored if s.score > 0)


def _all_scores(document: Document, role: str) -> tuple[_Scored, ...]:
    return _scores(_Sheet(document.sha256, document.text, document), role)


@lru_cache(maxsize=32)
def _scores(sheet: _Sheet, role: str) -> tuple[_Scored, ...]:
    return tuple(_scored(sheet.document, role))


def free_days(text: str) -> tuple[Day, ...]:
    """The days of a text that may play a role: those outside periods."""
    return tuple(_free(text))


def said_of_days(document: Document) -> tuple[Said, ...]:
    """What the cues say of each of a document's free days."""
    issued, due = (_all_scores(document, role) for role in ("issued", "due"))
    return tuple(
        Said(one.score, other.score) for one, other in zip(issued, due, strict=True)
    )


def _scored(document: Document, role: str) -> Iterator[_Scored]:
    found = _free(document.text)
    columns = Columns(document)
    text = legible(figures(columns.text))
    other = "due" if role == "issued" else "issued"
    for index, day in enumerate(found):
        floor = found[index - 1].span.end if index else 0
        context = _context(text, day.span, floor)
        stands = replace(context, labels=_labels(columns, day.span))
        score = _weight(role, stands) - _weight("noise", context)
        score -= _weight("stamp", stands) + 0.7 * _weight(other, _only_before(stands))
        yield _Scored(day, round(score * (0.5 + 0.5 * day.sure), 3))


def _only_before(context: _Context) -> _Context:
    return _Context(context.before, "", "", _NOTHING, context.labels)


def _labels(columns: Columns, span: Span) -> tuple[str, ...]:
    """What a form prints above and beside the box that holds a day."""
    return legible(columns.below(span)), legible(columns.beside(span))


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
    places = {
        "before": (context.before, *context.labels),
        "flow": (context.before,),
        "after": (context.after,),
        "line": (context.line,),
        "self": (context.itself,),
    }[cue.where]
    return any(cue.pattern.search(place) for place in places)


def _likely(document: Document, role: str) -> Field[date] | None:
    """The day that a learned model takes for the role where no cue speaks for one."""
    model, text, days = day_roles(), document.text, free_days(document.text)
    said = said_of_days(document)
    other = "due" if role == "issued" else "issued"
    taken = best_day(document, other)
    chances = [
        (model.chances(day_features(text, days, at, said[at]))[role], -at)
        for at, day in enumerate(days)
        if (taken is None or taken.day.span != day.span)
        and getattr(said[at], role) > _SPOKEN_AGAINST
    ]
    chance, place = max(chances, default=(0.0, 0))
    if chance < model.least:
        return None
    day = days[-place]
    return field_at(document, day.value, day.span, model.name, chance * day.sure)


def _field(document: Document, best: _Scored, share: float) -> Field[date]:
    sure = min(0.97, 0.55 + 0.42 * min(1.0, best.score / _SURE_FROM)) * share
    day = best.day
    return field_at(document, day.value, day.span, SOURCE, sure * day.sure)
