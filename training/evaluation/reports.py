"""Reports made elsewhere: a folder of `tecum screen --out` stands for the screening."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from extractor import wire
from training.evaluation.unit import Unit
from training.gold import Gold

MISSING, OTHER, MALFORMED = "no_report", "report_of_other_bytes", "bad_report"


def unit(gold: Gold, folder: Path) -> Unit:
    """The packet's report as if it had been screened now; a code where there is none.

    Reports are looked for by id and by file name. The text that was read is not in a
    report: causes and character errors are told less well.
    """
    sha256 = _sha256(gold.path)
    for name in _names(gold):
        path = folder / name
        if path.is_file():
            return _read(path, sha256)
    return Unit(sha256, None, refused=MISSING)


def _names(gold: Gold) -> tuple[str, ...]:
    file = str(gold.labels["file"])
    stems = (gold.id, file.replace("/", "__"), f"{gold.id}__{file}", gold.path.name)
    return tuple(f"{stem}.json" for stem in dict.fromkeys(stems))


def _read(path: Path, sha256: str) -> Unit:
    try:
        report = wire.from_json(path.read_bytes())
    except (OSError, ValidationError):
        return Unit(sha256, None, refused=MALFORMED)
    # A report of an older file of the same name would be scored as this one's.
    if sha256 and report.document.sha256 != sha256:
        return Unit(sha256, None, refused=OTHER)
    return Unit(sha256, report, ms=sum(report.timings_ms.values()))


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
