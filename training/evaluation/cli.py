"""The verbs `tecum evaluate` and `tecum compare`."""

import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from extractor.classify import trust
from extractor.errors import ExtractorError
from training.evaluation import bars as bars_
from training.evaluation import comparison, export, session, tables
from training.evaluation.comparison import Comparison
from training.evaluation.ledger import Thresholds
from training.evaluation.result import Result
from training.evaluation.run import CannotWork
from training.evaluation.session import RECORDS, TEXT, Choice
from training.evaluation.unit import AUTO
from training.gold import Half

USAGE = 2
_PIPED_COLUMNS = 150
_MOST_ROWS = 100
_OUT = Console(width=None if sys.stdout.isatty() else _PIPED_COLUMNS)
_ERR = Console(stderr=True)

GoldArgument = Annotated[
    Path, typer.Argument(help="Folder with gold.jsonl or samples, or a .jsonl file.")
]
ReportsOption = Annotated[
    Path | None, typer.Option(help="Score these reports instead of screening.")
]
JobsOption = Annotated[int, typer.Option(min=1, help="Processes to screen with.")]
OutOption = Annotated[
    Path | None, typer.Option(help="Folder of the run; out/evaluate/NAME if not given.")
]
ProviderOption = Annotated[
    str, typer.Option(help="Whose policy; `auto` is each packet's own provider.")
]
HalfOption = Annotated[
    Half | None, typer.Option(help="Only this half: by line, or by a hash of the id.")
]
HeldBackOption = Annotated[
    Half | None, typer.Option(help="Score this half too, but show none of its errors.")
]
AgainstOption = Annotated[
    Path | None, typer.Option(help="Folder of a run to compare with.")
]
BarsOption = Annotated[
    str | None, typer.Option(help="Bars to reach: a shipped name or a YAML file.")
]
AcceptOption = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        help="Confidence from which nobody looks; the shipped ones if not.",
    ),
]
ThresholdsOption = Annotated[
    Path | None,
    typer.Option(help="TOML of label = confidence, before --accept."),
]
CropsOption = Annotated[
    int, typer.Option(min=0, help="Most errors shown with their piece of the page.")
]
CacheOption = Annotated[
    Path | None, typer.Option(help="Folder to remember readings in.")
]
MlflowOption = Annotated[
    str | None, typer.Option(help="Tracking URI to log the scores to as well.")
]


def evaluate(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    gold: GoldArgument,
    reports: ReportsOption = None,
    jobs: JobsOption = 2,
    out: OutOption = None,
    provider: ProviderOption = AUTO,
    half: HalfOption = None,
    held_back: HeldBackOption = None,
    against: AgainstOption = None,
    bars: BarsOption = None,
    accept: AcceptOption = None,
    thresholds: ThresholdsOption = None,
    crops: CropsOption = 80,
    cache: CacheOption = Path(".cache/read"),
    mlflow: MlflowOption = None,
) -> None:
    """Screen labelled packets and score them; killed and started again, it goes on."""
    with _refusing():
        log = export.client() if mlflow else None
        folder = out or Path("out/evaluate") / session.name(gold, half)
        accepted = _thresholds(accept, thresholds)
        wanted = bars_.load(bars) if bars else ()
        choice = Choice(gold, folder, half, held_back, reports, accepted, wanted)
        before = session.earlier(against, folder)
        plan = session.plan(choice, provider, jobs, cache)
        told = session.evaluated(choice, plan)
        _show(told, folder)
        session.draw(choice, told, crops, cache)
        if before:
            _show_comparison(session.compared(before, folder / RECORDS, folder))
        if mlflow and log:
            export.send(log, mlflow, told, folder)
        _OUT.print(f"Wrote {folder}", highlight=False, markup=False)


def compare(
    run_a: Annotated[Path, typer.Argument(help="Folder of the run before.")],
    run_b: Annotated[Path, typer.Argument(help="Folder of the run after.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for Markdown and JSON; RUN_B's if not.")
    ] = None,
) -> None:
    """Compare two runs of `tecum evaluate`: what differs, and whether it is luck."""
    with _refusing():
        before, after = session.records_of(run_a), session.records_of(run_b)
        _show_comparison(session.compared(before, after, out or after.parent))


@contextmanager
def _refusing() -> Iterator[None]:
    """Wrong use, and a broken installation, end in a sentence and code 2."""
    try:
        yield
    except (
        ExtractorError,
        FileNotFoundError,
        CannotWork,
        bars_.BadBars,
        export.NoMlflow,
        export.Refused,
    ) as error:
        _ERR.print(f"[red]Cannot evaluate.[/red] {error}", highlight=False)
        raise typer.Exit(USAGE) from error


def _thresholds(accept: float | None, file: Path | None) -> Thresholds:
    if file is None and accept is None:
        return Thresholds(each=trust.trust().thresholds)
    accept = Thresholds().default if accept is None else accept
    if file is None:
        return Thresholds(accept)
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return Thresholds(accept, {k: float(v) for k, v in told.items()})
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise typer.BadParameter(f"{file} is no TOML of label = number") from error


def _show(told: Result, folder: Path) -> None:
    for table in tables.brief(told):
        _OUT.print(table.rich())
    _OUT.print(
        f"{sum(told.causes.values())} errors and all slices: {folder / TEXT}",
        highlight=False,
    )


def _show_comparison(told: Comparison) -> None:
    for table in comparison.tables(told):
        if table.rows:
            _OUT.print(replace(table, rows=table.rows[:_MOST_ROWS]).rich())
    unseen = len(told.changes) - _MOST_ROWS
    if unseen > 0:
        _OUT.print(f"... and {unseen} more changes: comparison.md has them all.")
    _OUT.print(comparison.summary(told))
