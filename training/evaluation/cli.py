"""The verbs `tecum evaluate` and `tecum compare`."""

import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
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
    TimeRemainingColumn,
)

from extractor.check import load_profile
from extractor.errors import ExtractorError
from training.evaluation import bars as bars_
from training.evaluation import comparison, reports, tables
from training.evaluation.bars import Bar
from training.evaluation.files import write_text
from training.evaluation.fingerprint import SHOWN, fingerprint
from training.evaluation.judge import judge
from training.evaluation.ledger import Thresholds
from training.evaluation.record import Record, read, write
from training.evaluation.result import About, Result, as_json, result
from training.evaluation.run import CannotWork, Labelled, Plan, records
from training.evaluation.unit import AUTO
from training.gold import Half, chosen

USAGE = 2
RECORDS, RUN, SCORES = "records.jsonl", "run.json", "scores.json"
REPORT, TEXT = "report.html", "report.md"
_PIPED_COLUMNS = 150
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
    float, typer.Option(min=0, max=1, help="Confidence from which nobody looks.")
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


@dataclass(frozen=True, slots=True)
class Choice:
    """Which packets, judged how, against what."""

    gold: Path
    out: Path
    half: Half | None
    held_back: Half | None
    reports: Path | None
    thresholds: Thresholds
    bars: tuple[Bar, ...]


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
    accept: AcceptOption = 0.9,
    thresholds: ThresholdsOption = None,
    crops: CropsOption = 80,
    cache: CacheOption = Path(".cache/read"),
    mlflow: MlflowOption = None,
) -> None:
    """Screen labelled packets and score them; killed and started again, it goes on."""
    with _refusing():
        folder = out or Path("out/evaluate") / _name(gold, half)
        choice = Choice(
            gold,
            folder,
            half,
            held_back,
            reports,
            _thresholds(accept, thresholds),
            bars_.load(bars) if bars else (),
        )
        earlier = _earlier(against, folder)
        plan = _plan(choice, provider, jobs, cache)
        told = _evaluated(choice, plan)
        _show(told, folder)
        _page(choice, told, crops, cache)
        if earlier:
            _compared(earlier, folder / RECORDS, folder)
        if mlflow:
            _export(mlflow, told, folder)
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
        _compared(_records_of(run_a), _records_of(run_b), out or run_b)


@contextmanager
def _refusing() -> Iterator[None]:
    """Wrong use, and a broken installation, end in a sentence and code 2."""
    try:
        yield
    except (ExtractorError, FileNotFoundError, CannotWork, bars_.BadBars) as error:
        _ERR.print(f"[red]Cannot evaluate.[/red] {error}", highlight=False)
        raise typer.Exit(USAGE) from error


def _name(gold: Path, half: Half | None) -> str:
    name = gold.parent.name if gold.is_file() else gold.resolve().name
    return f"{name}-{half}" if half else name


def _thresholds(accept: float, file: Path | None) -> Thresholds:
    if file is None:
        return Thresholds(accept)
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return Thresholds(accept, {k: float(v) for k, v in told.items()})
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise typer.BadParameter(f"{file} is no TOML of label = number") from error


def _plan(choice: Choice, provider: str, jobs: int, cache: Path | None) -> Plan:
    if provider != AUTO:
        load_profile(provider)  # a wrong name is told now, not by every packet
    if not choice.gold.exists():
        raise FileNotFoundError(f"{choice.gold} does not exist.")
    keep = choice.out / "units"
    return Plan(provider, jobs, keep, cache, fingerprint(), choice.held_back)


def _evaluated(choice: Choice, plan: Plan) -> Result:
    """Records and scores of all packets, written as they come."""
    total = sum(1 for _ in chosen(choice.gold, choice.half))
    path = choice.out / RECORDS
    write(path, _watched(_judged(choice, plan), total))
    about = _about(choice, plan, path)
    told, _ = result(read(path), about, choice.thresholds, choice.bars)
    write_text(choice.out / RUN, _json(asdict(about)))
    write_text(choice.out / SCORES, _json(as_json(told)))
    write_text(choice.out / TEXT, tables.markdown(told))
    return told


def _judged(choice: Choice, plan: Plan) -> Iterator[Record]:
    packets = (Labelled(i, g) for i, g in chosen(choice.gold, choice.half))
    if choice.reports is None:
        return records(packets, plan)
    if not choice.reports.is_dir():
        raise FileNotFoundError(f"{choice.reports} is no folder of reports.")
    folder = choice.reports
    return (
        judge(p.gold, p.index, reports.unit(p.gold, folder), plan.held_back)
        for p in packets
    )


def _watched(judged: Iterator[Record], total: int) -> Iterator[Record]:
    """The same records, with a bar on a terminal: how many, how fast, time left."""
    columns = (
        TextColumn("[bold]Evaluating"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[about]}", style="dim", markup=False),
    )
    with Progress(*columns, console=_ERR, disable=not _ERR.is_terminal) as progress:
        task = progress.add_task("", total=total, about="")
        refused = 0
        for record in judged:
            refused += record.refused is not None
            about = f"{refused} refused · {record.id}" if refused else record.id
            progress.update(task, advance=1, about=about)
            yield record


def _about(choice: Choice, plan: Plan, path: Path) -> About:
    versions: dict[str, str] = {}
    for record in read(path):
        versions |= {k: v for k, v in record.versions.items() if v}
    return About(
        gold=_name(choice.gold, None),
        provider=plan.provider,
        half=choice.half,
        held_back=choice.held_back,
        fingerprint=plan.fingerprint[:SHOWN],
        versions=versions,
    )


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _show(told: Result, folder: Path) -> None:
    for table in tables.tables(told):
        _OUT.print(table.rich())
    if told.errors:
        count = len(told.errors)
        _OUT.print(f"{count} errors, listed in {folder / TEXT}", highlight=False)


def _page(choice: Choice, told: Result, crops: int, cache: Path | None) -> None:
    del choice, told, crops, cache


def _export(uri: str, told: Result, folder: Path) -> None:
    del uri, told, folder


def _earlier(against: Path | None, out: Path) -> Path | None:
    if against is None:
        return None
    if against.resolve() == out.resolve():
        raise FileNotFoundError(f"--against {against} is this run's own folder.")
    return _records_of(against)


def _records_of(run: Path) -> Path:
    path = run / RECORDS if run.is_dir() else run
    if not path.is_file():
        raise FileNotFoundError(f"{run} holds no run: {RECORDS} is not there.")
    return path


def _compared(before: Path, after: Path, out: Path) -> None:
    names = (before.parent.name, after.parent.name)
    told = comparison.compare(read(before), read(after), names)
    for table in comparison.tables(told):
        if table.rows:
            _OUT.print(table.rich())
    _OUT.print(comparison.summary(told))
    write_text(out / "comparison.json", _json(comparison.as_json(told)))
    write_text(out / "comparison.md", comparison.markdown(told))
