"""Corrections are events, only ever added; here is which of them count.

A path addresses the report's JSON: `instruments/0/fields/case_number`, `parts/1/type`,
`instruments/0/demands/d3/categories`; a demand is addressed by its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an event does to its place.

    set: `after` is the new value. add: `after` is a demand, `path` ends in `demands`.
    split: `after` is a list of {"text", ...}, `path` a demand. merge: `after` is
    {"ids": [...]}, `path` ends in `demands`. remove: `path` is a demand.
    undo: takes back the event it refers to (an undo too). settle: of contested events,
    the one it refers to counts.
    """

    SET = "set"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"
    REMOVE = "remove"
    UNDO = "undo"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Correction:
    """One event. `before` is what its author saw, `version` what it made the request.

    `contested`: somebody else had changed the place after `base_version`, so it does
    not count until it is settled. `anchor` is the text of the demand it speaks of, by
    which the demand is found again when a reprocessing numbers it anew.
    """

    id: str
    seq: int
    kind: Kind
    path: str
    before: Any
    after: Any
    evidence: tuple[dict[str, Any], ...]
    reason: str
    user_id: str
    at: datetime
    base_version: int
    version: int
    contested: bool = False
    refers: str | None = None
    anchor: str | None = None


def undone(events: Iterable[Correction]) -> frozenset[str]:
    """Ids of the events that were taken back; an undone undo takes nothing back."""
    gone: set[str] = set()
    for event in sorted(events, key=lambda e: e.seq, reverse=True):
        if event.kind is Kind.UNDO and event.refers and event.id not in gone:
            gone.add(event.refers)
    return frozenset(gone)


def effective(events: Iterable[Correction]) -> tuple[Correction, ...]:
    """The events that count, in the order in which they apply."""
    known = {event.id: event for event in events}
    gone = undone(known.values())
    counting: list[Correction] = []
    for event in sorted(known.values(), key=lambda e: e.seq):
        if event.id in gone or event.contested or event.kind is Kind.UNDO:
            continue
        if event.kind is Kind.SETTLE:
            counting = _settled(counting, event, known)
        else:
            counting.append(event)
    return tuple(counting)


def _settled(
    counting: list[Correction], settle: Correction, known: dict[str, Correction]
) -> list[Correction]:
    """What counts once a settlement chose: what the chosen one contests gives way."""
    chosen = known[settle.refers or ""]
    kept = [
        event
        for event in counting
        if event.id == chosen.id
        or event.version <= chosen.base_version
        or not overlap(event, chosen)
    ]
    if chosen.kind is not Kind.SET and any(e.id == chosen.id for e in kept):
        # A split that stands already must not be made a second time.
        return kept
    again = replace(chosen, seq=settle.seq, version=settle.version, contested=False)
    return [*(e for e in kept if e.id != chosen.id), again]


def unsettled(events: Iterable[Correction]) -> tuple[Correction, ...]:
    """Contested events that no later settlement of their place has closed."""
    listed = sorted(events, key=lambda e: e.seq)
    gone = undone(listed)
    settled = [e for e in listed if e.kind is Kind.SETTLE and e.id not in gone]
    return tuple(
        event
        for event in listed
        if event.contested
        and event.id not in gone
        and not any(s.seq > event.seq and overlap(s, event) for s in settled)
    )


def touched(event: Correction) -> tuple[str, ...]:
    """The places an event changes; an added demand is nobody else's place."""
    if isinstance(event.after, dict) and "ids" in event.after:
        return tuple(f"{event.path}/{part}" for part in event.after["ids"])
    return () if event.kind is Kind.ADD else (event.path,)


def overlap(one: Correction, other: Correction) -> bool:
    """True when both change one place, or one changes what holds the other's place."""
    return any(_within(a, b) for a in touched(one) for b in touched(other))


def _within(one: str, other: str) -> bool:
    return (
        one == other or f"{one}/".startswith(f"{other}/") or other.startswith(f"{one}/")
    )


def rivals(new: Correction, events: Iterable[Correction]) -> tuple[Correction, ...]:
    """Events that changed the new one's place after its author looked.

    Undoing changes a place too. Who says the same is no rival.
    """
    listed = tuple(events)
    gone = undone(listed)
    undoing = (e for e in listed if e.kind is Kind.UNDO and e.id not in gone)
    return tuple(
        event
        for event in (*effective(listed), *undoing)
        if event.version > new.base_version
        and overlap(event, new)
        and not _agree(event, new)
    )


def _agree(one: Correction, other: Correction) -> bool:
    return (one.path, one.after) == (other.path, other.after)
