"""Lists of requests: filters, search, sorting, pages by key, counts by state."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, defer

from service.cases.errors import BadCursor
from service.cases.roles import EVERYTHING, Visibility
from service.cases.states import State
from service.store.requests import visible
from service.store.schema import Request

MAX_PAGE = 200


class Sort(StrEnum):
    """What comes first."""

    DUE = "due"
    """The nearest due day."""
    RISK = "risk"
    """The greatest risk."""
    UNCERTAINTY = "uncertainty"
    """What the machine is least sure of."""
    OLDEST = "oldest"
    NEWEST = "newest"


_KEYS: dict[Sort, tuple[InstrumentedAttribute[Any], bool]] = {
    Sort.DUE: (Request.queue_due, False),
    Sort.RISK: (Request.risk, True),
    Sort.UNCERTAINTY: (Request.uncertainty, True),
    Sort.OLDEST: (Request.created, False),
    Sort.NEWEST: (Request.created, True),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is limited to; None and empty mean no limit. Days are inclusive."""

    states: tuple[State, ...] = ()
    assignee_id: str | None = None
    unassigned: bool = False
    submitter_id: str | None = None
    provider: str | None = None
    channel: str | None = None
    instrument: str | None = None
    jurisdiction: str | None = None
    disposition: str | None = None
    matter_id: str | None = None
    restricted: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of requests; `cursor` asks for the next one, None at the end."""

    requests: tuple[Request, ...]
    cursor: str | None


def listed(
    session: Session,
    chosen: Filter,
    sort: Sort = Sort.DUE,
    *,
    who: Visibility = EVERYTHING,
    page: tuple[str | None, int] = (None, 50),
) -> Listed:
    """A page of the requests somebody may see; `page` is the cursor and the size.

    Raises:
        BadCursor: the cursor is not one of this sorting.
    """
    cursor, size = page[0], max(1, min(page[1], MAX_PAGE))
    key, falling = _KEYS[sort]
    query = select(Request).where(visible(who), *conditions(chosen))
    if cursor:
        query = query.where(_beyond(sort, cursor))
    order = (
        (key.desc(), Request.id.desc()) if falling else (key.asc(), Request.id.asc())
    )
    rows = tuple(
        session.scalars(
            query.order_by(*order)
            .limit(size + 1)
            .options(defer(Request.template_hash), defer(Request.search))
        )
    )
    more = len(rows) > size
    return Listed(rows[:size], _cursor(sort, rows[size - 1]) if more else None)


def conditions(chosen: Filter) -> tuple[ColumnElement[bool], ...]:
    """The filter as conditions."""
    equal = (
        (Request.assignee_id, chosen.assignee_id),
        (Request.submitter_id, chosen.submitter_id),
        (Request.provider, chosen.provider),
        (Request.channel, chosen.channel),
        (Request.instrument, chosen.instrument),
        (Request.jurisdiction, chosen.jurisdiction),
        (Request.disposition, chosen.disposition),
        (Request.matter_id, chosen.matter_id),
        (Request.restricted, chosen.restricted),
    )
    wanted = [column == value for column, value in equal if value is not None]
    if chosen.states:
        wanted.append(Request.state.in_(chosen.states))
    if chosen.unassigned:
        wanted.append(Request.assignee_id.is_(None))
    return (*wanted, *_ranges(chosen), *_words(chosen.search))


def _ranges(chosen: Filter) -> list[ColumnElement[bool]]:
    lower = ((Request.due, chosen.due_from), (Request.created, chosen.created_from))
    upper = ((Request.due, chosen.due_to), (Request.created, chosen.created_to))
    return [
        *(column >= value for column, value in lower if value is not None),
        *(column <= value for column, value in upper if value is not None),
    ]


def _words(search: str) -> list[ColumnElement[bool]]:
    """Every word must be somewhere in what is searched; `%` and `_` are plain."""
    return [
        Request.search.contains(word, autoescape=True)
        for word in search.lower().split()[:8]
    ]


def _cursor(sort: Sort, last: Request) -> str:
    key, _ = _KEYS[sort]
    value = getattr(last, key.key)
    plain = value.isoformat() if isinstance(value, date) else value
    packed = json.dumps([sort.value, plain, last.id]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _beyond(sort: Sort, cursor: str) -> ColumnElement[bool]:
    key, falling = _KEYS[sort]
    value, request_id = _unpacked(sort, cursor)
    here = tuple_(key, Request.id)
    there = tuple_(literal(value, key.type), literal(request_id))
    return here < there if falling else here > there


def _unpacked(sort: Sort, cursor: str) -> tuple[Any, str]:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        name, plain, request_id = json.loads(packed)
        if name != sort.value or not isinstance(request_id, str):
            raise BadCursor
        return _typed(sort, plain), request_id
    except (ValueError, TypeError, binascii.Error, UnicodeError):
        raise BadCursor from None


def _typed(sort: Sort, plain: object) -> Any:  # noqa: ANN401 - one of four types
    match sort:
        case Sort.DUE:
            return date.fromisoformat(str(plain))
        case Sort.OLDEST | Sort.NEWEST:
            at = datetime.fromisoformat(str(plain))
            if at.tzinfo is None:
                raise BadCursor
            return at
        case Sort.RISK:
            return int(str(plain))
        case Sort.UNCERTAINTY:
            return float(str(plain))


def count(session: Session, chosen: Filter, who: Visibility = EVERYTHING) -> int:
    """How many requests a filter leaves."""
    query = select(func.count()).select_from(Request)
    return session.scalar(query.where(visible(who), *conditions(chosen))) or 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requests are in a state, and since when the oldest is."""

    state: State
    count: int
    oldest: datetime


def tallies(session: Session, who: Visibility = EVERYTHING) -> tuple[Tally, ...]:
    """Counts and ages per state, for the head of the queue and the metrics."""
    query = (
        select(Request.state, func.count(), func.min(Request.state_since))
        .where(visible(who))
        .group_by(Request.state)
        .order_by(Request.state)
    )
    return tuple(Tally(s, n, since) for s, n, since in session.execute(query))
