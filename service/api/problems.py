"""Every error leaves as problem+json (RFC 9457), with our code and what to do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from extractor.errors import ExtractorError
from service.access.errors import AccessError
from service.cases.errors import ServiceError
from service.intake.errors import IntakeError

MEDIA = "application/problem+json"
_LOG = structlog.get_logger(__name__)

# code of a ServiceError -> status; what is not named here is a conflict.
_STATUS = {
    "not_found": 404,
    "bad_path": 422,
    "bad_value": 422,
    "reason_needed": 422,
    "idempotency_mismatch": 422,
    "bad_cursor": 422,
    "second_person_needed": 403,
    "blob_missing": 500,
    "blob_damaged": 500,
    "bad_backup": 500,
    "service_error": 500,
}
_CONFLICT = 409

ErrorPage = Callable[[Request, "Problem"], Response]


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong; `code` is stable, `detail` says what to do about it."""

    status: int
    code: str
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def body(self, instance: str) -> dict[str, Any]:
        """The JSON object; `instance` is the path that was asked for."""
        return {
            "type": f"urn:tecum:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "instance": instance,
            **jsonable_encoder(dict(self.extra)),
        }


def respond(request: Request, problem: Problem) -> JSONResponse:
    """A problem as its response."""
    return JSONResponse(
        problem.body(request.url.path),
        problem.status,
        headers=dict(problem.headers),
        media_type=MEDIA,
    )


def _title(code: str) -> str:
    return code.replace("_", " ").capitalize()


def of_access(error: AccessError) -> Problem:
    """A refusal of access."""
    return Problem(error.status, error.code, error.title, error.detail, error.headers)


def of_intake(error: IntakeError) -> Problem:
    """A refusal of an upload or of a call."""
    return Problem(error.status, error.code, error.title, error.detail)


def of_service(error: ServiceError) -> Problem:
    """What the case does not allow."""
    status = _STATUS.get(error.code, _CONFLICT)
    return Problem(
        status, error.code, _title(error.code), str(error), extra=error.extra
    )


def of_extractor(error: ExtractorError) -> Problem:
    """What the pipeline refuses."""
    return Problem(422, error.code, _title(error.code), str(error))


def of_http(error: HTTPException) -> Problem:
    """What the framework refuses: no such path, no such method."""
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "_").replace("-", "_")
    said = error.detail if error.detail != status.phrase else status.description
    return Problem(status, code, status.phrase, said, error.headers or {})


def of_validation(error: RequestValidationError) -> Problem:
    """What the schema refuses; the values themselves are not repeated."""
    wrong = [
        {"at": ".".join(map(str, e["loc"])), "says": e["msg"]} for e in error.errors()
    ]
    detail = "; ".join(f"{w['at']}: {w['says']}" for w in wrong[:3])
    return Problem(
        422, "bad_field", "Unusable value", detail[:1000], extra={"errors": wrong[:20]}
    )


def of_busy(_: OperationalError) -> Problem:
    """The database cannot be reached or is locked."""
    says = "The database does not answer. Try again in a few seconds."
    return Problem(503, "database_busy", "Try again", says, {"Retry-After": "2"})


def of_gone(_: ClientDisconnect) -> Problem:
    """The caller went away while sending; nobody will read this."""
    return Problem(400, "cut_off", "Cut off", "The upload was cut off. Send it again.")


def of_defect(_: Exception) -> Problem:
    """A bug of ours; the log has it."""
    says = "The service itself failed. Report the X-Request-Id of this answer."
    return Problem(500, "internal_error", "Internal error", says)


_KINDS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (AccessError, of_access),
    (IntakeError, of_intake),
    (ServiceError, of_service),
    (ExtractorError, of_extractor),
    (HTTPException, of_http),
    (RequestValidationError, of_validation),
    (OperationalError, of_busy),
    (ClientDisconnect, of_gone),
    (Exception, of_defect),
)


def install(app: FastAPI, page: ErrorPage | None = None) -> None:
    """Answer every error; browsers that ask for a page get `page`."""
    for kind, told in _KINDS:
        app.add_exception_handler(kind, _handler(told, page))


def _handler(
    told: Callable[[Any], Problem], page: ErrorPage | None
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        problem = told(error)
        if problem.status >= 500:
            _LOG.error("request failed", code=problem.code, exc_info=error)
        if page is not None and _wants_page(request):
            return page(request, problem)
        return respond(request, problem)

    return answer


def _wants_page(request: Request) -> bool:
    api = request.url.path.startswith(("/v1", "/healthz", "/readyz", "/metrics"))
    return not api and "text/html" in request.headers.get("accept", "")
