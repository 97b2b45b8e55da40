"""Corrections that change which demands there are: added, split, merged."""

from typing import Any

from service.cases.corrections import Correction
from service.cases.place import Place

Json = dict[str, Any]
_NO_RANGE: Json = {"value": None, "confidence": 1.0, "evidence": []}


def add(place: Place, event: Correction) -> bool:
    """Append a demand that the machine had not seen."""
    new = {**event.after, "id": f"h{event.seq}"}
    place.value.append(_shaped(new, event, _blank(event)))
    return True


def split(place: Place, event: Correction) -> bool:
    """Put several demands where one was; what they do not say they inherit."""
    whole = place.value
    pieces = [
        _shaped({**piece, "id": f"{whole['id']}.{number}"}, event, whole)
        for number, piece in enumerate(event.after, 1)
    ]
    place.container[place.key : place.key + 1] = pieces
    return True


def remove(place: Place, _event: Correction) -> bool:
    """Take out what is no demand."""
    del place.container[place.key]
    return True


def merge(place: Place, event: Correction) -> bool:
    """Put one demand where the first of several was."""
    demands, wanted = place.value, event.after["ids"]
    parts = [demand for demand in demands if demand["id"] in wanted]
    if len(parts) != len(wanted):
        return False
    new = {
        "id": "+".join(part["id"] for part in parts),
        "text": event.after.get("text") or "\n".join(part["text"] for part in parts),
    }
    whole = {
        **parts[0],
        "categories": _union([c for p in parts for c in p["categories"]]),
        "identifiers": [i for part in parts for i in part["identifiers"]],
    }
    demands[demands.index(parts[0])] = _shaped(new, event, whole)
    for part in parts[1:]:
        demands.remove(part)
    return True


def _union(fields: list[Json]) -> list[Json]:
    best: dict[str, Json] = {}
    for found in fields:
        name = str(found["value"])
        if name not in best or best[name]["confidence"] < found["confidence"]:
            best[name] = found
    return list(best.values())


def _blank(event: Correction) -> Json:
    shown: Json = event.evidence[0] if event.evidence else {}
    return {
        "page": shown.get("page", 1),
        "box": list(shown["box"] if shown else (0.0, 0.0, 0.0, 0.0)),
        "text": shown.get("text", ""),
        "categories": [],
        "date_range": _NO_RANGE,
        "identifiers": [],
        "lead_in": "",
    }


def _shaped(new: Json, event: Correction, whole: Json) -> Json:
    """A demand of the report's shape: what is new over what is inherited."""
    mark = {
        "source": "human",
        "by": event.user_id,
        "at": event.at.isoformat(),
        "reason": event.reason,
        "correction": event.id,
        "machine": whole.get("text", ""),
    }
    shaped: Json = {
        "id": new["id"],
        "page": new.get("page", whole["page"]),
        "box": list(new.get("box") or whole["box"]),
        "text": new.get("text", whole["text"]),
        "categories": whole["categories"],
        "date_range": whole["date_range"],
        "identifiers": whole["identifiers"],
        "lead_in": whole.get("lead_in", ""),
        "human": {"demand": mark},
    }
    if "categories" in new:
        shaped["categories"] = [
            _category(name, event, shaped) for name in new["categories"]
        ]
    return shaped


def _category(name: str, event: Correction, demand: Json) -> Json:
    shown = {
        "page": demand["page"],
        "box": demand["box"],
        "text": demand["text"],
        "source": "human",
    }
    return {
        "value": name,
        "confidence": 1.0,
        "evidence": [shown],
        "source": "human",
        "by": event.user_id,
        "at": event.at.isoformat(),
        "reason": event.reason,
        "machine": None,
    }
