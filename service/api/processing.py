"""Again, or not at all: reprocess, retry, cancel; one request or many."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends

from extractor.check import profiles
from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.schemas import (
    BulkResult,
    Chosen,
    Reprocess,
    RequestView,
    Skipped,
)
from service.cases.errors import IllegalTransition, ServiceError
from service.cases.roles import Permission
from service.cases.states import RETRYABLE, State
from service.desk import Desk
from service.intake.errors import BadField
from service.jobs import dispatch
from service.store import listing, requests
from service.store import schema as tables

router = APIRouter(prefix="/v1/requests", tags=["Processing"])
Processor = Annotated[Principal, require(Permission.REPROCESS)]
SeenRequest = Annotated[tables.Request, Depends(Seen("request"))]
_CONFLICT = problems(s404=GONE, s409="Its state does not allow this.")


@router.post(
    "/{request_id}/reprocess",
    status_code=202,
    operation_id="reprocess",
    responses=_CONFLICT,
)
def reprocess(
    desk: DeskOf, who: Processor, row: SeenRequest, how: Reprocess
) -> RequestView:
    """Screen again, say with OCR on every page. People's corrections stay in force."""
    if how.provider is not None and how.provider not in profiles():
        raise BadField(f"provider is one of {', '.join(profiles())}.")
    options = how.model_dump(exclude_none=True)
    after = dispatch.again(desk, row.id, who.user_id, options, who.sees)
    return RequestView.of(after, desk.settings)


@router.post(
    "/{request_id}/retry", status_code=202, operation_id="retry", responses=_CONFLICT
)
def retry(desk: DeskOf, who: Processor, row: SeenRequest) -> RequestView:
    """Try a failed, refused or cancelled request again, its tries counted anew."""
    return RequestView.of(_retried(desk, who, row.id), desk.settings)


@router.post("/{request_id}/cancel", operation_id="cancel", responses=_CONFLICT)
def cancel(desk: DeskOf, who: Processor, row: SeenRequest) -> RequestView:
    """Call off a request that waits, is being read or failed."""
    after = dispatch.cancel(desk, row.id, who.user_id, who.sees)
    return RequestView.of(after, desk.settings)


@router.post("/retry", status_code=202, operation_id="retry_many", responses=problems())
def retry_many(desk: DeskOf, who: Processor, chosen: Chosen) -> BulkResult:
    """Try several requests again; those it does not apply to are skipped and named."""
    return _each(chosen.ids, lambda one: _retried(desk, who, one))


@router.post(
    "/retry/failed",
    status_code=202,
    operation_id="retry_failed",
    responses=problems(),
)
def retry_failed(desk: DeskOf, who: Processor) -> BulkResult:
    """Try every failed request again, the oldest 200 at a time."""
    wanted = listing.Filter(states=(State.FAILED,))
    with desk.store.read() as session:
        found = listing.listed(
            session,
            wanted,
            listing.Sort.OLDEST,
            who=who.sees,
            page=(None, listing.MAX_PAGE),
        )
        ids = tuple(row.id for row in found.requests)
    return _each(ids, lambda one: _retried(desk, who, one))


@router.post("/cancel", operation_id="cancel_many", responses=problems())
def cancel_many(desk: DeskOf, who: Processor, chosen: Chosen) -> BulkResult:
    """Call off several requests; those it does not apply to are skipped and named."""
    return _each(
        chosen.ids, lambda one: dispatch.cancel(desk, one, who.user_id, who.sees)
    )


def _retried(desk: Desk, who: Principal, request_id: str) -> tables.Request:
    with desk.store.read() as session:
        row = requests.get(session, request_id, who.sees)
    if row.state not in RETRYABLE:
        raise IllegalTransition(f"{row.state} is not retried; reprocess it instead.")
    return dispatch.again(desk, request_id, who.user_id, None, who.sees)


def _each(ids: tuple[str, ...], action: Callable[[str], object]) -> BulkResult:
    done: list[str] = []
    skipped: list[Skipped] = []
    for one in dict.fromkeys(ids):
        try:
            action(one)
            done.append(one)
        except ServiceError as error:
            skipped.append(Skipped(id=one, code=error.code, detail=str(error)))
    return BulkResult(done=tuple(done), skipped=tuple(skipped))
