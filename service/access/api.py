"""Who may see a request, and whether it must be kept, as JSON."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from service.access.guard import require
from service.access.matters import Placement, place
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.plain import Reason
from service.api.schemas import ID, RequestView, Sent
from service.cases.errors import ReasonNeeded
from service.cases.roles import Permission
from service.store import retention
from service.store import schema as tables

router = APIRouter(prefix="/v1/requests/{request_id}", tags=["Access"])
Assigner = Annotated[Principal, require(Permission.READ, Permission.ASSIGN)]
Holder = Annotated[Principal, require(Permission.READ, Permission.HOLD)]
SeenRequest = Annotated[tables.Request, Depends(Seen("access"))]
_FOUND = problems(s404=GONE)


class PlaceBody(Sent):
    """Behind which wall; `matter` null: everybody with the role sees it."""

    matter: Annotated[str, Field(pattern=ID)] | None
    restricted: bool
    reason: Reason


class HoldBody(Sent):
    """Whether a legal hold keeps the request from deletion."""

    held: bool
    reason: Reason


@router.post("/placement", operation_id="place", responses=_FOUND)
def set_placement(
    desk: DeskOf, who: Assigner, row: SeenRequest, body: PlaceBody
) -> RequestView:
    """Put a request into a matter or out of it; restrict it or lift that."""
    wanted = Placement(body.matter, body.restricted)
    with desk.store.begin() as db:
        after = place(db, row.id, wanted, who.user_id, _said(body.reason))
    return RequestView.of(after, desk.settings)


@router.post("/hold", operation_id="hold", responses=_FOUND)
def set_hold(
    desk: DeskOf, who: Holder, row: SeenRequest, body: HoldBody
) -> RequestView:
    """Put a request under legal hold, or lift it."""
    reason = _said(body.reason)
    with desk.store.begin() as db:
        after = retention.hold(db, row.id, who.user_id, reason, on=body.held)
    return RequestView.of(after, desk.settings)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()
