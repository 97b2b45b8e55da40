"""How sure the values of an instrument's view are, and the words that show them."""

import re
from dataclasses import dataclass
from typing import Any

from extractor.check import emergency
from extractor.check.attachments import Missing
from extractor.check.compel import class_of
from extractor.check.contradictions import Conflict
from extractor.check.subject import Confidence, Shown
from extractor.check.terms import Due
from extractor.facts import Evidence, Field, Identifier
from extractor.report import Instrument, Packet

# What may name a target though no finder could read it as one.
_POINTS = re.compile(
    r"(?<!\(the )(?<!, the )(?<!hereinafter )(?<!hereinafter, )(?<!inafter the )"
    r"(?<!collectively )(?<!collectively, )[\"“‘][A-Z0-9][^\"”’]{2,60}[\"”’]"
    r"|\w\s?[@®]\s?\w|(?=[A-Z\d-]*\d{3})[A-Z\d-]{7,}"
)
# The same in the demand's own words only: before them stand the sender's addresses.
_PLACES = re.compile(
    r"\b\d{1,6} (?:[NSEW]\.? )?[A-Z][a-z]+ (?:[A-Z][a-z]+ )?[A-Z][a-z]{1,8}\b"
    r"|\b(?:registered|subscribed|belonging|shipped|issued) to [A-Z]|\baccount of [A-Z]"
    r"|\b(?:tracking|order|serial|claim) nos?\.?\W*$"
)
_INKLESS = 0.4
_DOUBTFUL = 0.3
_POORLY_READ = 0.6
_READ = 0.8


@dataclass(frozen=True, slots=True)
class Worked:
    """What is worked out of an instrument once, for its view, sureness and evidence."""

    instrument: Instrument
    packet: Packet
    lost: Missing
    conflicts: tuple[Conflict, ...]
    due: Due
    identifiers: tuple[Identifier, ...]


def confidence(worked: Worked) -> Confidence:
    """By path, 0..1; what is not named is certain."""
    instrument = worked.instrument
    fields, where = instrument.fields, instrument.jurisdiction
    return {
        "instrument.type": instrument.type.confidence if instrument.type.value else 0.0,
        "instrument.country": where.country.confidence if where.country.value else 0.0,
        "instrument.level": where.level.confidence,
        "instrument.subdivision": where.subdivision.confidence,
        "instrument.court": where.court.confidence,
        "instrument.agency": where.agency.confidence,
        "instrument.recipient": fields.recipient.confidence,
        "instrument.for_other": instrument.recipient_is_provider.confidence,
        "instrument.signed": _absence(fields.signature, worked, "unsigned"),
        "instrument.signer": fields.signature.confidence,
        "instrument.dated": _absence(fields.date_issued, worked, "undated", "dated"),
        "instrument.issued": fields.date_issued.confidence,
        "instrument.due": _due(worked),
        "instrument.offence": fields.offence.confidence,
        "instrument.secrecy.kind": fields.nondisclosure.confidence,
        "instrument.contact.name": fields.requesting_contact.confidence,
        "instrument.contact.email": fields.requesting_contact.confidence,
        "instrument.emergency.missing": _unsaid(worked),
        "instrument.conflicts": _least(worked.conflicts),
        "instrument.missing": worked.lost.confidence,
        "instrument.targets": _mean(worked.identifiers),
        "instrument.identifiers": 1.0 if worked.identifiers else _named(worked),
        "instrument.content_demands": _content(instrument),
    }


def _content(instrument: Instrument) -> float:
    """How sure it is that content is asked: as sure as the surest category of it."""
    asked = (c for demand in instrument.demands for c in demand.categories)
    sure = [c.confidence for c in asked if class_of(c.value or "") == "content"]
    return max(sure, default=1.0)


def _due(worked: Worked) -> float:
    """A day to answer before the paper's own date is as likely another day misread."""
    issued, answer = worked.instrument.fields.date_issued.value, worked.due
    if issued and answer.day and answer.day < issued:
        return min(answer.confidence, _DOUBTFUL)
    return answer.confidence


def _least(conflicts: tuple[Conflict, ...]) -> float:
    """The sureness of the surest conflict: one is enough."""
    return max((c.confidence for c in conflicts), default=1.0)


def _mean(identifiers: tuple[Identifier, ...]) -> float:
    sure = [i.value.confidence for i in identifiers]
    return sum(sure) / len(sure) if sure else 1.0


def _unsaid(worked: Worked) -> float:
    """A second officer on a scan may be the supervisor, and only the label be lost."""
    instrument, packet = worked.instrument, worked.packet
    officers = {p.value.value for p in instrument.passages if p.kind == "officer"}
    missing = emergency.emergency(instrument, packet).missing
    if missing == (emergency.SUPERVISOR,) and len(officers) > 1 and _is_scanned(worked):
        return _DOUBTFUL
    return _reading(packet)


def _reading(packet: Packet) -> float:
    """How sure it is that words not found are not there."""
    worst = min((page.quality for page in packet.document.pages), default=0.0)
    return _DOUBTFUL if worst < _POORLY_READ else _READ


def _named(worked: Worked) -> float:
    """How sure it is that nothing is named, where no target was read."""
    instrument = worked.instrument
    telling = {"pointed", "pointing"} if _is_scanned(worked) else {"pointed"}
    pointed = any(p.kind in telling for p in instrument.passages) or any(
        _POINTS.search(f"{d.lead_in} {d.text}") or _PLACES.search(d.text)
        for d in instrument.demands
    )
    return _DOUBTFUL if pointed else 1.0


def _is_scanned(worked: Worked) -> bool:
    """True where recognised letters, which may be lost, make up its pages."""
    pages = worked.packet.document.pages
    return any(page.origin != "embedded" for page in pages)


def _absence(found: Field[Any], worked: Worked, empty: str, filled: str = "") -> float:
    """How sure a handwritten thing is there, or is not.

    A text export of a scan has lost all ink: nothing that ink writes is surely absent,
    unless the paper calls itself a draft, or shows the `empty` place for it. A place
    that is `filled` with what cannot be read leaves it open.
    """
    if found.value is not None:
        return found.confidence
    said = [p for p in worked.instrument.passages if p.kind in ("draft", empty)]
    if said:
        return max(p.value.confidence for p in said)
    unread = any(p.kind == filled for p in worked.instrument.passages)
    if worked.packet.document.media != "text" and not unread:
        return found.confidence
    return min(found.confidence, _INKLESS)


def shown(worked: Worked) -> Shown:
    """By path, what to light on the page; an absence shows nothing."""
    instrument = worked.instrument
    fields, where = instrument.fields, instrument.jurisdiction
    return {
        "instrument.type": instrument.type.evidence,
        "instrument.country": where.country.evidence or where.agency.evidence,
        "instrument.subdivision": where.subdivision.evidence,
        "instrument.court": where.court.evidence,
        "instrument.recipient": fields.recipient.evidence,
        "instrument.signed": fields.signature.evidence
        or _passages(instrument, "unsigned"),
        "instrument.dated": _passages(instrument, "undated"),
        "instrument.due": worked.due.evidence,
        "instrument.issued": fields.date_issued.evidence,
        "instrument.offence": fields.offence.evidence,
        "instrument.secrecy.kind": fields.nondisclosure.evidence,
        "instrument.contact.email": fields.requesting_contact.evidence,
        "instrument.identifiers": _pointed(worked),
        "instrument.power_subjects": tuple(
            e for s in fields.statutes for e in s.evidence
        ),
        "instrument.missing": worked.lost.evidence,
        "instrument.conflicts": tuple(e for c in worked.conflicts for e in c.evidence),
        "instrument.emergency.missing": emergency.shown(instrument),
        "instrument.emergency.past": emergency.shown_past(instrument),
        "instrument.blanks": _passages(instrument, "blank", "draft"),
        "instrument.served": _passages(instrument, "served"),
    }


def _passages(instrument: Instrument, *kinds: str) -> tuple[Evidence, ...]:
    found = (p for p in instrument.passages if p.kind in kinds)
    return tuple(e for p in found for e in p.value.evidence[:1])


def _pointed(worked: Worked) -> tuple[Evidence, ...]:
    return tuple(e for i in worked.identifiers for e in i.value.evidence)[:8]
