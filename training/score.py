"""`python -m training.score FOLDER`: `tecum evaluate` in short, with every error named.

Kept for short runs while tuning: nothing is drawn, results go to a cache.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from extractor.classify.trust import trust
from training.evaluation import session, tables
from training.evaluation.ledger import Thresholds
from training.evaluation.session import Choice
from training.evaluation.unit import AUTO
from training.gold import Half

CONSOLE = Console(width=150)
CACHE = Path(".cache")


def main() -> int:
    """Score a folder; 0 also when it is not there, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", default=AUTO, help="whose policy")
    parser.add_argument("--half", type=Half, choices=tuple(Half))
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--jobs", type=int, default=1)
    # Which findings count follows from the profile now.
    parser.add_argument("--findings", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if not told.folder.exists():
        CONSOLE.print(f"Nothing to score: {told.folder} is not there.")
        return 0
    name = session.name(told.folder, told.half)
    out = CACHE / "score" / name
    thresholds = Thresholds(each=trust().thresholds)
    choice = Choice(told.folder, out, told.half, None, None, thresholds, ())
    plan = session.plan(choice, told.profile, told.jobs, CACHE / "read")
    result = session.evaluated(choice, plan)
    for table in (tables.main(result), tables.verdicts(result)):
        CONSOLE.print(table.rich())
    if told.errors:
        CONSOLE.print(tables.errors(result).rich())
    return 0


if __name__ == "__main__":
    sys.exit(main())
