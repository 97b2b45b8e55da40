"""A corrected report is judged again: its packet rebuilt and checked by the policy."""

import copy
import json
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from extractor import wire
from extractor.check import (
    Intake,
    Opinion,
    Profile,
    check,
    load_profile,
    names_provider,
)
from extractor.check.dismissal import Remaining
from extractor.classify import trust
from extractor.process import doubted
from extractor.report import Packet, Report, Review, Verdict
from service.cases.errors import BadValue
from service.cases.findings import key_of

Json = dict[str, Any]
_VERDICT = TypeAdapter(Verdict)
_REMAINING = TypeAdapter(Remaining)
_REVIEW = TypeAdapter(Review)
_NONE: frozenset[str] = frozenset()
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_CLAIMING = ("instruments", "categories", "identifiers")
"""The parts of a view that say what the paper says."""


def recheck(view: Json, dismissed: Set[str] = _NONE) -> Json:
    """The view with findings, obligations and disposition of what it now says.

    All findings stay; those whose keys are `dismissed` no longer decide.

    Raises:
        BadValue: a corrected value does not fit the report's types.
    """
    packet, profile, intake = _case(view)
    verdict = check(packet, profile, intake.received, intake.channel)
    judged = _VERDICT.dump_python(verdict, mode="json")
    for evidence in _evidences(judged):
        evidence[:] = [e for e in evidence if tuple(e["box"]) != _NOWHERE]
    gone = [f for f in verdict.findings if key_of(f) in dismissed]
    told: Verdict | Remaining = verdict
    if gone:
        told = Opinion.of(packet, profile, intake).without(gone)
        judged |= _REMAINING.dump_python(told, mode="json")
    # Confidences stay as they were screened; a person's own word is certain.
    review = doubted(told.review, told.disposition, packet, trust.trust())
    return {**view, **judged, "review": _REVIEW.dump_python(review, mode="json")}


def effects(view: Json, dismissed: Set[str]) -> dict[str, str]:
    """By finding, the disposition if it were dismissed, or counted again."""
    packet, profile, intake = _case(view)
    heard = check(packet, profile, intake.received, intake.channel).findings
    opinion = Opinion.of(packet, profile, intake)
    found: dict[str, str] = {}
    for key in dict.fromkeys(map(key_of, heard)):
        gone = [f for f in heard if key_of(f) in dismissed ^ {key}]
        found[key] = opinion.without(gone).disposition.value
    return found


def _case(view: Json) -> tuple[Packet, Profile, Intake]:
    profile = _profile(view["provider"])
    packet = _addressed(_packet(typed(view)), profile, view)
    received = date.fromisoformat(view["received"]) if view["received"] else None
    return packet, profile, Intake(received, view.get("channel"))


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
    for field in _fields([shown[part] for part in _CLAIMING]):
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
