"""Days that matter, as data: by when to answer, until when something holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import cel

from extractor.check import expressions, template, view
from extractor.check.expressions import Unreadable
from extractor.check.files import read
from extractor.check.rule import Scope
from extractor.check.subject import Subject
from extractor.check.workdays import closed, later, next_open
from extractor.errors import BadRule
from extractor.report import Deadline

FILE = "deadlines.yaml"
_STATE = "instrument.subdivision"
_KEYS = frozenset(
    ("id", "title", "when", "day", "from", "days", "business", "hours", "basis")
) | {"no_later_than", "authority", "status", "in_force", "examples"}


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry of the data file: how a day is found. Paths are read in the views."""

    id: str
    title: str
    when: cel.Program
    start: str
    days: int | str
    hours: int | str
    business: bool
    no_later_than: str
    basis: str
    authority: str
    status: str
    in_force: tuple[date | None, date | None]


@lru_cache(maxsize=1)
def entries() -> tuple[Counted, ...]:
    """Every entry of the package.

    Raises:
        BadRule: an entry reads what is not there, or has an unknown key.
    """
    return tuple(_entry(entry) for entry in read(FILE))


def _entry(entry: dict[str, Any]) -> Counted:
    try:
        return _counted(entry)
    except (Unreadable, KeyError) as error:
        name = entry.get("id", "an entry without id")
        raise BadRule(f"{FILE}, {name}: {error}.") from None


def _counted(entry: dict[str, Any]) -> Counted:
    start = entry.get("day") or entry["from"]
    days, hours = entry.get("days", 0), entry.get("hours", 0)
    last = entry.get("no_later_than", "")
    named = {p for p in (start, days, hours, last) if isinstance(p, str) and p}
    unknown = sorted((named - expressions.paths()) | (set(entry) - _KEYS))
    if unknown:
        raise Unreadable(f"unknown {', '.join(unknown)}")
    template.check(entry["basis"])
    force = entry.get("in_force") or {}
    return Counted(
        id=entry["id"],
        title=entry["title"],
        when=expressions.compiled(entry["when"]),
        start=start,
        days=days,
        hours=hours,
        business=entry.get("business", False),
        no_later_than=last,
        basis=entry["basis"],
        authority=entry["authority"],
        status=entry["status"],
        in_force=(force.get("from"), force.get("to")),
    )


def deadlines(subjects: dict[Scope, tuple[Subject, ...]]) -> tuple[Deadline, ...]:
    """The days of a packet, the earliest first, then those that cannot be told yet."""
    found = tuple(_of(subjects[Scope.INSTRUMENT], entries()))
    return tuple(sorted(found, key=_order))


def _order(found: Deadline) -> tuple[bool, date, int, str]:
    return found.due is None, found.due or date.max, found.instrument, found.id


def _of(papers: Iterable[Subject], known: Iterable[Counted]) -> Iterator[Deadline]:
    for paper in papers:
        for entry in known:
            if _is_in_force(entry, paper.as_of) and holds(entry, paper):
                yield deadline(entry, paper)


def _is_in_force(entry: Counted, on: date | None) -> bool:
    start, end = entry.in_force
    return on is None or ((not start or start <= on) and (not end or on <= end))


def holds(entry: Counted, paper: Subject) -> bool:
    """Whether an entry speaks of a paper."""
    return entry.when.execute(paper.context) is True


def deadline(entry: Counted, paper: Subject) -> Deadline:
    """The day an entry gives a paper; without a day to count from, what is lacking."""
    start = _day(paper, entry.start)
    due = _due(entry, paper, start) if start else None
    slots = template.slots(entry.basis)
    filled = template.fill(entry.basis, {s: (str(paper.value(s)),) for s in slots})
    return Deadline(
        id=entry.id,
        instrument=paper.instrument,
        title=entry.title,
        due=due,
        basis=filled + _remark(due, paper),
        authority=entry.authority,
        status=entry.status,
        hours=_number(paper, entry.hours) or None,
        lacks="" if start else view.schema()[entry.start][1],
        evidence=paper.evidence(entry.start)[:2]
        or paper.evidence("instrument.due")[:2],
    )


def _due(entry: Counted, paper: Subject, start: date) -> date:
    counted = later(
        start,
        _number(paper, entry.days),
        business=entry.business,
        subdivision=str(paper.value(_STATE)),
    )
    last = _day(paper, entry.no_later_than) if entry.no_later_than else None
    return min(counted, last) if last else counted


def _remark(due: date | None, paper: Subject) -> str:
    """That offices are closed on the day, and when they open again."""
    state = str(paper.value(_STATE))
    why = closed(due, state) if due else ""
    if due is None or not why:
        return ""
    return f"; a {why}, offices open again on {next_open(due, state)}"


def _number(paper: Subject, said: int | str) -> int:
    return said if isinstance(said, int) else int(paper.value(said))


def _day(paper: Subject, path: str) -> date | None:
    text = str(paper.value(path))
    return date.fromisoformat(text) if text else None
