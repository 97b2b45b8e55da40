"""One run from gold to written results: records, scores, tables, the page."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    track,
)

from extractor.check import load_profile
from extractor.read import ReadOptions
from training.evaluation import comparison, reports, tables
from training.evaluation.bars import Bar
from training.evaluation.comparison import Comparison
from training.evaluation.files import write_text
from training.evaluation.fingerprint import SHOWN, fingerprint
from training.evaluation.judge import judge
from training.evaluation.ledger import Thresholds
from training.evaluation.page import write_page
from training.evaluation.page.crops import album, pick
from training.evaluation.record import Record, read, write
from training.evaluation.result import About, Result, as_json, result
from training.evaluation.run import Labelled, Plan, records
from training.evaluation.unit import AUTO, prune
from training.gold import Half, chosen

RECORDS, RUN, SCORES = "records.jsonl", "run.json", "scores.json"
REPORT, TEXT = "report.html", "report.md"
_ERR = Console(stderr=True)


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


def name(gold: Path, half: Half | None) -> str:
    """What a run over some gold is called."""
    told = gold.parent.name if gold.is_file() else gold.resolve().name
    return f"{told}-{half}" if half else told


def plan(choice: Choice, provider: str, jobs: int, cache: Path | None) -> Plan:
    """How the packets are screened; a folder or profile that is not there is told."""
    if provider != AUTO:
        load_profile(provider)  # a wrong name is told now, not by every packet
    if not choice.gold.exists():
        raise FileNotFoundError(f"{choice.gold} does not exist.")
    keep = choice.out / "units"
    return Plan(provider, jobs, keep, cache, fingerprint(), choice.held_back)


def evaluated(choice: Choice, plan: Plan) -> Result:
    """Records and scores of all packets, written as they come."""
    prune(plan.keep, plan.fingerprint)
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
        gold=name(choice.gold, None),
        provider=plan.provider,
        half=choice.half,
        held_back=choice.held_back,
        fingerprint=plan.fingerprint[:SHOWN],
        versions=versions,
    )


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def draw(choice: Choice, told: Result, crops: int, cache: Path | None) -> None:
    """The page, with pieces of the papers for so many errors."""
    picked = pick(told.errors, crops)
    ids = {told.errors[index].id for index in picked}
    packets = (g for _, g in chosen(choice.gold, choice.half) if g.id in ids)
    bar = _ERR.is_terminal
    watched = track(packets, "Drawing", len(ids), console=_ERR, disable=not bar)
    filled = album(told.errors, picked, watched, ReadOptions(cache=cache))
    write_page(choice.out / REPORT, told, filled)


def earlier(against: Path | None, out: Path) -> Path | None:
    """The records of the run to compare with, which cannot be this one."""
    if against is None:
        return None
    if against.resolve() == out.resolve():
        raise FileNotFoundError(f"--against {against} is this run's own folder.")
    return records_of(against)


def records_of(run: Path) -> Path:
    """The records of a run's folder."""
    path = run / RECORDS if run.is_dir() else run
    if not path.is_file():
        raise FileNotFoundError(f"{run} holds no run: {RECORDS} is not there.")
    return path


def compared(before: Path, after: Path, out: Path) -> Comparison:
    """Compare the records of two runs, and write what was found."""
    names = (before.parent.name, after.parent.name)
    told = comparison.compare(read(before), read(after), names)
    write_text(out / "comparison.json", _json(comparison.as_json(told)))
    write_text(out / "comparison.md", comparison.markdown(told))
    return told
