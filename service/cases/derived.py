"""What of a report follows from the rest of it, made to follow after corrections."""

from typing import Any

from service.cases import seat

Json = dict[str, Any]


def follow(view: Json) -> None:
    """Carry corrections on: a part's type, a court's place, what the packet names."""
    for instrument in view["instruments"]:
        _carry_type(view["parts"], instrument)
        seat.follow(instrument["jurisdiction"])
    view["categories"] = _categories(view["instruments"])
    view["identifiers"] = _identifiers(view["instruments"])


def _carry_type(parts: list[Json], instrument: Json) -> None:
    kind = instrument["type"]
    if kind.get("source") != "human" or instrument["part"] >= len(parts):
        return
    part = parts[instrument["part"]]
    if "type" not in part.get("human", {}) and kind["value"]:
        part["type"] = kind["value"]


def _categories(instruments: list[Json]) -> list[Json]:
    """The union over all demands, each with its surest evidence, by name."""
    best: dict[str, Json] = {}
    for instrument in instruments:
        for demand in instrument["demands"]:
            for found in demand["categories"]:
                name = found["value"]
                if name not in best or best[name]["confidence"] < found["confidence"]:
                    best[name] = found
    return [best[name] for name in sorted(best)]


def _identifiers(instruments: list[Json]) -> list[Json]:
    first: dict[tuple[str, str], Json] = {}
    for instrument in instruments:
        for found in instrument["identifiers"]:
            first.setdefault((found["kind"], str(found["value"]["value"])), found)
    return list(first.values())
