"""The OpenAPI description, completed: who may call, and what errors look like."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from extractor import VERSION
from service.api.schemas import ProblemBody

_ABOUT = """\
Pre-screening of legal process. Upload a file with `POST /v1/requests`, watch
`GET /v1/requests/{id}` or have a webhook told, then read the report.

Every error is `application/problem+json` (RFC 9457); its `code` is stable and its
`detail` says what to do. Programs send `Authorization: Bearer <token>`; a browser's
session needs the `X-CSRF-Token` header for everything but reading.
"""
_UNSIGNED = ("/healthz", "/readyz")


def install(app: FastAPI) -> None:
    """Make `app.openapi()` give the completed description."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _complete(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _complete(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(
        title="Tecum",
        version=VERSION,
        description=_ABOUT,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    components = told.setdefault("components", {})
    components.setdefault("schemas", {}).setdefault(
        ProblemBody.__name__, ProblemBody.model_json_schema()
    )
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": "tecum_session"},
    }
    told["security"] = [{"token": []}, {"session": []}]
    for path in _UNSIGNED:
        for operation in told["paths"].get(path, {}).values():
            operation["security"] = []
    return told
