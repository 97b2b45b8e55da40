"""`python -m training.score FOLDER`: screen a labelled folder, count what is right."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor import wire
from extractor.batch import Refusal
from extractor.check import load_profile
from extractor.errors import ExtractorError
from extractor.process import Options, screen
from extractor.read import ReadOptions
from extractor.report import Report
from training import metrics
from training.gold import Gold, load
from training.metrics import Hits, Sets

CONSOLE = Console(width=150)
HALVES = {None: slice(None), "odd": slice(0, None, 2), "even": slice(1, None, 2)}


@dataclass
class Totals:
    """Counts over packets, by what is scored."""

    hits: dict[str, Hits] = field(default_factory=lambda: defaultdict(Hits))
    sets: dict[str, Sets] = field(default_factory=lambda: defaultdict(Sets))
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)


def screen_gold(gold: Gold, profile: str, cache: Path) -> Report | Refusal:
    """One packet's report, received on the day its gold names."""
    received = gold.get("received")
    options = Options(
        load_profile(profile),
        ReadOptions(cache=cache),
        date.fromisoformat(received) if received else None,
    )
    try:
        return screen(gold.path.read_bytes(), gold.path.name, options).report
    except ExtractorError as error:
        return Refusal(gold.path.name, error.code, str(error))


def add(totals: Totals, gold: Gold, report: Report, findings: str) -> None:
    """Count one packet in."""
    for c in metrics.compare(gold, report):
        totals.hits[c.what] += Hits(int(c.right), 1)
        if not c.right:
            totals.errors.append((gold.id, c.what, str(c.gold), str(c.found)))
    for what in metrics.invented(gold, report):
        totals.errors.append((gold.id, what, "null", "invented"))
    totals.hits["invented_fields"] += Hits(len(metrics.invented(gold, report)), 3)
    totals.hits["part_pages"] += metrics.parts(gold, report)
    for what, counted in metrics.sets(gold, report, findings).items():
        totals.sets[what] += counted


def show(totals: Totals, *, errors: bool) -> None:
    """Print the scores, and each error when asked."""
    table = Table("scored", "right", "of", "share or micro-F1")
    for what, hits in totals.hits.items():
        table.add_row(what, str(hits.right), str(hits.of), _percent(hits.share))
    for what, counts in totals.sets.items():
        shown = (
            f"{counts.true} true, {counts.invented} invented, {counts.missed} missed"
        )
        table.add_row(what, shown, "", _percent(counts.f1))
    CONSOLE.print(table)
    if errors:
        listing = Table("packet", "what", "gold", "found")
        for error in sorted(totals.errors, key=lambda e: e[1]):
            listing.add_row(*error)
        CONSOLE.print(listing)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def packet_rows(add_row: Callable[..., None], gold: Gold, report: Report) -> None:
    """One line per packet: the answers the first bars are about."""
    right = {c.what: c for c in metrics.compare(gold, report)}
    f1 = metrics.sets(gold, report, "findings").get("categories", Sets()).f1
    wanted = ("instrument", "country", "level", "subdivision", "court_id")
    add_row(
        gold.id,
        *(
            f"{'+' if right[w].right else '-'} {right[w].found}" if w in right else ""
            for w in wanted
        ),
        _percent(f1),
    )


def main() -> int:
    """Score a folder; 0 also when it is not there, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", default="generic")
    parser.add_argument("--findings", default="findings_generic")
    parser.add_argument(
        "--half",
        choices=("odd", "even"),
        help="only odd or even packets, counted from 1",
    )
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--out", type=Path, help="write the reports here")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        CONSOLE.print(f"Nothing to score: {arguments.folder} is not there.")
        return 0
    totals = Totals()
    table = Table("packet", "instrument", "ctry", "level", "subdiv", "court", "cat F1")
    for gold in load(arguments.folder)[HALVES[arguments.half]]:
        report = screen_gold(gold, arguments.profile, Path(".cache/read"))
        if isinstance(report, Refusal):
            CONSOLE.print(f"{gold.id}: refused, {report.code}: {report.message}")
            totals.hits["instrument"] += Hits(0, 1)
            continue
        add(totals, gold, report, arguments.findings)
        packet_rows(table.add_row, gold, report)
        if arguments.out:
            arguments.out.mkdir(parents=True, exist_ok=True)
            (arguments.out / f"{gold.id}.json").write_text(wire.to_json(report))
    CONSOLE.print(table)
    show(totals, errors=arguments.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
