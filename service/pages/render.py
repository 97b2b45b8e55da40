"""Templates to HTML: one environment, autoescape on, assets named by their content."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from extractor.show.wording import WHY_DOUBTED
from service.access.csrf_token import token_for
from service.access.principal import Principal
from service.access.scope import csrf_secret_of, principal_of
from service.cases.roles import Permission
from service.pages import wording
from service.pages.review.labels import path_label

HERE = Path(__file__).parent
STATIC = HERE / "static"

_NAVIGATION = (
    ("/queue", "Queue", Permission.READ),
    ("/upload", "Upload", Permission.SUBMIT),
    ("/dashboards", "Dashboards", Permission.READ_FIGURES),
    ("/learning", "Learning", Permission.READ_FIGURES),
    ("/audit", "Audit", Permission.READ_AUDIT),
    ("/operations", "Operations", Permission.ADMINISTER),
    ("/matters", "Matters", Permission.ADMINISTER),
    ("/users", "Users", Permission.ADMINISTER),
)


def page(
    request: Request, template: str, context: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    """A page for whoever asks; the bar shows what they may open."""
    who = principal_of(request.scope)
    secret = csrf_secret_of(request.scope)
    csrf = token_for(secret) if secret else ""
    return html(template, who, csrf, status, {"here": request.url.path, **context})


def html(
    template: str,
    viewer: Principal | None,
    csrf: str,
    status: int = 200,
    context: Mapping[str, object] | None = None,
) -> HTMLResponse:
    """A page; `csrf` goes to a meta tag that the scripts send back as a header."""
    shown = {
        "viewer": viewer,
        "csrf": csrf,
        "navigation": _navigation(viewer),
        "here": "",
        **(context or {}),
    }
    return HTMLResponse(environment().get_template(template).render(shown), status)


def _navigation(who: Principal | None) -> list[dict[str, str]]:
    if who is None:
        return []
    return [
        {"href": href, "label": label}
        for href, label, needed in _NAVIGATION
        if who.may(needed)
    ]


@cache
def environment() -> Environment:
    """The one environment; what comes from a document is escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static
    made.filters.update(wording.FILTERS)
    made.filters["path_label"] = path_label
    made.globals["why_doubted"] = WHY_DOUBTED
    return made


@cache
def static(name: str) -> str:
    """The address of an asset; it changes with the content, so it may be cached."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
