"""One refusal, two readers: a problem document for programs, a page for people."""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.types import Scope

from service.access.errors import AccessError, NotSignedIn
from service.api.problems import Problem, of_access, respond
from service.pages import render

API = "/v1/"
_FOR_PROGRAMS = (API, "/healthz", "/readyz", "/metrics")


def wants_page(scope: Scope) -> bool:
    """Whether a person's browser asks for a page, rather than a program for data."""
    is_page = not str(scope["path"]).startswith(_FOR_PROGRAMS)
    return is_page and "text/html" in Headers(scope=scope).get("accept", "")


def reply(error: AccessError, scope: Scope) -> Response:
    """The reply that says `error`, from a middleware."""
    request, problem = Request(scope), of_access(error)
    return page(request, problem) if wants_page(scope) else respond(request, problem)


def page(request: Request, problem: Problem) -> Response:
    """A problem as a page; people who are not signed in are sent to sign in."""
    if problem.code == NotSignedIn.code:
        return RedirectResponse(_sign_in(request.scope), 303)
    shown = render.page(
        request, "access/refused.html.j2", {"problem": problem}, problem.status
    )
    shown.headers.update(problem.headers)
    return shown


def _sign_in(scope: Scope) -> str:
    if scope["method"] != "GET":
        return "/login"
    query = scope["query_string"].decode("latin-1")
    here = f"{scope['path']}?{query}" if query else str(scope["path"])
    return "/login" if here == "/" else f"/login?next={quote(here, safe='/')}"
