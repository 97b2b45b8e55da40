"""Counts over the whole store: volume, outcomes, turn-round, corrections, rules."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from extractor.show.wording import plain
from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind, Outcome, ReviewVerdict
from service.cases.roles import Visibility
from service.pages import wording
from service.pages.figures.charts import Chart, Series, lines, stacked
from service.pages.review.labels import FIELDS, PLACE
from service.store.requests import visible
from service.store.schema import (
    CorrectionRow,
    DecisionRow,
    FindingReview,
    ReportRow,
    Request,
)

WEEKS, _NEWEST = 12, 300


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a field was corrected, lately and before, of how many requests."""

    label: str
    lately: float | None
    before: float | None
    count: int


@dataclass(frozen=True, slots=True)
class RuleUse:
    """How often a rule objected, and what analysts said of it."""

    rule: str
    fired: int
    unsure: int
    accepted: int
    dismissed: int


def weeks(until: date) -> list[date]:
    """The Mondays of the last weeks, oldest first."""
    monday = until - timedelta(days=until.weekday())
    return [monday - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)]


def _week(when: datetime) -> date:
    return when.date() - timedelta(days=when.weekday())


def _label(monday: date) -> str:
    return f"{monday.day} {monday:%b}"


def volume(session: Session, who: Visibility, until: date) -> Chart:
    """Requests a week, by how they came in."""
    span = weeks(until)
    query = select(Request.created, Request.channel).where(
        visible(who), Request.created >= _start(span)
    )
    found: Counter[tuple[date, str]] = Counter(
        (_week(created), channel or "not known")
        for created, channel in session.execute(query)
    )
    names = [n for n, _ in Counter(k[1] for k in found.elements()).most_common(5)]
    series = [
        Series(plain(name), tuple(found[(week, name)] for week in span))
        for name in names
    ]
    return stacked("Requests a week", list(map(_label, span)), series)


def outcomes(session: Session, who: Visibility, until: date) -> Chart:
    """Decisions a week, by outcome."""
    span = weeks(until)
    made: Counter[tuple[date, str]] = Counter(
        (_week(at), outcome) for _, at, outcome in _decided(session, who, _start(span))
    )
    series = [
        Series(wording.disposition(o), tuple(made[(w, o)] for w in span))
        for o in Outcome
        if any(made[(w, o)] for w in span)
    ]
    return stacked("Decisions a week", list(map(_label, span)), series)


def turn_round(session: Session, who: Visibility, until: date) -> Chart:
    """Hours from arrival to decision: median and the slowest tenth, a week."""
    span = weeks(until)
    hours: dict[date, list[float]] = defaultdict(list)
    for created, at, _ in _decided(session, who, _start(span)):
        hours[_week(at)].append((at - created).total_seconds() / 3600)
    middle = [round(median(hours[w]), 1) if hours[w] else None for w in span]
    slow = [_ninth(hours[w]) for w in span]
    series = [Series("median", tuple(middle)), Series("slowest tenth", tuple(slow))]
    return lines("Hours to a decision", list(map(_label, span)), series, "h")


def _ninth(values: list[float]) -> float | None:
    if len(values) < 2:
        return round(values[0], 1) if values else None
    return round(quantiles(values, n=10, method="inclusive")[-1], 1)


def _start(span: list[date]) -> datetime:
    return wording.aware(datetime.combine(span[0], datetime.min.time()))


def _decided(
    session: Session, who: Visibility, since: datetime
) -> Iterable[tuple[datetime, datetime, str]]:
    """Arrival, decision and outcome of every decision that came to stand."""
    ends = (DecisionKind.DECIDE, DecisionKind.CONFIRM)
    query = (
        select(Request.created, DecisionRow.at, DecisionRow.disposition)
        .join(Request, Request.id == DecisionRow.request_id)
        .where(visible(who), DecisionRow.at >= since)
        .where(DecisionRow.kind.in_(ends), DecisionRow.waits.is_(False))
    )
    return session.execute(query)


def field_of(path: str) -> str:
    """What a correction's path speaks of, whatever instrument or demand."""
    match path.split("/"):
        case ["parts", *_]:
            return "part_type"
        case ["instruments", _, "fields" | "jurisdiction", name, *_]:
            return name
        case ["instruments", _, "demands", _, name, *_]:
            return f"demand_{name}"
        case ["instruments", _, name, *_]:
            return name
        case _:
            return path


def field_label(name: str) -> str:
    """A field's name in words."""
    known = FIELDS.get(name) or PLACE.get(name)
    return known[0] if known else plain(name)


def correction_rates(session: Session, who: Visibility, now: datetime) -> list[Rate]:
    """By field: the share of decided requests that had it corrected, most first."""
    edges = (now - timedelta(days=120), now - timedelta(days=30), now)
    seen = [0, 0]
    for _, at, _ in _decided(session, who, edges[0]):
        seen[at >= edges[1]] += 1
    query = (
        select(CorrectionRow.request_id, CorrectionRow.path, CorrectionRow.at)
        .join(Request, Request.id == CorrectionRow.request_id)
        .where(visible(who), CorrectionRow.at >= edges[0])
        .where(CorrectionRow.kind == Kind.SET)
    )
    touched = {
        (request_id, field_of(path), at >= edges[1])
        for request_id, path, at in session.execute(query)
    }
    counts = Counter((name, late) for _, name, late in touched)
    names = sorted({name for name, _ in counts})
    rates = [
        Rate(
            field_label(name),
            _share(counts[(name, True)], seen[1]),
            _share(counts[(name, False)], seen[0]),
            counts[(name, True)] + counts[(name, False)],
        )
        for name in names
    ]
    return sorted(rates, key=lambda rate: -rate.count)


def _share(part: int, whole: int) -> float | None:
    return min(part / whole, 1.0) if whole else None


def correction_trend(session: Session, who: Visibility, until: date) -> Chart:
    """Corrections a week of the five fields corrected most."""
    span = weeks(until)
    query = (
        select(CorrectionRow.path, CorrectionRow.at)
        .join(Request, Request.id == CorrectionRow.request_id)
        .where(visible(who), CorrectionRow.at >= _start(span))
        .where(CorrectionRow.kind == Kind.SET)
    )
    found = Counter((field_of(p), _week(at)) for p, at in session.execute(query))
    names = [n for n, _ in Counter(k[0] for k in found.elements()).most_common(5)]
    series = [
        Series(field_label(n), tuple(float(found[(n, w)]) for w in span)) for n in names
    ]
    return lines("Corrections a week", list(map(_label, span)), series)


def correction_drift(session: Session, who: Visibility, until: date) -> Chart:
    """Of the requests decided in a week, the percentage that had a field corrected."""
    span = weeks(until)
    weeks_of = {
        request_id: _week(at)
        for request_id, at in _decided_ids(session, who, _start(span))
    }
    decided = Counter(weeks_of.values())
    query = select(CorrectionRow.request_id, CorrectionRow.path).where(
        CorrectionRow.kind == Kind.SET, CorrectionRow.request_id.in_(sorted(weeks_of))
    )
    touched = {(field_of(path), each) for each, path in session.execute(query)}
    found = Counter((name, weeks_of[each]) for name, each in touched)
    names = [n for n, _ in Counter(name for name, _ in touched).most_common(5)]
    series = [
        Series(field_label(n), tuple(_percent(found[(n, w)], decided[w]) for w in span))
        for n in names
    ]
    title = "Corrected, of the requests decided in a week"
    return lines(title, list(map(_label, span)), series, "%")


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _decided_ids(
    session: Session, who: Visibility, since: datetime
) -> Iterable[tuple[str, datetime]]:
    """Requests with the moment of the decision that stands, oldest first."""
    ends = (DecisionKind.DECIDE, DecisionKind.CONFIRM)
    query = (
        select(DecisionRow.request_id, DecisionRow.at)
        .join(Request, Request.id == DecisionRow.request_id)
        .where(visible(who), DecisionRow.at >= since)
        .where(DecisionRow.kind.in_(ends), DecisionRow.waits.is_(False))
        .order_by(DecisionRow.at)
    )
    return session.execute(query)


def rule_uses(session: Session, who: Visibility) -> tuple[list[RuleUse], int]:
    """Rules that objected in the newest requests, with verdicts; and of how many."""
    newest = (
        select(ReportRow.json)
        .join(Request, Request.id == ReportRow.request_id)
        .where(visible(who), Request.run == ReportRow.run)
        # By the requests' index: reports are large and have none of their own.
        .order_by(Request.created.desc())
        .limit(_NEWEST)
    )
    fired: Counter[tuple[str, str]] = Counter()
    reports = 0
    for text in session.scalars(newest):
        reports += 1
        findings = json.loads(text)["findings"]
        fired.update({(f["rule"], f["verdict"]) for f in findings})
    said = _verdicts(session)
    rules = sorted({rule for rule, _ in fired} | {rule for rule, _ in said})
    uses = [
        RuleUse(
            rule,
            fired[(rule, "objects")],
            fired[(rule, "cannot_tell")],
            said[(rule, ReviewVerdict.ACCEPT)],
            said[(rule, ReviewVerdict.DISMISS)],
        )
        for rule in rules
    ]
    return sorted(uses, key=lambda use: (-use.fired, use.rule)), reports


def _verdicts(session: Session) -> Counter[tuple[str, ReviewVerdict]]:
    query = select(FindingReview.rule, FindingReview.verdict, func.count()).group_by(
        FindingReview.rule, FindingReview.verdict
    )
    return Counter({(rule, v): n for rule, v, n in session.execute(query)})
