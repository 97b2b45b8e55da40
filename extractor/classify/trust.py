"""How far each value may be believed: raw confidences become calibrated ones.

Finders and classifiers say how sure they are in their own ways. The artefact
`thresholds` holds, for every kind of value, a rising map from what they say to how
often such values were right, and the confidence from which nobody need look.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from extractor import artefacts
from extractor.facts import Demand, Field, Identifier, RunnerUp
from extractor.report import Instrument, Jurisdiction, Packet
from extractor.taxonomy.labels import label_of

T = TypeVar("T")
MODEL, FILE = "thresholds", "maps.json"
PLACED = ("country", "level", "subdivision", "court_id", "county", "agency")
SINGLE = ("case_number", "date_issued", "date_due", "date_range", "recipient")
CLAIMED = {"signature": "signed", "nondisclosure": "nondisclosure"}
"""Fields whose absence is a claim too, and what they are called when judged."""
NONE = ".none"
IDENTIFIERS, CATEGORIES, STATUTES = "identifiers", "categories", "statutes"
SHOWN_ONLY = ("county", "agency", "case_number", "recipient")
"""Kinds no rule builds on: a doubtful one is marked, but holds nothing up."""
NEVER = 1.01
"""The threshold of what always wants a person."""


@dataclass(frozen=True, slots=True)
class Map:
    """A rising line through points: what was said, and how often it was right."""

    said: tuple[float, ...]
    right: tuple[float, ...]

    def __call__(self, confidence: float) -> float:
        """The calibrated confidence."""
        return round(float(np.interp(confidence, self.said, self.right)), 3)


@dataclass(frozen=True, slots=True)
class Trust:
    """A map for each kind of value, and the least confidence taken without a look."""

    maps: Mapping[str, Map]
    thresholds: Mapping[str, float]

    def field(self, name: str, found: Field[T]) -> Field[T]:
        """A field with its confidence calibrated; as it was where nothing is known."""
        kind = name if found.value is not None else f"{name}{NONE}"
        known = self.maps.get(kind)
        if known is None:
            return found
        return replace(found, confidence=known(found.confidence))

    def doubts(self, name: str, found: Field[T]) -> bool:
        """True for a value that a person must look at."""
        least = self.thresholds.get(name, 0.0)
        return found.value is not None and found.confidence < least


@lru_cache(maxsize=1)
def trust() -> Trust:
    """The current maps; none where no such artefact is current."""
    if not artefacts.is_current(MODEL):
        return Trust({}, {})
    return parsed(artefacts.load(MODEL).texts[FILE])


def parsed(text: str) -> Trust:
    """Maps and thresholds as their file holds them."""
    told = json.loads(text)
    maps = {
        name: Map(tuple(points["said"]), tuple(points["right"]))
        for name, points in told["maps"].items()
    }
    return Trust(maps, {k: float(v) for k, v in told["thresholds"].items()})


def calibrated(packet: Packet, by: Trust) -> Packet:
    """The packet with every confidence meaning what it says."""
    return replace(
        packet,
        instruments=tuple(_beside(_instrument(i, by)) for i in packet.instruments),
        identifiers=_identifiers(packet.identifiers, by),
        categories=_each(CATEGORIES, packet.categories, by),
    )


def uncertain(packet: Packet, by: Trust) -> tuple[str, ...]:
    """Where in the report values stand that are under their threshold, as paths."""
    return tuple(
        f"instruments/{index}/{path}"
        for index, instrument in enumerate(packet.instruments)
        for path, name, found in _single(instrument)
        if by.doubts(name, found)
    )


def holding(places: tuple[str, ...]) -> tuple[str, ...]:
    """Of doubtful places those that a person must look at, once each, as rows say."""
    held = (place for place in places if place.rsplit("/", 1)[1] not in SHOWN_ONLY)
    return tuple(dict.fromkeys(label_of(place) for place in held))


def _single(instrument: Instrument) -> Iterator[tuple[str, str, Field[Any]]]:
    """Single values with their place in the report and the name of their kind."""
    yield "type", "instrument", instrument.type
    for name in PLACED:
        yield f"jurisdiction/{name}", name, getattr(instrument.jurisdiction, name)
    for name in SINGLE:
        yield f"fields/{name}", name, getattr(instrument.fields, name)
    for field, name in CLAIMED.items():
        yield f"fields/{field}", name, getattr(instrument.fields, field)


def _instrument(instrument: Instrument, by: Trust) -> Instrument:
    fields, addressed = instrument.fields, instrument.recipient_is_provider
    names = {name: name for name in SINGLE} | CLAIMED
    changed: dict[str, Any] = {
        field: by.field(name, getattr(fields, field)) for field, name in names.items()
    }
    statutes = _each(STATUTES, fields.statutes, by)
    return replace(
        instrument,
        type=by.field("instrument", instrument.type),
        jurisdiction=_jurisdiction(instrument.jurisdiction, by),
        fields=replace(fields, **changed, statutes=statutes),
        recipient_is_provider=by.field("recipient_is_provider", addressed),
        identifiers=_identifiers(instrument.identifiers, by),
        demands=tuple(_demand(d, by) for d in instrument.demands),
        runner_ups=tuple(_runner_up(r, by) for r in instrument.runner_ups),
    )


def _runner_up(found: RunnerUp, by: Trust) -> RunnerUp:
    # Types have a map of their best alone: of others "type" keeps the model's chances.
    return replace(found, value=by.field(found.field.rsplit("/", 1)[-1], found.value))


def _beside(instrument: Instrument) -> Instrument:
    """Of values of which one is right, none gets more than the chosen one leaves."""
    chosen = {path: found for path, _, found in _single(instrument)}
    chosen["jurisdiction/court"] = instrument.jurisdiction.court

    def left(found: RunnerUp) -> RunnerUp:
        if found.field not in chosen:
            return found
        most = round(1 - chosen[found.field].confidence, 3)
        sure = min(found.value.confidence, most)
        return replace(found, value=replace(found.value, confidence=sure))

    return replace(instrument, runner_ups=tuple(map(left, instrument.runner_ups)))


def _jurisdiction(place: Jurisdiction, by: Trust) -> Jurisdiction:
    changed = {name: by.field(name, getattr(place, name)) for name in PLACED}
    return replace(place, **changed)


def _demand(demand: Demand, by: Trust) -> Demand:
    return replace(
        demand,
        categories=_each(CATEGORIES, demand.categories, by),
        identifiers=_identifiers(demand.identifiers, by),
    )


def _each(name: str, found: tuple[Field[T], ...], by: Trust) -> tuple[Field[T], ...]:
    return tuple(by.field(name, field) for field in found)


def _identifiers(found: tuple[Identifier, ...], by: Trust) -> tuple[Identifier, ...]:
    return tuple(replace(i, value=by.field(IDENTIFIERS, i.value)) for i in found)
