"""What a request holds: report, findings, reply, the original, pages and words."""

import hashlib
import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.check import load_profile
from extractor.check.reply import Kind, draft, to_docx, to_markdown
from extractor.report import Report
from service.access.guard import require
from service.access.headers import attachment
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.schemas import PageRef
from service.cases.errors import NotFound
from service.cases.findings import finding_key
from service.cases.recheck import typed
from service.cases.roles import Permission
from service.desk import Desk
from service.intake.errors import NotReady
from service.store import blobs, reports, verdicts
from service.store import schema as tables
from service.store.schema import RequestBlob

router = APIRouter(prefix="/v1/requests/{request_id}", tags=["Content"])
Reader = Annotated[Principal, require(Permission.READ)]
Number = Annotated[int, Path(ge=1, le=100_000, description="Page number, from 1.")]
_REPORTED = problems(s404=GONE, s409="There is no report yet.")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PRIVATE_DAY = "private, max-age=86400, immutable"


class Form(StrEnum):
    """What a reply is written as."""

    MARKDOWN = "markdown"
    DOCX = "docx"
    JSON = "json"


def _seen(what: str) -> Any:  # noqa: ANN401 - what Depends gives
    return Depends(Seen(what))


def _view(session: Session, request_id: str) -> dict[str, Any]:
    try:
        return reports.human_json(session, request_id)
    except NotFound:
        raise NotReady from None


def _bytes_of(media: str) -> dict[str, Any]:
    return {"description": "The bytes.", "content": {media: {}}}


@router.get(
    "/report",
    operation_id="report",
    response_class=Response,
    responses={
        200: {"model": Report, "description": "`tecum.report/1`."},
        304: {"description": "Not changed since (`If-None-Match`)."},
        **_REPORTED,
    },
)
def report(
    desk: DeskOf,
    _: Reader,
    row: Annotated[tables.Request, _seen("report")],
    request: Request,
    *,
    machine: Annotated[
        bool, Query(description="The machine's own, no people's values laid over.")
    ] = False,
) -> Response:
    """The newest report, with people's corrections laid over and judged again.

    A corrected field has `source` "human", `by`, `at`, and what the machine said under
    `machine`; what lost its place is in `unplaced`, what is disputed in `contested`.
    """
    etag = f'"{row.run}.{row.version}.{int(machine)}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    with desk.store.read() as session:
        text = _report_text(session, row.id, machine=machine)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    return Response(text, media_type="application/json", headers=headers)


def _report_text(session: Session, request_id: str, *, machine: bool) -> str:
    if not machine:
        return json.dumps(_view(session, request_id), ensure_ascii=False)
    newest = reports.current(session, request_id)
    if newest is None:
        raise NotReady
    return newest.json


@router.get("/findings", operation_id="findings", responses=_REPORTED)
def findings(
    desk: DeskOf, _: Reader, row: Annotated[tables.Request, _seen("findings")]
) -> list[dict[str, Any]]:
    """The findings, each with its `key` and what an analyst said of it (`review`)."""
    with desk.store.read() as session:
        view = _view(session, row.id)
        said = verdicts.reviews(session, row.id)
    return [
        {**finding, "key": key, "review": asdict(said[key]) if key in said else None}
        for finding in view["findings"]
        for key in (finding_key(finding),)
    ]


@router.get(
    "/reply",
    operation_id="reply",
    response_class=Response,
    responses={
        200: {
            "description": "The draft; always marked as one.",
            "content": {"text/markdown": {}, _DOCX: {}, "application/json": {}},
        },
        **_REPORTED,
    },
)
def reply(
    desk: DeskOf,
    _: Reader,
    row: Annotated[tables.Request, _seen("reply")],
    form: Annotated[Form, Query(alias="format")] = Form.MARKDOWN,
    kind: Kind | None = None,
) -> Response:
    """A drafted letter to the sender, of the kind the disposition calls for."""
    with desk.store.read() as session:
        view = _view(session, row.id)
    letter = draft(typed(_undismissed(desk, row, view)), _profile(view), kind)
    if form is Form.JSON:
        return JSONResponse(asdict(letter))
    name = f"reply-{row.id}"
    if form is Form.DOCX:
        return Response(to_docx(letter), 200, attachment(f"{name}.docx"), _DOCX)
    text = to_markdown(letter)
    return Response(text, 200, attachment(f"{name}.md"), "text/markdown")


def _undismissed(
    desk: Desk, row: tables.Request, view: dict[str, Any]
) -> dict[str, Any]:
    """A letter does not object with what an analyst dismissed."""
    with desk.store.read() as session:
        said = verdicts.reviews(session, row.id)
    gone = {key for key, word in said.items() if word.verdict == "dismiss"}
    kept = [f for f in view["findings"] if finding_key(f) not in gone]
    return {**view, "findings": kept}


def _profile(view: dict[str, Any]) -> Any:  # noqa: ANN401 - a Profile
    return load_profile(view["provider"])


@router.get(
    "/document",
    operation_id="document",
    response_class=Response,
    responses={200: _bytes_of("application/octet-stream"), **problems(s404=GONE)},
)
def document(
    desk: DeskOf,
    _: Annotated[Principal, require(Permission.READ_ORIGINAL)],
    row: Annotated[tables.Request, _seen("original")],
) -> Response:
    """The file as it was uploaded, unaltered; always to be saved, never shown."""
    data = desk.blobs.get(row.sha256)
    headers = attachment(row.filename)
    return Response(data, 200, headers, "application/octet-stream")


@router.get("/pages", operation_id="pages", responses=problems(s404=GONE))
def pages(
    desk: DeskOf, _: Reader, row: Annotated[tables.Request, _seen("pages")]
) -> list[PageRef]:
    """The pages, and where their pictures and words are."""
    query = select(RequestBlob.kind, RequestBlob.number).where(
        RequestBlob.request_id == row.id, RequestBlob.kind.in_(("page", "words"))
    )
    with desk.store.read() as session:
        there = set(session.execute(query))
    at = f"/v1/requests/{row.id}/pages"
    return [
        PageRef(
            number=n,
            picture=f"{at}/{n}/picture" if ("page", n) in there else None,
            words=f"{at}/{n}/words" if ("words", n) in there else None,
        )
        for n in sorted({number for _, number in there})
    ]


@router.get(
    "/pages/{number}/picture",
    operation_id="page_picture",
    response_class=Response,
    responses={200: _bytes_of("image/jpeg"), **problems(s404=GONE)},
)
def picture(
    desk: DeskOf,
    _: Reader,
    row: Annotated[tables.Request, _seen("page")],
    number: Number,
    request: Request,
) -> Response:
    """A page as we drew it, in a sandbox."""
    return _blob(desk, row, "page", number, request)


@router.get(
    "/pages/{number}/words",
    operation_id="page_words",
    response_class=Response,
    responses={200: _bytes_of("application/json"), **problems(s404=GONE)},
)
def words(
    desk: DeskOf,
    _: Reader,
    row: Annotated[tables.Request, _seen("page")],
    number: Number,
    request: Request,
) -> Response:
    """The words of a page with their boxes in points: `columns` names the rows."""
    return _blob(desk, row, "words", number, request)


def _blob(
    desk: Desk, row: tables.Request, kind: str, number: int, request: Request
) -> Response:
    with desk.store.read() as session:
        found = blobs.attached(session, row.id, kind, number)
    if found is None:
        raise NotFound
    etag = f'"{hashlib.sha256(found.sha256.encode()).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Cache-Control": _PRIVATE_DAY}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(desk.blobs.get(found.sha256), 200, headers, found.media)
