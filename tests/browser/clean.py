"""No finding of axe-core, whatever the screen is like."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SHAPES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "tablet": {"viewport": {"width": 820, "height": 1180}},
}


def clean(page: Page) -> None:
    """Fail with what axe-core finds on the page as it stands."""
    result: Any = Axe().run(page)
    found = [
        (finding["id"], [node["html"][:200] for node in finding["nodes"]])
        for finding in result.response["violations"]
    ]
    assert found == [], found
