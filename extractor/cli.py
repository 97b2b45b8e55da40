"""The verbs `tecum screen` and `tecum doctor`."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from extractor import VERSION, artefacts, batch, check, classify, show, wire
from extractor.check import load_profile
from extractor.errors import ExtractorError
from extractor.process import Options
from extractor.read import Probed, ReadOptions, probe

SOME_REFUSED = 3
USAGE = 2

CORES = os.cpu_count() or 1

_LIBRARIES = ("pypdfium2", "pdfplumber", "pikepdf", "spacy", "scikit-learn")
_PIPED_COLUMNS = 140

_OUT = Console(width=None if sys.stdout.isatty() else _PIPED_COLUMNS)
_ERR = Console(stderr=True)


class Ocr(StrEnum):
    """When to recognise characters."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Channel(StrEnum):
    """How an upload came in."""

    PORTAL = "portal"
    FAX = "fax"
    EMAIL = "email"
    MAIL = "mail"
    PERSON = "person"


class Sandbox(StrEnum):
    """How to isolate the reading child."""

    AUTO = "auto"
    REQUIRE = "require"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Targets:
    """Where results go."""

    json: str | None
    out: Path | None
    html: Path | None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no day; write it as 2026-03-31"
        ) from None


PathsArgument = Annotated[
    list[Path], typer.Argument(help="Files or folders to screen.")
]
ProviderOption = Annotated[
    str, typer.Option(help="Whose policy: a profile's name or its YAML file.")
]
ReceivedOption = Annotated[
    str | None, typer.Option(help="Day of receipt, YYYY-MM-DD.", metavar="DATE")
]
ChannelOption = Annotated[
    Channel | None, typer.Option(help="How it came in, where that is known.")
]
JsonOption = Annotated[
    str | None, typer.Option(help="Write the report of one file here; - is stdout.")
]
OutOption = Annotated[
    Path | None, typer.Option(help="Folder for one JSON report per file.")
]
HtmlOption = Annotated[
    Path | None, typer.Option(help="Write one page to look at, pictures included.")
]
OcrOption = Annotated[Ocr, typer.Option(help="When to recognise characters.")]
SandboxOption = Annotated[
    Sandbox, typer.Option(help="`require` refuses to run without isolation.")
]
JobsOption = Annotated[int, typer.Option(min=1, help="Cores to use.")]
CacheOption = Annotated[
    Path | None, typer.Option(help="Folder to remember readings in.")
]


def screen(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    paths: PathsArgument,
    provider: ProviderOption = "amazon",
    received: ReceivedOption = None,
    channel: ChannelOption = None,
    json: JsonOption = None,
    out: OutOption = None,
    html: HtmlOption = None,
    ocr: OcrOption = Ocr.AUTO,
    sandbox: SandboxOption = Sandbox.AUTO,
    jobs: JobsOption = CORES,
    cache: CacheOption = None,
) -> None:
    """Screen files: read, split, find, classify, check; exit 3 if some were refused."""
    reading = ReadOptions(ocr=ocr.value, sandbox=sandbox.value, jobs=jobs, cache=cache)
    files = _existing(paths)
    targets = Targets(json, out, html)
    _one_json_needs_one_file(targets, files)
    try:
        came = channel.value if channel else None
        options = Options(load_profile(provider), reading, _day(received), came)
    except ExtractorError as error:
        _ERR.print(f"[red]{error.code}[/red] {error}")
        raise typer.Exit(USAGE) from error
    outcomes = _run(files, options, jobs)
    _deliver(outcomes, targets, options)
    if any(isinstance(o.result, batch.Refusal) for o in outcomes):
        raise typer.Exit(SOME_REFUSED)


def _existing(paths: list[Path]) -> tuple[Path, ...]:
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist")
    files = batch.expand(paths)
    if not files:
        raise typer.BadParameter("there is no file in what was given")
    return files


def _one_json_needs_one_file(targets: Targets, files: tuple[Path, ...]) -> None:
    if targets.json and len(files) > 1:
        raise typer.BadParameter("--json takes one file; use --out for several")


def _run(
    files: tuple[Path, ...], options: Options, jobs: int
) -> tuple[batch.Outcome, ...]:
    """Screen with a progress bar on a terminal: of files, or of one file's pages."""
    columns = (
        TextColumn("[bold]Screening"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", style="dim", markup=False),
    )
    with Progress(*columns, console=_ERR, disable=not _ERR.is_terminal) as progress:
        task = progress.add_task("", total=len(files), name="")

        def done(outcome: batch.Outcome) -> None:
            progress.update(task, advance=len(files) > 1, name=outcome.name)

        def pages(read: int, of: int) -> None:
            progress.update(task, completed=read, total=of, name="pages")

        if len(files) == 1:
            reading = replace(options.reading, progress=pages)
            options = replace(options, reading=reading)
        return batch.run(files, options, jobs=jobs, done=done)


def _deliver(
    outcomes: tuple[batch.Outcome, ...], targets: Targets, options: Options
) -> None:
    if targets.out:
        _write_reports(outcomes, targets.out)
    if targets.html:
        targets.html.parent.mkdir(parents=True, exist_ok=True)
        show.write_html(targets.html, outcomes, options.reading)
    if targets.json == "-":
        _print_json(outcomes[0])
        return
    if targets.json:
        _write_report(outcomes[0], Path(targets.json))
    _OUT.print(show.table(outcomes))
    for written in (targets.out, targets.html):
        if written:
            _OUT.print(f"Wrote {written}", highlight=False, markup=False)


def _write_reports(outcomes: tuple[batch.Outcome, ...], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for outcome in outcomes:
        _write_report(outcome, folder / f"{outcome.name.replace('/', '__')}.json")


def _write_report(outcome: batch.Outcome, path: Path) -> None:
    if not isinstance(outcome.result, batch.Refusal):
        path.write_text(wire.to_json(outcome.result.report), encoding="utf-8")


def _print_json(outcome: batch.Outcome) -> None:
    if isinstance(outcome.result, batch.Refusal):
        _ERR.print(f"[red]{outcome.result.code}[/red] {outcome.result.message}")
    else:
        sys.stdout.write(wire.to_json(outcome.result.report))


def doctor() -> None:
    """Show versions, engines, sandbox level and models, and how to get what lacks."""
    parts = (Probed("tecum", VERSION, ok=True), *_libraries(), *probe(), *_knowledge())
    _OUT.print(show.checks(parts))
    if any(not part.ok for part in parts):
        raise typer.Exit(1)


def _libraries() -> Iterator[Probed]:
    yield Probed("python", platform.python_version(), ok=True)
    for library in _LIBRARIES:
        yield Probed(library, metadata.version(library), ok=True)


def _knowledge() -> Iterator[Probed]:
    """Models and rules load, or say why not."""
    for name, load, version in (
        ("models", classify.classifier, artefacts.version),
        ("rules", check.rules, check.rules_version),
    ):
        try:
            load()
            yield Probed(name, version(), ok=True)
        except ExtractorError as error:
            yield Probed(name, error.code, ok=False, remedy=str(error))
