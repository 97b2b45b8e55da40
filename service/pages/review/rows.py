"""One field of a report's JSON, overlaid or not, to one correctable row."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.show.wording import plain
from service.pages import wording
from service.pages.review.view import Rectangle, Row, Voice

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
        voice=_voice(kind, field) if human else Voice(),
        tone=tone,
        others=_others(kind, field) if human else (),
    )


def list_row(path: str, label: str, fields: Sequence[Json] | Json | None) -> Row:
    """A many-valued field as one row: its values together, the least sure counts."""
    kind = "categories" if path.endswith("/categories") else "list"
    if isinstance(fields, Mapping):
        return row(path, label, kind, fields)
    items = list(fields or ())
    human = next((i for i in items if i.get("source") == "human"), None)
    sure = [i["confidence"] for i in items if i.get("confidence") is not None]
    evidence = tuple(e for i in items for e in i.get("evidence") or ())
    values = [item["value"] for item in items]
    return Row(
        path=path,
        label=label,
        value=_in_words(kind, values),
        kind=kind,
        raw=json.dumps(values),
        confidence=min(sure) if sure and not human else None,
        boxes=boxes_of(evidence),
        quote=quote_of(evidence),
        voice=_voice(kind, human) if human else Voice(),
    )


def boxes_of(evidence: Sequence[Json]) -> tuple[Rectangle, ...]:
    """Evidence as rectangles, each once, in its order."""
    found = dict.fromkeys((item["page"], *item["box"]) for item in evidence)
    return tuple(found)


def quote_of(evidence: Sequence[Json]) -> str:
    """The words of the evidence, cut where they get long."""
    text = " ".join(item["text"] for item in evidence)
    return text if len(text) <= _QUOTE_CHARS else f"{text[: _QUOTE_CHARS - 1]}…"


def text_of(value: object) -> str:
    """A text, or the text a person laid over it."""
    return str(value["value"]) if isinstance(value, Mapping) else str(value)


def _in_words(kind: str, value: object) -> str:
    if kind in _NAMED and isinstance(value, list):
        return "; ".join(plain(str(item)) for item in value)
    if kind in _NAMED and value:
        return plain(str(value))
    return wording.said(value)


def _voice(kind: str, field: Json) -> Voice:
    return Voice(
        human=True,
        by=str(field.get("by") or ""),
        at=str(field.get("at") or ""),
        why=str(field.get("reason") or ""),
        machine=_in_words(kind, machine_value(field)),
        contested=bool(field.get("contested")),
    )


def machine_value(field: Json) -> object:
    """What the machine had said, from under a person's value."""
    machine = field.get("machine")
    if isinstance(machine, Mapping) and "confidence" in machine:
        return machine["value"]
    if isinstance(machine, list):
        return [m["value"] if isinstance(m, Mapping) else m for m in machine]
    return machine


def _others(kind: str, field: Json) -> tuple[tuple[str, str], ...]:
    value = machine_value(field)
    if value is None or value == field["value"]:
        return ()
    return ((json.dumps(value), _in_words(kind, value)),)
