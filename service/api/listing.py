"""Requests listed, counted and one by one."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.plain import Short
from service.api.schemas import (
    RequestPage,
    RequestStatus,
    RequestView,
    Sent,
    StageView,
    StateCount,
)
from service.cases.roles import Permission
from service.cases.states import State
from service.store import listing, runs, similar
from service.store import schema as tables
from service.store.listing import Filter, Sort

router = APIRouter(prefix="/v1/requests", tags=["Requests"])
Reader = Annotated[Principal, require(Permission.READ)]
SeenRequest = Annotated[tables.Request, Depends(Seen("request"))]


class Wanted(Sent):
    """Filters of the list; each narrows it further. Days are inclusive."""

    state: tuple[State, ...] = ()
    assignee: Short | None = None
    unassigned: bool = False
    submitter: Short | None = None
    provider: Short | None = None
    channel: Short | None = None
    instrument: Short | None = None
    jurisdiction: Short | None = None
    disposition: Short | None = None
    matter: Short | None = None
    restricted: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: Short = ""
    sort: Sort = Sort.NEWEST
    cursor: Annotated[Short | None, Query(description="`next` of the page before.")] = (
        None
    )
    limit: Annotated[int, Query(ge=1, le=listing.MAX_PAGE)] = 50

    def chosen(self) -> Filter:
        """As the store knows it."""
        return Filter(
            states=self.state,
            assignee_id=self.assignee,
            unassigned=self.unassigned,
            submitter_id=self.submitter,
            provider=self.provider,
            channel=self.channel,
            instrument=self.instrument,
            jurisdiction=self.jurisdiction,
            disposition=self.disposition,
            matter_id=self.matter,
            restricted=self.restricted,
            due_from=self.due_from,
            due_to=self.due_to,
            created_from=self.created_from,
            created_to=self.created_to,
            search=self.search,
        )


class SimilarView(RequestView):
    """A request like another one."""

    score: float
    same_bytes: bool


@router.get("", operation_id="list_requests", responses=problems())
def list_requests(
    desk: DeskOf, who: Reader, wanted: Annotated[Wanted, Query()]
) -> RequestPage:
    """Requests you may see, filtered, searched and sorted, a page at a time."""
    with desk.store.read() as session:
        found = listing.listed(
            session,
            wanted.chosen(),
            wanted.sort,
            who=who.sees,
            page=(wanted.cursor, wanted.limit),
        )
        items = tuple(RequestView.of(row, desk.settings) for row in found.requests)
    return RequestPage(items=items, next=found.cursor)


@router.get("/counts", operation_id="count_requests", responses=problems())
def count_requests(desk: DeskOf, who: Reader) -> tuple[StateCount, ...]:
    """How many requests are in each state, and since when the oldest is."""
    with desk.store.read() as session:
        return tuple(
            StateCount(state=t.state, count=t.count, oldest=t.oldest)
            for t in listing.tallies(session, who.sees)
        )


@router.get(
    "/{request_id}", operation_id="request_status", responses=problems(s404=GONE)
)
def request_status(desk: DeskOf, _: Reader, row: SeenRequest) -> RequestStatus:
    """Where a request stands, with every stage of every run."""
    with desk.store.read() as session:
        stages = tuple(StageView.of(r) for r in runs.of_request(session, row.id))
    view = RequestView.of(row, desk.settings)
    return RequestStatus(stages=stages, **view.model_dump())


@router.get(
    "/{request_id}/similar",
    operation_id="similar_requests",
    responses=problems(s404=GONE),
)
def similar_requests(
    desk: DeskOf, who: Reader, row: SeenRequest
) -> tuple[SimilarView, ...]:
    """Requests with the same bytes, or of the same template with other targets."""
    with desk.store.read() as session:
        found = similar.similar(session, row, who=who.sees)
        return tuple(
            SimilarView(
                score=near.score,
                same_bytes=near.same_bytes,
                **RequestView.of(near.request, desk.settings).model_dump(),
            )
            for near in found
        )
