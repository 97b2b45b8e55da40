"""`tecum models`: what is on the shelf, what is better, what is in use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from extractor import artefacts
from extractor.artefacts import MODELS
from extractor.errors import BadArtefact
from training import shelf, trial
from training.evaluation import comparison
from training.evaluation.tables import Rows
from training.shelf import NoSuchModel, NothingToDo, Why
from training.trial import GATES, Judgement

USAGE, WORSE = 2, 1
_OUT = Console(width=None if sys.stdout.isatty() else 140)
_ERR = Console(stderr=True)

models = typer.Typer(
    no_args_is_help=True,
    help="Learned models: list, show, compare, promote, roll back. 1: worse, 2: usage.",
)
Shelf = Annotated[Path, typer.Option("--models", help="Where artefacts lie.")]
Which = Annotated[
    list[str] | None,
    typer.Argument(help="Models, as NAME or NAME@VERSION; all candidates if none."),
]


@contextmanager
def refusing() -> Iterator[None]:
    """What cannot be done ends in a sentence and code 2."""
    try:
        yield
    except (NoSuchModel, NothingToDo, BadArtefact) as error:
        _ERR.print(f"[red]Cannot do that.[/red] {error}", highlight=False)
        raise typer.Exit(USAGE) from error


@models.command("list")
def every(place: Shelf = MODELS) -> None:
    """Every version of every model: which is in use, how large, whether it loads."""
    with refusing():
        used = artefacts.current(place)
        table = Table(title=f"Models in {place}", title_justify="left")
        for column in ("model", "version", "", "size", "loads", "figures"):
            table.add_column(column)
        for name in shelf.names(place):
            for version in shelf.versions(name, place):
                state = _state(version, used.get(name))
                table.add_row(name, version, state, *_about(name, version, place))
        _OUT.print(table)


def _state(version: str, used: str | None) -> str:
    if version == used:
        return "in use"
    return "candidate" if used is None or int(version) > int(used) else ""


def _about(name: str, version: str, place: Path) -> tuple[str, str, str]:
    files = (place / name / version).iterdir()
    size = sum(path.stat().st_size for path in files)
    figures = shelf.manifest(name, version, place)["figures"]
    told = "; ".join(f"{what} {value}" for what, value in list(figures.items())[:4])
    return f"{size / 1_000_000:.1f} MB", _loads(name, version, place), told


def _loads(name: str, version: str, place: Path) -> str:
    try:
        artefacts.load_version(name, version, place)
    except BadArtefact as error:
        return f"no: {error}"
    return "yes"


@models.command()
def show(
    which: Annotated[str, typer.Argument(help="A model, as NAME or NAME@VERSION.")],
    place: Shelf = MODELS,
) -> None:
    """A model's card; of the version in use where none is named."""
    with refusing():
        found = shelf.wanted([which], place)
        used = artefacts.current(place)
        for name, newest in found.items():
            version = newest if "@" in which else used.get(name, newest)
            card = place / name / version / "card.md"
            _OUT.print(card.read_text("utf-8"), markup=False, highlight=False)


@models.command()
def compare(which: Which = None, place: Shelf = MODELS) -> None:
    """Candidates against what is in use, on the frozen sets. 1: something got worse."""
    with refusing():
        judgement = _judged(_asked(which, place), place)
        raise typer.Exit(0 if judgement.passes else WORSE)


@models.command()
def promote(
    which: Which = None,
    force: Annotated[
        str, typer.Option(metavar="REASON", help="Even if worse; the history says why.")
    ] = "",
    place: Shelf = MODELS,
) -> None:
    """Use candidates from now on, unless they are worse on the frozen sets."""
    with refusing():
        wanted = _asked(which, place)
        judgement = _judged(wanted, place)
        if not judgement.passes and not force.strip():
            _ERR.print("Not promoted. `--force REASON` does so all the same.")
            raise typer.Exit(WORSE)
        said = "" if judgement.passes else force
        shelf.promote(wanted, Why(_now(), said, judgement.figures), place)
        _OUT.print(f"In use now: {artefacts.version(place)}", highlight=False)


@models.command()
def rollback(
    name: Annotated[
        str | None, typer.Argument(help="A model; all promoted last if none.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, for the history.")] = "",
    place: Shelf = MODELS,
) -> None:
    """Use again what was in use before the last promotion."""
    with refusing():
        shelf.undo(name, Why(_now(), reason), place)
        _OUT.print(f"In use now: {artefacts.version(place)}", highlight=False)


@models.command()
def history(place: Shelf = MODELS) -> None:
    """What was promoted and rolled back, when and why."""
    table = Table(title="History", title_justify="left")
    for column in ("when", "what", "model", "before", "after", "why"):
        table.add_column(column)
    for e in shelf.history(place):
        table.add_row(
            e.at, e.event, e.name, e.before or "-", e.version or "-", e.reason
        )
    _OUT.print(table)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _asked(which: list[str] | None, place: Path) -> dict[str, str]:
    found = shelf.wanted(which, place) if which else shelf.candidates(place)
    used = artefacts.current(place)
    new = {name: v for name, v in found.items() if used.get(name) != v}
    if not new:
        raise NothingToDo("There is no candidate: `tecum train` makes one.")
    for name, version in new.items():
        artefacts.load_version(name, version, place)  # told before minutes of work
    return new


def _judged(wanted: dict[str, str], place: Path) -> Judgement:
    """Compare, and print what was found."""
    with Progress(console=_ERR, disable=not _ERR.is_terminal) as progress:
        task = progress.add_task("Screening the frozen sets", total=None)
        told = trial.compared(
            wanted,
            place,
            step=lambda done, of: progress.update(task, completed=done, total=of),
        )
    judgement = trial.judged(told)
    for rows in _rows(told):
        _OUT.print(rows.rich())
    worse = ", ".join(m.title for m in judgement.worse)
    _OUT.print(comparison.summary(told))
    _OUT.print(f"Worse: {worse}." if worse else "Not worse on any measure that counts.")
    return judgement


def _rows(told: comparison.Comparison) -> tuple[Rows, ...]:
    """The measures that count, and what changed that may be looked at."""
    gate = replace(told, moved=tuple(m for m in told.moved if m.name in GATES))
    measures, _, changes = comparison.tables(gate)
    few = replace(changes, rows=changes.rows[:40])
    return tuple(rows for rows in (measures, few) if rows.rows)
