"""The checklist of an emergency request: what it says, and what is missing."""

from datetime import date, timedelta

from extractor.check.phrases import matches
from extractor.check.sender import has_call_back
from extractor.check.view import EmergencyView
from extractor.facts import Evidence
from extractor.report import Instrument, Packet

# In the order in which a person would ask.
_WORDS = {
    "person": "who is in danger",
    "danger": "what the danger is",
    "why_now": "why it cannot wait for process",
    "data": "which data is needed",
    "officer": "the officer's name",
    "call_back": "a number to call back",
    "supervisor": "a supervisor who confirms",
}
_KINDS = {
    "person": "in_danger",
    "danger": "danger",
    "why_now": "why_now",
    "officer": "officer",
    "supervisor": "supervisor",
}
TYPE = "emergency_request"
SUPERVISOR = _WORDS["supervisor"]
"""How a missing supervisor is told."""
_OLD = timedelta(days=14)
"""Who asks only for days longer ago than this asks about something that is over."""


def emergency(instrument: Instrument, packet: Packet) -> EmergencyView:
    """The checklist; at rest for other papers.

    A letter and its form, or two pages of a form, are one request: what either says
    is said.
    """
    if instrument.type.value != TYPE:
        return EmergencyView()
    papers = [_said(i) for i in packet.instruments if i.type.value == TYPE]
    said = {name: any(paper[name] for paper in papers) for name in _WORDS}
    missing = tuple(words for name, words in _WORDS.items() if not said[name])
    return EmergencyView(**said, missing=missing, past=_past(instrument))


def _said(instrument: Instrument) -> dict[str, bool]:
    """Which points of the checklist one paper meets."""
    kinds = {p.kind for p in instrument.passages}
    fields = instrument.fields
    contact, officer = fields.requesting_contact.value, fields.issuing_officer.value
    said = {name: kind in kinds for name, kind in _KINDS.items()}
    said["data"] = bool(instrument.demands)
    said["officer"] |= bool((contact and contact.name) or (officer and officer.name))
    said["call_back"] = has_call_back(instrument)
    return said


def _past(instrument: Instrument) -> tuple[str, ...]:
    """What puts the danger in the past: passages of it, and words of the demands."""
    found = [p.value.value or "" for p in instrument.passages if p.kind == "past"]
    for demand in instrument.demands:
        found.extend(matches("past_event", demand.text))
    return tuple(dict.fromkeys(found)) or _long_ago(instrument)


def _long_ago(instrument: Instrument) -> tuple[str, ...]:
    """The last day of all it asks for, where that is long before the request itself."""
    asked, made = instrument.fields.date_range, instrument.fields.date_issued.value
    end = asked.value.end if asked.value else None
    if made is None or not isinstance(end, date) or made - end <= _OLD:
        return ()
    return tuple(e.text for e in asked.evidence[-1:]) or (end.isoformat(),)


def shown(instrument: Instrument) -> tuple[Evidence, ...]:
    """What the paper does say of the emergency."""
    kinds = frozenset(_KINDS.values())
    return _evidence(instrument, kinds)


def shown_past(instrument: Instrument) -> tuple[Evidence, ...]:
    """What it says of a danger that is over."""
    return _evidence(instrument, frozenset({"past"}))


def _evidence(instrument: Instrument, kinds: frozenset[str]) -> tuple[Evidence, ...]:
    found = (p for p in instrument.passages if p.kind in kinds)
    return tuple(e for p in found for e in p.value.evidence[:1])
