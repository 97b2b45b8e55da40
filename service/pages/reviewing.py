"""The review of one request: the page, and the panel that is swapped after changes."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access.guard import require, seen_request
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages import people, statuses
from service.pages.desk import StoreOf, rights
from service.pages.queue import next_for
from service.pages.render import page
from service.pages.review import case
from service.store import reports, similar

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, require(Permission.READ)]
# What colleagues write to each other is not for whoever only sends in.
Colleague = Annotated[Principal, require(Permission.READ, Permission.READ_ALL)]


@router.get("/requests/{request_id}")
def review(
    request: Request, request_id: str, who: Reader, store: StoreOf
) -> HTMLResponse:
    """The review page; where it stands, without a report or to who sent it in."""
    if not who.may(Permission.READ_ALL):
        return _status(request, request_id, who, store)
    row = seen_request(store, who, request_id, "review")
    with store.read() as session:
        if reports.current(session, row.id) is None:
            known = people.names(session, [row.assignee_id, row.submitter_id])
            context = {"case": case.head(row, who, known), "row": row}
            return page(
                request, "review/waiting.html.j2", {**context, "may": rights(who)}
            )
        shown = {
            **case.context(session, row, who),
            "choices": case.options(),
            "alike": similar.similar(session, row, who=who.sees, limit=8),
            "next_url": next_for(session, who, row.id),
        }
    return page(request, "review/page.html.j2", shown)


def _status(
    request: Request, request_id: str, who: Principal, store: StoreOf
) -> HTMLResponse:
    """Where one's own request stands, and what comes next."""
    row = seen_request(store, who, request_id, "status")
    context = {"row": row, "status": statuses.told(row.state), "may": rights(who)}
    return page(request, "review/status.html.j2", context)


@router.get("/requests/{request_id}/panel")
def panel(
    request: Request, request_id: str, who: Colleague, store: StoreOf
) -> HTMLResponse:
    """What was read, as it stands now."""
    row = seen_request(store, who, request_id, "panel")
    with store.read() as session:
        return page(request, "review/panel.html.j2", case.context(session, row, who))
