"""A corrected report is judged again: its packet rebuilt and checked by the policy."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from extractor import wire
from extractor.check import Profile, check, load_profile, names_provider
from extractor.report import Packet, Report, Verdict
from service.cases.errors import BadValue

Json = dict[str, Any]
_VERDICT = TypeAdapter(Verdict)
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


def recheck(view: Json) -> Json:
    """The view with findings, obligations and disposition of what it now says.

    Raises:
        BadValue: a corrected value does not fit the report's types.
    """
    profile = _profile(view["provider"])
    report = typed(view)
    packet = _addressed(_packet(report), profile, view)
    received = date.fromisoformat(view["received"]) if view["received"] else None
    verdict = check(packet, profile, received, view.get("channel"))
    judged = _VERDICT.dump_python(verdict, mode="json")
    for evidence in _evidences(judged):
        evidence[:] = [e for e in evidence if tuple(e["box"]) != _NOWHERE]
    return {**view, **judged}


@lru_cache(maxsize=16)
def _profile(provider: str) -> Profile:
    return load_profile(provider)


def typed(view: Json) -> Report:
    """A view as the pipeline's own type.

    Raises:
        BadValue: a corrected value does not fit the report's types.
    """
    try:
        return wire.from_json(json.dumps(_evidenced(view)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise BadValue(f"{where}: {first['msg']}.") from None


def _evidenced(view: Json) -> Json:
    """Our types refuse a value without evidence; a person's word is evidence."""
    shown = copy.deepcopy(view)
    for field in _fields(shown["instruments"]):
        if field["value"] is not None and not field["evidence"]:
            word = {"page": 1, "box": _NOWHERE, "text": "", "source": "human"}
            field["evidence"] = [word]
    return shown


def _fields(node: Any) -> Iterator[Json]:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        for item in node:
            yield from _fields(item)
    elif isinstance(node, dict):
        if {"value", "confidence", "evidence"} <= set(node):
            yield node
        else:
            for item in node.values():
                yield from _fields(item)


def _evidences(node: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        for item in node:
            yield from _evidences(item)
    elif isinstance(node, dict):
        for name, item in node.items():
            if name == "evidence":
                yield item
            else:
                yield from _evidences(item)


def _packet(report: Report) -> Packet:
    return Packet(
        document=report.document,
        parts=report.parts,
        instruments=report.instruments,
        primary=report.primary,
        identifiers=report.identifiers,
        categories=report.categories,
    )


def _addressed(packet: Packet, profile: Profile, view: Json) -> Packet:
    """Where a person corrected the recipient, whether that is the provider follows."""
    instruments = tuple(
        replace(
            instrument,
            recipient_is_provider=names_provider(instrument.fields.recipient, profile),
        )
        if _recipient_alone(shown)
        else instrument
        for instrument, shown in zip(
            packet.instruments, view["instruments"], strict=True
        )
    )
    return replace(packet, instruments=instruments)


def _recipient_alone(instrument: Json) -> bool:
    names = instrument["recipient_is_provider"].get("source")
    return (instrument["fields"]["recipient"].get("source"), names) == ("human", None)
