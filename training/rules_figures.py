"""`python -m training.rules_figures`: the checker on packets nobody has seen.

Draws packets of a seed, with defects and clean, born digital and as scans that real OCR
reads; screens them; sets the findings against their bars. Ends with 1 where one is
missed.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import track

from extractor.check import rules
from training.evaluation import policy, session
from training.evaluation.files import write_text
from training.evaluation.ledger import Thresholds
from training.evaluation.record import Record, read
from training.evaluation.session import RECORDS, Choice
from training.evaluation.unit import AUTO
from training.synthesise.packets import Quality, Wanted, draw
from training.synthesise.packets.writing import write

_PIPED_COLUMNS = 120
_OUT = Console(width=None if sys.stdout.isatty() else _PIPED_COLUMNS)
_ERR = Console(stderr=True)
_APART = 100_000
"""Clean packets are of other seeds than those with defects."""


def main() -> int:
    """Draw, screen, print; 1 where a bar is missed."""
    told = _told()
    defects = _records(told, Quality.DEFECTS, told.seed, told.count)
    clean = _records(told, Quality.CLEAN, told.seed + _APART, told.clean)
    found = policy.figures(defects, clean, rules())
    _write(told.out, found)
    for table in policy.tables(found):
        _OUT.print(table.rich())
    _OUT.print(
        f"Seed {told.seed}: {told.count} packets with defects, {told.clean} clean. "
        f"Errors: {told.out}/*/report.md",
        highlight=False,
    )
    return 0 if found.are_met else 1


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True, help="of the first packet")
    parser.add_argument("--count", type=int, default=240, help="packets with defects")
    parser.add_argument("--clean", type=int, default=200, help="clean packets")
    parser.add_argument("--scans", type=float, default=0.5, help="share of scans")
    parser.add_argument("--jobs", type=int, default=2, help="processes to screen with")
    parser.add_argument("--out", type=Path, default=Path("out/rules-figures"))
    return parser.parse_args()


def _records(
    told: argparse.Namespace, quality: Quality, seed: int, count: int
) -> Iterator[Record]:
    """Records of freshly drawn packets; packets drawn before are not drawn again."""
    drawn = told.out / f"{quality.value}-{seed}-{count}-{told.scans:g}"
    if not (drawn / "gold.jsonl").is_file():
        _draw(drawn, seed, count, Wanted(quality, told.scans))
    out = told.out / quality.value
    choice = Choice(drawn, out, None, None, None, Thresholds(), ())
    plan = session.plan(choice, AUTO, told.jobs, told.out / "read")
    session.evaluated(choice, plan)
    return read(out / RECORDS)


def _draw(folder: Path, seed: int, count: int, wanted: Wanted) -> None:
    """Draw whole or not at all: a folder half written has another name."""
    half = folder.with_name(f"{folder.name}.part")
    seeds = track(
        range(seed, seed + count),
        f"Drawing ({wanted.quality.value})",
        console=_ERR,
        disable=not _ERR.is_terminal,
    )
    write((draw(s, wanted) for s in seeds), half)
    half.rename(folder)


def _write(out: Path, found: policy.Figures) -> None:
    text = "\n".join(table.markdown() for table in policy.tables(found))
    write_text(out / "figures.md", text)
    write_text(out / "figures.json", json.dumps(asdict(found), indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
