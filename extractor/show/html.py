"""One self-contained page to look at: no outside resource, no inline handler."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.batch import Outcome, Refusal
from extractor.errors import ExtractorError
from extractor.process import Screened
from extractor.read import ReadOptions, pictures
from extractor.show.compose import Composer
from extractor.show.view import FileView, RefusedView
from extractor.show.wording import STANDINGS, WHY_DOUBTED, doubt, plain

_HERE = Path(__file__).parent
_DPI = 100
_NO_PICTURES = frozenset({"text", "docx"})
"""These have no look of their own: their words are drawn where they stand."""


def write_html(path: Path, outcomes: tuple[Outcome, ...], reading: ReadOptions) -> None:
    """Write the page; files are drawn and written one after the other."""
    index: list[FileView] = []
    screened: list[tuple[Outcome, Screened]] = []
    refused: list[RefusedView] = []
    for number, outcome in enumerate(outcomes):
        result = outcome.result
        if isinstance(result, Refusal):
            about = RefusedView(f"r{number}", outcome.name, result.code, result.message)
            refused.append(about)
        else:
            index.append(_composer(len(index), outcome, result).view(None, ()))
            screened.append((outcome, result))
    files = (_drawn(i, *each, reading) for i, each in enumerate(screened))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(page(index, files, refused))


def page(
    index: list[FileView], files: Iterator[FileView], refused: list[RefusedView]
) -> Iterator[str]:
    """The page in pieces; `files` is consumed as it is written."""
    style, script = (_asset(f"report.{ending}") for ending in ("css", "js"))
    template = _environment().get_template("report.html.j2")
    yield from template.generate(
        index=index,
        files=files,
        refused=refused,
        style=Markup(style),  # noqa: S704 - our own file, not the document's text
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _composer(number: int, outcome: Outcome, screened: Screened) -> Composer:
    return Composer(f"f{number}", screened.report, outcome.name)


def _drawn(
    number: int, outcome: Outcome, screened: Screened, reading: ReadOptions
) -> FileView:
    composer = _composer(number, outcome, screened)
    # Restricted process is for cleared staff: its pages are not shown here.
    if screened.report.disposition.value == "restricted":
        return composer.view(None, ())
    return composer.view(screened.document, _pictures(outcome, screened, reading))


def _pictures(
    outcome: Outcome, screened: Screened, reading: ReadOptions
) -> tuple[bytes | None, ...]:
    """The file's pages as pictures; without them the words are drawn."""
    if screened.document.media in _NO_PICTURES:
        return ()
    try:
        return pictures(outcome.path.read_bytes(), outcome.name, reading, dpi=_DPI)
    except (ExtractorError, OSError):
        return ()


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.filters["doubt"] = doubt
    environment.globals["why_doubted"] = WHY_DOUBTED
    environment.globals["standings"] = STANDINGS
    return environment


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As the content security policy names a block it allows."""
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
