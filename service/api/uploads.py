"""Uploads: one file, or several at once, streamed to disk as they arrive."""

from collections.abc import Mapping
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Header, Request, Response
from limits import parse
from starlette.concurrency import run_in_threadpool

from service.access.access import access_of
from service.access.guard import require
from service.access.principal import Principal
from service.api import problems as told
from service.api.deps import DeskOf, desk_of, problems
from service.api.plain import Short
from service.api.schemas import Accepted, Batch, BatchItem, ProblemBody
from service.cases.errors import ServiceError
from service.cases.roles import Permission
from service.desk import Desk
from service.intake.accept import CHANNELS, Metadata, accept
from service.intake.errors import BadField, IntakeError, NoFile
from service.intake.multipart import Form, FormLimits, receive
from service.intake.staging import Staged
from service.store.requests import Created
from service.store.schema import Matter

router = APIRouter(prefix="/v1/requests", tags=["Uploads"])


def _counted(
    request: Request, who: Annotated[Principal, require(Permission.SUBMIT)]
) -> Principal:
    """Uploads cost more than reads: they have a limit of their own.

    Raises:
        TooManyRequests: with the seconds to wait.
    """
    access = access_of(request)
    access.limits.hit(parse(desk_of(request).settings.upload_rate), "up", who.user_id)
    return who


Submitter = Annotated[Principal, Depends(_counted)]
Key = Annotated[
    Short | None,
    Header(
        alias="Idempotency-Key",
        description="The same key with the same file gives the same request.",
        examples=["fax-2026-03-09-0017"],
    ),
]
_LOG = structlog.get_logger(__name__)
_FIELDS: dict[str, Any] = {
    "channel": {"type": "string", "enum": ["", *CHANNELS]},
    "received": {"type": "string", "format": "date", "example": "2026-03-09"},
    "sender": {"type": "string", "maxLength": 500, "example": "records@agency.example"},
    "provider": {"type": "string", "example": "amazon"},
    "matter": {"type": "string", "maxLength": 26},
    "priority": {"type": "integer", "minimum": -49, "maximum": 49},
}
_BINARY = {"type": "string", "format": "binary"}
_LATE = {
    "s408": "The upload took too long.",
    "s413": "The upload is over the limit; reading it was stopped.",
    "s415": "The body is no multipart form.",
    "s507": "There is no room to store it.",
}


def _form(file: Mapping[str, Any]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": file, **_FIELDS},
        "additionalProperties": False,
    }
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    return {"requestBody": body}


@router.post(
    "",
    status_code=202,
    operation_id="upload",
    response_model=Accepted,
    responses=problems(**_LATE),
    openapi_extra=_form(_BINARY),
)
async def upload(
    request: Request, response: Response, desk: DeskOf, who: Submitter, key: Key = None
) -> Accepted:
    """Upload one file to be screened. Answered once it is safely stored."""
    async with _received(request, desk, files=1) as form:
        if not form.files:
            raise NoFile
        about = Metadata.of(form.fields, who.user_id, key)
        made = await run_in_threadpool(_accept, desk, who, form.files[0], about)
    response.headers["Location"] = f"/v1/requests/{made.request.id}"
    return _accepted(made)


@router.post(
    "/batch",
    status_code=202,
    operation_id="upload_batch",
    response_model=Batch,
    responses=problems(**_LATE),
    openapi_extra=_form({"type": "array", "items": _BINARY}),
)
async def upload_batch(
    request: Request, desk: DeskOf, who: Submitter, key: Key = None
) -> Batch:
    """Upload several files, each a request of its own; the fields hold for all."""
    async with _received(request, desk, files=desk.settings.max_files) as form:
        if not form.files:
            raise NoFile
        # What is wrong for all is told once, not with each file.
        Metadata.of(form.fields, who.user_id)
        items = [
            await run_in_threadpool(_item, desk, who, form, index, key)
            for index in range(len(form.files))
        ]
    return Batch(items=tuple(items))


def _received(request: Request, desk: Desk, files: int) -> Any:  # noqa: ANN401
    settings = desk.settings
    return receive(
        request.headers.get("content-type"),
        request.stream(),
        settings.staging,
        FormLimits(settings.max_upload, files, settings.upload_s),
    )


def _item(
    desk: Desk, who: Principal, form: Form, index: int, key: str | None
) -> BatchItem:
    staged = form.files[index]
    try:
        each = f"{key}/{index}" if key else None
        about = Metadata.of(form.fields, who.user_id, each)
        made = _accepted(_accept(desk, who, staged, about))
    except IntakeError as error:
        return _refused(staged, told.of_intake(error))
    except ServiceError as error:
        return _refused(staged, told.of_service(error))
    return BatchItem(filename=staged.filename, accepted=made, problem=None)


def _refused(staged: Staged, problem: told.Problem) -> BatchItem:
    body = ProblemBody.model_validate(problem.body(""))
    return BatchItem(filename=staged.filename, accepted=None, problem=body)


def _accept(desk: Desk, who: Principal, staged: Staged, about: Metadata) -> Created:
    if about.matter_id is not None:
        _refuse_foreign(desk, who, about.matter_id)
    return accept(desk, staged, about)


def _refuse_foreign(desk: Desk, who: Principal, matter_id: str) -> None:
    """A matter that is not one's own looks like one that does not exist."""
    mine = matter_id in who.matters or who.may(Permission.ASSIGN)
    with desk.store.read() as session:
        if not mine or session.get(Matter, matter_id) is None:
            raise BadField("There is no such matter, or it is not yours.")


def _accepted(made: Created) -> Accepted:
    row = made.request
    return Accepted(
        id=row.id,
        state=row.state,
        sha256=row.sha256,
        duplicate_of=row.duplicate_of,
        is_new=made.is_new,
        url=f"/v1/requests/{row.id}",
    )
