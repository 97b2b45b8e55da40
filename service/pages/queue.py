"""The queue: filters, saved views, counts and ages, the list itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict
from sqlalchemy.orm import Session

from service.access.guard import require
from service.access.principal import Principal
from service.api.plain import Short
from service.cases.roles import Permission
from service.cases.states import REVIEWABLE, State
from service.pages import people, views
from service.pages.desk import StoreOf, rights
from service.pages.render import page
from service.store import listing, schema
from service.store.columns import now
from service.store.listing import Filter, Sort

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, require(Permission.READ)]
_SORTS = {
    Sort.DUE: "Due first",
    Sort.RISK: "Riskiest first",
    Sort.UNCERTAINTY: "Least sure first",
    Sort.OLDEST: "Oldest first",
    Sort.NEWEST: "Newest first",
}
_DONE = frozenset((State.DECIDED, State.CLOSED, State.CANCELLED, State.DELETED))
_OPEN = tuple(state for state in State if state not in _DONE)
_ORDER = tuple(State)


def _or_none(typed: object) -> object:
    """An empty field of a form is no value."""
    return typed or None


class Wanted(BaseModel):
    """The queue's address: what is shown and in which order; unknown keys are left."""

    model_config = ConfigDict(extra="ignore")

    state: list[State] = []
    mine: bool = False
    unassigned: bool = False
    instrument: Short | None = None
    disposition: Short | None = None
    due_to: Annotated[date | None, BeforeValidator(_or_none)] = None
    q: Short = ""
    sort: Sort = Sort.DUE
    cursor: Short | None = None

    def filter(self, user_id: str) -> Filter:
        """As the store's filter; without a state everything that is still open."""
        return Filter(
            states=tuple(self.state) or _OPEN,
            assignee_id=user_id if self.mine else None,
            unassigned=self.unassigned,
            instrument=self.instrument or None,
            disposition=self.disposition or None,
            due_to=self.due_to,
            search=self.q,
        )

    def address(self, **changes: object) -> str:
        """The queue's address with some of it changed; paging starts anew."""
        said = {**self.model_dump(mode="json", exclude_defaults=True), **changes}
        said.setdefault("cursor", None)
        if "cursor" not in changes:
            said["cursor"] = None
        kept = {k: v for k, v in said.items() if v not in (None, "", False, [])}
        return f"/queue?{urlencode(kept, doseq=True)}" if kept else "/queue"


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list, with what is counted from now."""

    request: schema.Request
    assignee: str
    age: float
    days_left: int | None


@router.get("/")
def home() -> Response:
    """The queue is where work starts."""
    return RedirectResponse("/queue", 303)


@router.get("/queue")
def queue(
    request: Request, who: Reader, store: StoreOf, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """The queue as a whole page."""
    return page(request, "queue/page.html.j2", _context(store, who, wanted))


@router.get("/queue/rows")
def rows(
    request: Request, who: Reader, store: StoreOf, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Only the list: swapped in while something is being read."""
    return page(request, "queue/rows.html.j2", _context(store, who, wanted))


def _context(store: StoreOf, who: Principal, wanted: Wanted) -> dict[str, object]:
    at = now()
    with store.read() as session:
        found = listing.listed(
            session,
            wanted.filter(who.user_id),
            wanted.sort,
            who=who.sees,
            page=(wanted.cursor, 50),
        )
        known = people.names(session, [r.assignee_id for r in found.requests])
        return {
            "lines": [_line(r, known, at) for r in found.requests],
            "next_page": wanted.address(cursor=found.cursor) if found.cursor else "",
            "tallies": _tallies(session, who, at),
            "working": any(r.state in _WORKING for r in found.requests),
            "wanted": wanted,
            "sorts": _SORTS,
            "states": _OPEN,
            "saved": views.of(session, who.user_id),
            "people": people.everybody(session) if who.may(Permission.ASSIGN) else [],
            "may": rights(who),
        }


_WORKING = frozenset((State.RECEIVED, State.QUEUED, State.READING))


def _line(request: schema.Request, known: dict[str, str], at: datetime) -> Line:
    return Line(
        request=request,
        assignee=known.get(request.assignee_id or "", ""),
        age=(at - request.created).total_seconds(),
        days_left=_days_left(request, at),
    )


def _days_left(request: schema.Request, at: datetime) -> int | None:
    """Days to the due day; what is done is late no more."""
    if request.due is None or request.state in _DONE:
        return None
    return (request.due - at.date()).days


def _tallies(
    session: Session, who: Principal, at: datetime
) -> list[tuple[State, int, float]]:
    """State, count and seconds since the oldest came into it."""
    found = sorted(
        listing.tallies(session, who.sees), key=lambda t: _ORDER.index(t.state)
    )
    return [
        (tally.state, tally.count, (at - tally.oldest).total_seconds())
        for tally in found
        if tally.state is not State.DELETED
    ]


def next_for(session: Session, who: Principal, not_this: str) -> str:
    """The address of what to review next: due first, one's own or nobody's."""
    chosen = Filter(states=tuple(sorted(REVIEWABLE)))
    found = listing.listed(session, chosen, Sort.DUE, who=who.sees, page=(None, 20))
    for each in found.requests:
        if each.id != not_this and each.assignee_id in (None, who.user_id):
            return f"/requests/{each.id}"
    return ""
