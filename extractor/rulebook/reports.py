"""Stored reports: files go in, named reports come out."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from extractor import wire
from extractor.errors import ExtractorError
from extractor.report import Report


@dataclass(frozen=True, slots=True)
class Stored:
    """A report, by its file's name."""

    name: str
    report: Report


class NoReports(ExtractorError):
    """There is nothing to measure on."""

    code = "no_reports"
    says = "There is no report. Make some with `tecum screen FILES --out FOLDER`."


def stored(place: Path) -> tuple[Stored, ...]:
    """The report of a file, or all reports (*.json) below a folder, by name.

    Raises:
        NoReports: there is none, or a file is of another shape.
    """
    paths = (place,) if place.is_file() else tuple(sorted(place.rglob("*.json")))
    found = tuple(Stored(path.stem, _read(path)) for path in paths)
    if not found:
        raise NoReports(f"{place} holds none.")
    return found


def _read(path: Path) -> Report:
    try:
        return wire.from_json(path.read_bytes())
    except (OSError, ValidationError):
        raise NoReports(f"{path} is no report.") from None
