"""Places in a report's JSON: a path of names, numbers and demand ids to where it is."""

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

_SEGMENT = r"[A-Za-z0-9_.+-]{1,80}"
_ALLOWED = re.compile(
    r"primary"
    r"|parts/\d{1,4}/(type|pages|form|is_blank)"
    r"|instruments/\d{1,3}/(type|recipient_is_provider|identifiers|demands"
    rf"|fields/{_SEGMENT}|jurisdiction/{_SEGMENT}"
    rf"|demands/{_SEGMENT}(/(text|categories|date_range|identifiers|page|box))?)"
)
_SAME_TEXT = 90.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is: `container[key]`."""

    container: Any
    key: Any

    @property
    def value(self) -> Any:  # noqa: ANN401 - JSON
        """What is there now."""
        return self.container[self.key]


def is_path(path: str) -> bool:
    """True for a path that a correction may address."""
    return len(path) <= 200 and _ALLOWED.fullmatch(path) is not None


def locate(report: dict[str, Any], path: str, anchor: str | None) -> Place | None:
    """The place of a path, None where the report has it not.

    A demand's id is taken at its word only if the demand still says what `anchor` says;
    else the demand of the same instrument that says it is the one.
    """
    container: Any = report
    *way, last = path.split("/")
    for segment in way:
        step = _step(container, segment, anchor)
        if step is None:
            return None
        container = step.value
    return _step(container, last, anchor)


def _step(container: Any, segment: str, anchor: str | None) -> Place | None:  # noqa: ANN401 - JSON
    if isinstance(container, dict):
        return Place(container, segment) if segment in container else None
    if not isinstance(container, list):
        return None
    if any(isinstance(item, dict) and "id" in item for item in container):
        return _demand(container, segment, anchor)
    if segment.isdigit() and int(segment) < len(container):
        return Place(container, int(segment))
    return None


def _demand(
    demands: list[dict[str, Any]], demand_id: str, anchor: str | None
) -> Place | None:
    named = [i for i, d in enumerate(demands) if d["id"] == demand_id]
    if named and (anchor is None or same_text(said(demands[named[0]]), anchor)):
        return Place(demands, named[0])
    if anchor is None:
        return None
    likest = max(
        range(len(demands)), key=lambda i: fuzz.ratio(said(demands[i]), anchor)
    )
    if same_text(said(demands[likest]), anchor):
        return Place(demands, likest)
    return None


def same_text(one: str, other: str) -> bool:
    """True for texts that differ at most as two readings of one paper do."""
    return fuzz.ratio(" ".join(one.split()), " ".join(other.split())) >= _SAME_TEXT


def said(demand: dict[str, Any]) -> str:
    """A demand's text as the machine read it, whatever people made of it."""
    human = demand.get("human", {}).get("text")
    return str(human["machine"] if human else demand["text"])


def anchor_of(report: dict[str, Any], path: str) -> str | None:
    """The text by which the demand of a path can be found again; None for the rest."""
    head, found, tail = path.partition("/demands/")
    if not found:
        return None
    place = locate(report, f"{head}/demands/{tail.split('/')[0]}", None)
    return said(place.value)[:2000] if place else None
