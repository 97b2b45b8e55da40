"""An instrument of the packet as rules see it."""

import re
from collections import Counter
from datetime import date
from typing import Any

from extractor.check import attachments, durations, statutes
from extractor.check.compel import class_of, hybrids, is_customer_data, power
from extractor.check.files import read
from extractor.check.phrases import matches
from extractor.check.profile import Profile
from extractor.check.subject import Confidence, Facet, Shown
from extractor.check.view import ContactView, InstrumentView, SecrecyView
from extractor.facts import Evidence, Field, Identifier
from extractor.report import Instrument, Packet

# A name or a birthday alone does not pick one account out of millions, but it is said.
_SERIALS = frozenset({"device_serial", "imei"})
_IS_FOREIGN = 0.5
# What may name a target though no finder could read it as one.
_POINTS = re.compile(
    r"[\"“‘][A-Z0-9][^\"”’]{2,60}[\"”’]|\w\s?[@®]\s?\w|(?=[A-Z\d-]*\d{3})[A-Z\d-]{7,}"
)
_INKLESS = 0.4
_DOUBTFUL = 0.3


def facet(
    instrument: Instrument, packet: Packet, profile: Profile, received: date | None
) -> Facet:
    """The instrument's view, with confidence and evidence of what rules lean on."""
    lost = attachments.missing(instrument, packet)
    seen = InstrumentView(
        **_kind(instrument, packet, profile),
        **_demanded(instrument),
        **_validity(instrument, received),
        **_purpose(instrument),
        is_blank=_is_blank(instrument, packet),
        missing=lost.titles,
        secrecy=_secrecy(instrument),
        contact=_contact(instrument),
    )
    return Facet.of(
        seen, _confidence(instrument, packet, lost), _shown(instrument, lost)
    )


def types(instrument: Instrument, packet: Packet) -> tuple[str, ...]:
    """All types the instrument's paper has, its own first."""
    own = instrument.type.value or ""
    others = (
        i.type.value or "" for i in packet.instruments if i.part == instrument.part
    )
    cited = tuple(s.value or "" for s in instrument.fields.statutes)
    return tuple(dict.fromkeys((own, *others, *hybrids(own, cited))))


def is_foreign(instrument: Instrument, profile: Profile) -> bool:
    """True where a court or agency of another country is read with some certainty."""
    country = instrument.jurisdiction.country
    return (
        country.value is not None
        and country.confidence >= _IS_FOREIGN
        and country.value not in profile.home_countries
    )


def _kind(instrument: Instrument, packet: Packet, profile: Profile) -> dict[str, Any]:
    name, where = instrument.type.value or "", instrument.jurisdiction
    given, court = power(name), where.court.value or ""
    return {
        "type": name,
        "types": types(instrument, packet),
        "title": given.title,
        "family": given.family,
        "binding": given.binding,
        "governmental": given.governmental,
        "foreign": is_foreign(instrument, profile),
        "country": where.country.value or "",
        "level": where.level.value or "",
        "subdivision": where.subdivision.value or "",
        "home_state": where.subdivision.value in profile.home_states,
        "court": court,
        "minor_court": bool(matches("minor_court", court)),
        "agency": where.agency.value or "",
    }


def _demanded(instrument: Instrument) -> dict[str, Any]:
    kinds = Counter(i.kind for i in identifiers(instrument))
    categories = [
        tuple(c.value or "" for c in demand.categories) for demand in instrument.demands
    ]
    return {
        "demands": len(instrument.demands),
        "data_demands": sum(any(map(is_customer_data, c)) for c in categories),
        "content_demands": sum(
            any(class_of(x) == "content" for x in c) for c in categories
        ),
        "identifiers": sum(kinds.values()),
        "serials": sum(n for kind, n in kinds.items() if kind in _SERIALS),
        "targets": max(kinds.values(), default=0),
    }


def identifiers(instrument: Instrument) -> tuple[Identifier, ...]:
    """Every different identifier of the instrument and its demands."""
    every = (
        *instrument.identifiers,
        *(i for d in instrument.demands for i in d.identifiers),
    )
    return tuple({(i.kind, i.value.value): i for i in every}.values())


def _validity(instrument: Instrument, received: date | None) -> dict[str, Any]:
    fields, ours = instrument.fields, instrument.recipient_is_provider
    signature, due = fields.signature.value, fields.date_due.value
    return {
        "recipient": fields.recipient.value or "",
        "for_provider": ours.value is True,
        "for_other": ours.value is False,
        "signed": signature is not None,
        "signer": signature.signer.value if signature else "",
        "dated": fields.date_issued.value is not None,
        "issued": _iso(fields.date_issued.value),
        "due": _iso(due),
        "days_to_due": (due - received).days if due and received else 0,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _purpose(instrument: Instrument) -> dict[str, Any]:
    cited = tuple(s.value for s in instrument.fields.statutes if s.value)
    offence = instrument.fields.offence.value or ""
    allowed = statutes.power_subjects(cited)
    stated = statutes.subjects(offence)
    return {
        "offence": offence,
        "offence_named": bool(offence)
        or any(not statutes.is_procedure(s) for s in cited),
        "power_subjects": allowed,
        "purpose": stated,
        "protected_care": _care(offence, instrument),
        "power_mismatch": bool(allowed and stated) and not set(allowed) & set(stated),
    }


def _care(offence: str, instrument: Instrument) -> tuple[str, ...]:
    texts = (offence, *(demand.text for demand in instrument.demands))
    return tuple(dict.fromkeys(w for t in texts for w in matches("shield", t)))


def _is_blank(instrument: Instrument, packet: Packet) -> bool:
    inside = instrument.part < len(packet.parts)
    return inside and packet.parts[instrument.part].is_blank


def _secrecy(instrument: Instrument) -> SecrecyView:
    found = instrument.fields.nondisclosure.value
    if found is None:
        return SecrecyView()
    until = found.until or ""
    endless = bool(matches("official_secrecy", until))
    return SecrecyView(
        kind=found.kind,
        authority=found.authority or "",
        statutory=statutes.imposes_secrecy(found.authority or ""),
        until=until,
        ends=bool(until) and not endless,
        days=_secret_days(until, instrument.fields.date_issued.value),
    )


def _secret_days(until: str, issued: date | None) -> int:
    try:
        end = date.fromisoformat(until.strip())
    except ValueError:
        return durations.days(until)
    return max((end - issued).days, 0) if issued else 0


def _contact(instrument: Instrument) -> ContactView:
    found = instrument.fields.requesting_contact.value
    if found is None:
        return ContactView()
    email = (found.email or "").casefold()
    free = email.rpartition("@")[2] in read("senders.yaml")["free_mail"]
    return ContactView(bool(found.name), bool(found.phone), email, free)


def _confidence(
    instrument: Instrument, packet: Packet, lost: attachments.Missing
) -> Confidence:
    fields, where = instrument.fields, instrument.jurisdiction
    signature, issued = fields.signature, fields.date_issued
    return {
        "instrument.type": instrument.type.confidence if instrument.type.value else 0.0,
        "instrument.country": where.country.confidence if where.country.value else 0.0,
        "instrument.subdivision": where.subdivision.confidence,
        "instrument.court": where.court.confidence,
        "instrument.recipient": fields.recipient.confidence,
        "instrument.for_other": instrument.recipient_is_provider.confidence,
        "instrument.signed": _absence(signature, packet),
        "instrument.dated": _absence(issued, packet),
        "instrument.due": fields.date_due.confidence,
        "instrument.offence": fields.offence.confidence,
        "instrument.secrecy.kind": fields.nondisclosure.confidence,
        "instrument.contact.name": fields.requesting_contact.confidence,
        "instrument.missing": lost.confidence,
        "instrument.identifiers": 1.0
        if identifiers(instrument)
        else _named(instrument),
    }


def _named(instrument: Instrument) -> float:
    """How sure it is that nothing is named, where no target was read."""
    texts = (f"{d.lead_in} {d.text}" for d in instrument.demands)
    return _DOUBTFUL if any(map(_POINTS.search, texts)) else 1.0


def _absence(found: Field[Any], packet: Packet) -> float:
    """How sure a handwritten thing is there, or is not.

    A text export of a scan has lost all ink: nothing that ink writes is surely absent.
    """
    if found.value is not None or packet.document.media != "text":
        return found.confidence
    return min(found.confidence, _INKLESS)


def _shown(instrument: Instrument, lost: attachments.Missing) -> Shown:
    fields, where = instrument.fields, instrument.jurisdiction
    return {
        "instrument.type": instrument.type.evidence,
        "instrument.country": where.country.evidence or where.agency.evidence,
        "instrument.subdivision": where.subdivision.evidence,
        "instrument.court": where.court.evidence,
        "instrument.recipient": fields.recipient.evidence,
        "instrument.signed": fields.signature.evidence,
        "instrument.due": fields.date_due.evidence,
        "instrument.issued": fields.date_issued.evidence,
        "instrument.offence": fields.offence.evidence,
        "instrument.secrecy.kind": fields.nondisclosure.evidence,
        "instrument.contact.email": fields.requesting_contact.evidence,
        "instrument.identifiers": _pointed(instrument),
        "instrument.power_subjects": tuple(
            e for s in fields.statutes for e in s.evidence
        ),
        "instrument.missing": lost.evidence,
    }


def _pointed(instrument: Instrument) -> tuple[Evidence, ...]:
    return tuple(e for i in identifiers(instrument) for e in i.value.evidence)[:8]
