"""Whose a request is, and what becomes of it: claim, assign, decide, close."""

from typing import Annotated

from fastapi import APIRouter, Depends

from service.access.guard import could_see, require
from service.access.principal import Principal
from service.api.casework_schemas import (
    AssignBody,
    Because,
    DecisionBody,
    DecisionView,
)
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.schemas import RequestView
from service.cases.decisions import Decision
from service.cases.roles import Permission
from service.cases.states import State
from service.intake.errors import BadField
from service.store import decisions, requests
from service.store import schema as tables

router = APIRouter(prefix="/v1/requests/{request_id}", tags=["Decisions"])
# What colleagues write to each other is not for whoever only sends in.
Reader = Annotated[Principal, require(Permission.READ, Permission.READ_ALL)]
Analyst = Annotated[Principal, require(Permission.READ, Permission.REVIEW)]
Decider = Annotated[Principal, require(Permission.READ, Permission.DECIDE)]
Confirmer = Annotated[Principal, require(Permission.READ, Permission.CONFIRM)]
Assigner = Annotated[Principal, require(Permission.READ, Permission.ASSIGN)]
SeenRequest = Annotated[tables.Request, Depends(Seen("casework"))]
_UNSAID = Because()
_FOUND = problems(s404=GONE)
_CONFLICT = problems(s404=GONE, s409="Its state, or somebody's claim, is in the way.")


def _shown(event: Decision) -> DecisionView:
    return DecisionView(
        id=event.id,
        kind=event.kind,
        disposition=event.disposition,
        reason=event.reason,
        by=event.user_id,
        at=event.at,
        confirms=event.confirms,
        waits=event.waits,
    )


@router.get("/decisions", operation_id="decisions", responses=_FOUND)
def history(desk: DeskOf, _: Reader, row: SeenRequest) -> list[DecisionView]:
    """Every decision event, oldest first."""
    with desk.store.read() as session:
        return [_shown(event) for event in decisions.events(session, row.id)]


@router.post("/decisions", status_code=201, operation_id="decide", responses=_CONFLICT)
def decide(
    desk: DeskOf, who: Decider, row: SeenRequest, body: DecisionBody
) -> DecisionView:
    """Decide. A refusal or an emergency waits for a second person (`waits`)."""
    with desk.store.begin() as session:
        return _shown(
            decisions.decide(
                session, row.id, body.disposition, who.user_id, body.reason
            )
        )


@router.post(
    "/decisions/confirm", status_code=201, operation_id="confirm", responses=_CONFLICT
)
def confirm(
    desk: DeskOf, who: Confirmer, row: SeenRequest, body: Because
) -> DecisionView:
    """Agree, as a second person, to the decision that waits."""
    with desk.store.begin() as session:
        return _shown(decisions.confirm(session, row.id, who.user_id, body.reason))


@router.post(
    "/decisions/withdraw",
    status_code=201,
    operation_id="withdraw",
    responses=_CONFLICT,
)
def withdraw(
    desk: DeskOf, who: Decider, row: SeenRequest, body: Because
) -> DecisionView:
    """Take a waiting decision back."""
    with desk.store.begin() as session:
        return _shown(decisions.withdraw(session, row.id, who.user_id, body.reason))


@router.post(
    "/decisions/reopen", status_code=201, operation_id="reopen", responses=_CONFLICT
)
def reopen(
    desk: DeskOf, who: Decider, row: SeenRequest, body: Because = _UNSAID
) -> DecisionView:
    """Take a decided or closed request back into review."""
    with desk.store.begin() as session:
        return _shown(decisions.reopen(session, row.id, who.user_id, body.reason))


@router.post("/claim", operation_id="claim", responses=_CONFLICT)
def claim(desk: DeskOf, who: Analyst, row: SeenRequest) -> RequestView:
    """Take a request to work on it."""
    with desk.store.begin() as session:
        after = requests.claim(session, row.id, who.user_id)
    return RequestView.of(after, desk.settings)


@router.post("/release", operation_id="release", responses=_CONFLICT)
def release(desk: DeskOf, who: Analyst, row: SeenRequest) -> RequestView:
    """Give a request back to the queue."""
    with desk.store.begin() as session:
        after = requests.release(session, row.id, who.user_id)
    return RequestView.of(after, desk.settings)


@router.post("/assign", operation_id="assign", responses=_CONFLICT)
def assign(
    desk: DeskOf, who: Assigner, row: SeenRequest, body: AssignBody
) -> RequestView:
    """Give a request to somebody, or to nobody."""
    with desk.store.begin() as session:
        if body.user_id and not could_see(session, body.user_id, row):
            raise BadField("There is no such user, or they may not see the request.")
        after = requests.assign(session, row.id, body.user_id, who.user_id)
    return RequestView.of(after, desk.settings)


@router.post("/close", operation_id="close", responses=_CONFLICT)
def close(
    desk: DeskOf, who: Decider, row: SeenRequest, body: Because = _UNSAID
) -> RequestView:
    """Close a request: it was answered, or there is nothing to answer."""
    with desk.store.begin() as session:
        after = requests.transition(
            session, row.id, State.CLOSED, who.user_id, body.reason
        )
    return RequestView.of(after, desk.settings)
