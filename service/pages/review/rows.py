"""One field of a report's JSON, overlaid or not, to one correctable row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractor.show.wording import plain
from service.pages import wording
from service.pages.review.view import Rectangle, Row, Second, Voice

Json = Mapping[str, Any]
_NAMED = frozenset({"instrument", "level", "part", "categories"})
_QUOTE_CHARS = 160
_NOTHING: Json = {"value": None, "confidence": 0.0, "evidence": ()}


def row(
    path: str, label: str, kind: str, field: Json | None, tone: str = "field"
) -> Row:
    """A single-valued field."""
    field = field or _NOTHING
    value = field["value"]
    human = field.get("source") == "human"
    confidence = field.get("confidence")
    return Row(
        path=path,
        label=label,
        value=_in_words(kind, value),
        kind=kind,
        raw=json.dumps(value),
        confidence=None if human or value is None else confidence,
        boxes=boxes_of(field.get("evidence") or ()),
        quote=quote_of(field.get("evidence") or ()),
        voice=_voice(kind, field, path) if human else Voice(),
        tone=tone,
        others=_others(kind, field) if human else (),
    )


def alternatives(
    kind: str, shown: Row, fields: Iterable[Json | None]
) -> tuple[tuple[str, str], ...]:
    """What else the packet says in a field's place, after what the machine had said."""
    values = [field["value"] for field in fields if field]
    said = [(json.dumps(v), _in_words(kind, v)) for v in values if v is not None]
    return tuple(
        dict.fromkeys(each for each in (*shown.others, *said) if each[0] != shown.raw)
    )


def with_seconds(shown: Row, field: str, instrument: Json) -> Row:
    """The row with what came second there, unless a person has spoken."""
    if shown.voice.human:
        return shown
    found = (
        r["value"] for r in instrument.get("runner_ups", ()) if r["field"] == field
    )
    seconds = tuple(_second(shown, each) for each in found)
    offered = ((second.after, second.words) for second in seconds)
    others = tuple(dict.fromkeys((*shown.others, *offered)))
    return replace(shown, others=others, seconds=seconds)


def _second(shown: Row, found: Json) -> Second:
    """Beside a value another one; for a list one more."""
    value = found["value"]
    is_list = shown.kind == "list"
    after = [*json.loads(shown.raw), value] if is_list else value
    said = _in_words(shown.kind, value)
    shown_at = [{**each, "source": "human"} for each in found["evidence"]]
    return Second(
        after=json.dumps(after),
        words=f"also {said}" if is_list else said,
        confidence=found["confidence"],
        evidence=json.dumps(shown_at),
    )


def list_row(path: str, label: str, fields: Sequence[Json], mark: Json | None) -> Row:
    """A many-valued field as one row: its values together, the least sure counts.

    `mark` is what the overlay says of a list that people changed.
    """
    kind = path.rsplit("/", 1)[1]
    kind = kind if kind in ("categories", "identifiers") else "list"
    sure = [_field(item)["confidence"] for item in fields]
    evidence = tuple(e for item in fields for e in _field(item)["evidence"])
    values = [_bare(item) for item in fields]
    return Row(
        path=path,
        label=label,
        value=_in_words(kind, values),
        kind=kind,
        raw=json.dumps(values),
        confidence=min(sure) if sure and not mark else None,
        boxes=boxes_of(evidence),
        quote=quote_of(evidence),
        voice=_voice(kind, mark) if mark else Voice(),
    )


def mark_of(container: Json, key: str) -> Json | None:
    """Who changed a plain value or a list of this container; None for nobody."""
    mark: Json | None = container.get("human", {}).get(key)
    return mark


def _field(item: Json) -> Json:
    """The field itself, also of an identifier, which is a kind and a field."""
    inner = item.get("value")
    return inner if isinstance(inner, Mapping) and "confidence" in inner else item


def _bare(item: object) -> object:
    if not isinstance(item, Mapping):
        return item
    value = _field(item)["value"]
    return {"kind": item["kind"], "value": value} if "kind" in item else value


def boxes_of(evidence: Sequence[Json]) -> tuple[Rectangle, ...]:
    """Evidence as rectangles, each once, in its order."""
    found = dict.fromkeys((item["page"], *item["box"]) for item in evidence)
    return tuple(found)


def quote_of(evidence: Sequence[Json]) -> str:
    """The words of the evidence, cut where they get long."""
    text = " ".join(item["text"] for item in evidence)
    return text if len(text) <= _QUOTE_CHARS else f"{text[: _QUOTE_CHARS - 1]}…"


def _in_words(kind: str, value: object) -> str:
    if kind == "identifiers" and isinstance(value, list):
        return "; ".join(f"{plain(i['kind'])} {i['value']}" for i in value)
    if kind in _NAMED and isinstance(value, list):
        return "; ".join(plain(str(item)) for item in value)
    if kind in _NAMED and value:
        return plain(str(value))
    return wording.said(value)


def _voice(kind: str, field: Json, path: str = "") -> Voice:
    lead = field.get("follows")
    return Voice(
        human=True,
        by=str(field.get("by") or ""),
        at=str(field.get("at") or ""),
        why=str(field.get("reason") or ""),
        machine=_in_words(kind, machine_value(field)),
        follows=f"{path.rpartition('/')[0]}/{lead}" if lead else "",
    )


def machine_value(field: Json) -> object:
    """What the machine had said, from under a person's value."""
    machine = field.get("machine")
    if isinstance(machine, Mapping) and "confidence" in machine:
        return machine["value"]
    return [_bare(m) for m in machine] if isinstance(machine, list) else machine


def _others(kind: str, field: Json) -> tuple[tuple[str, str], ...]:
    value = machine_value(field)
    if value is None or value == field["value"]:
        return ()
    return ((json.dumps(value), _in_words(kind, value)),)
