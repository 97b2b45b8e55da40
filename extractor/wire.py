"""Report to JSON and back, through pydantic at this one edge."""

from pydantic import TypeAdapter

from extractor.report import Report

_REPORT = TypeAdapter(Report)


def to_json(report: Report) -> str:
    """The report as indented JSON, keys in a fixed order."""
    return _REPORT.dump_json(report, indent=1).decode() + "\n"


def from_json(text: str | bytes) -> Report:
    """The report of a JSON text; raises pydantic.ValidationError on another shape."""
    return _REPORT.validate_json(text)
