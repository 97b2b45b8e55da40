"""Templates to HTML: one environment, autoescape on, assets named by their content."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.pages import wording

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Viewer(Protocol):
    """Who looks at a page."""

    @property
    def name(self) -> str:
        """The name shown in the bar."""
        ...


def html(
    name: str,
    viewer: Viewer | None,
    csrf: str,
    status: int = 200,
    context: Mapping[str, object] | None = None,
) -> HTMLResponse:
    """A page; `csrf` goes to a meta tag that the scripts send back as a header."""
    text = environment().get_template(name).render(
        viewer=viewer, csrf=csrf, **{"here": "", "navigation": (), **(context or {})}
    )  # fmt: skip
    return HTMLResponse(text, status)


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
    return made


@cache
def static(name: str) -> str:
    """The address of an asset; it changes with the content, so it may be cached."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
