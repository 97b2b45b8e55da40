"""A machine's report and the corrections laid over it: the human view.

Each corrected field says who speaks: `source` "human", `by`, `at`, `reason`, and under
`machine` what the machine had said. Plain values and lists, which have no room for
that, have it in their parent under `human`. What has lost its place is listed in
`unplaced`, what is disputed in `contested`.
"""

import copy
import json
from collections.abc import Callable, Iterable
from typing import Any

from service.cases import demands, derived
from service.cases.corrections import Correction, Kind, effective, unsettled
from service.cases.place import Place, locate

Json = dict[str, Any]


def overlay(report: Json, events: Iterable[Correction]) -> Json:
    """The report as people see it; the given one is left alone."""
    listed = tuple(events)
    view = copy.deepcopy(report)
    counting = effective(listed)
    lost = [event for event in counting if not _apply(view, event)]
    if counting:
        derived.follow(view)
    view["unplaced"] = [as_json(event) for event in lost]
    view["contested"] = [as_json(event) for event in unsettled(listed)]
    return view


def as_json(event: Correction) -> Json:
    """An event as plain JSON."""
    return {
        "id": event.id,
        "seq": event.seq,
        "kind": event.kind.value,
        "path": event.path,
        "before": event.before,
        "after": event.after,
        "evidence": list(event.evidence),
        "reason": event.reason,
        "by": event.user_id,
        "at": event.at.isoformat(),
        "base_version": event.base_version,
        "version": event.version,
        "contested": event.contested,
        "refers": event.refers,
    }


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """What a place says, bare: a field's value, a list's values."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if _is_field(value):
        return value["value"]
    if isinstance(value, dict) and set(value) >= {"kind", "value"}:
        return {"kind": value["kind"], "value": plain(value["value"])}
    return value


def _apply(view: Json, event: Correction) -> bool:
    """Lay one event over the view; False when its place is gone."""
    place = locate(view, event.path, event.anchor)
    if place is None:
        return False
    return _ACTS[event.kind](place, event)


def _set(place: Place, event: Correction) -> bool:
    before = place.value
    if _is_field(before):
        place.container[place.key] = field(event.after, event, before)
        return True
    mark = {**said_by(event), "machine": _machine(place)}
    place.container.setdefault("human", {})[place.key] = mark
    if isinstance(before, list) and isinstance(event.after, list):
        place.container[place.key] = _listed(place.key, event, mark["machine"])
    else:
        place.container[place.key] = event.after
    return True


_ACTS: dict[Kind, Callable[[Place, Correction], bool]] = {
    Kind.SET: _set,
    Kind.ADD: demands.add,
    Kind.SPLIT: demands.split,
    Kind.MERGE: demands.merge,
    Kind.REMOVE: demands.remove,
}
"""Undo and settle are resolved before: they never come here."""


def _machine(place: Place) -> Any:  # noqa: ANN401 - JSON
    """What the machine said there, also when people have spoken before."""
    earlier = place.container.get("human", {}).get(place.key)
    return earlier["machine"] if earlier else place.value


def _listed(key: str, event: Correction, machine: Any) -> list[Any]:  # noqa: ANN401 - JSON
    """A corrected list in the shape that its place has."""
    if key in ("pages", "box"):
        return list(event.after)
    known = {_key(plain(item)): item for item in machine}
    return [_item(key, value, event, known) for value in event.after]


def _item(key: str, value: Any, event: Correction, known: Json) -> Json:  # noqa: ANN401 - JSON
    machine = known.get(_key(value))
    if key != "identifiers":
        return field(value, event, machine, _evidence(event, machine))
    inner = machine["value"] if machine else None
    shown = _evidence(event, inner)
    return {
        "kind": value["kind"],
        "value": field(value["value"], event, inner, shown),
    }


def _key(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _evidence(event: Correction, machine: Json | None) -> list[Any]:
    """What the machine showed for a value it had too, else what the person showed."""
    return machine["evidence"] if machine else list(event.evidence)


def field(
    value: Any,  # noqa: ANN401 - JSON
    event: Correction,
    machine: Json | None,
    evidence: list[Any] | None = None,
) -> Json:
    """A person's value as a field; without new evidence the machine's may stand."""
    origin = machine.get("machine", machine) if machine else None
    shown = list(event.evidence) if evidence is None else evidence
    if not shown and machine and plain(machine) == value:
        shown = machine["evidence"]
    return {
        "value": value,
        "confidence": 1.0,
        "evidence": shown,
        **said_by(event),
        "machine": origin,
    }


def said_by(event: Correction) -> Json:
    """Who says it, when and why."""
    return {
        "source": "human",
        "by": event.user_id,
        "at": event.at.isoformat(),
        "reason": event.reason,
        "correction": event.id,
    }


def _is_field(value: object) -> bool:
    return isinstance(value, dict) and {"value", "confidence", "evidence"} <= set(value)
