"""An instrument of the packet as rules see it."""

from collections import Counter
from datetime import date
from math import ceil
from typing import Any

from extractor.check import attachments, durations, statutes
from extractor.check.abroad import channel, missing_sections
from extractor.check.compel import class_of, hybrids, is_customer_data, power
from extractor.check.contradictions import conflicts
from extractor.check.emergency import TYPE as EMERGENCY
from extractor.check.emergency import emergency
from extractor.check.phrases import matches
from extractor.check.profile import Profile
from extractor.check.secrecy import secrecy
from extractor.check.sender import is_free, signals
from extractor.check.subject import Facet
from extractor.check.sureness import Worked, confidence, shown
from extractor.check.terms import NONE, Due, due, term
from extractor.check.view import ChannelView, ContactView, InstrumentView
from extractor.facts import Identifier, Passage
from extractor.report import Instrument, Packet

# A name or a birthday alone does not pick one account out of millions, but it is said.
_SERIALS = frozenset({"device_serial", "imei"})
_IS_FOREIGN = 0.5
SPEECH = "speech"
CIVIL = "civil_subpoena"
_MANY = 3
# Orders that take data as it arises, for a time their demands state.
_RUNNING = frozenset({"pen_trap_order", "interception_order"})


def facet(
    instrument: Instrument, packet: Packet, profile: Profile, received: date | None
) -> Facet:
    """The instrument's view, with confidence and evidence of what rules lean on."""
    worked = Worked(
        instrument,
        packet,
        attachments.missing(instrument, packet),
        conflicts(instrument, packet, profile, received),
        due(instrument, received),
        identifiers(instrument),
    )
    seen = InstrumentView(
        **_kind(instrument, packet, profile),
        **_demanded(instrument),
        **_validity(instrument),
        **_timing(worked.due, instrument, received),
        **_purpose(instrument),
        **_form(instrument, packet),
        missing=worked.lost.titles,
        conflicts=tuple(c.text for c in worked.conflicts),
        secrecy=secrecy(instrument, packet),
        contact=_contact(instrument, packet),
        emergency=emergency(instrument, packet),
        channel=_channel(instrument, profile, received),
    )
    return Facet(seen, confidence(worked), shown(worked))


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


def _validity(instrument: Instrument) -> dict[str, Any]:
    fields, ours = instrument.fields, instrument.recipient_is_provider
    signature = fields.signature.value
    return {
        "recipient": fields.recipient.value or "",
        "for_provider": ours.value is True,
        "for_other": ours.value is False,
        "signed": signature is not None,
        "signer": signature.signer.value if signature else "",
        "dated": fields.date_issued.value is not None,
        "issued": _iso(fields.date_issued.value),
    }


def _timing(
    answer: Due, instrument: Instrument, received: date | None
) -> dict[str, Any]:
    runs = term(instrument)
    # No paper is older than its receipt: its own date leaves no more time than that.
    runs = runs if runs is not NONE else term(instrument, "term_dated")
    lengths = (
        *(durations.days(demand.text) for demand in instrument.demands),
        *(durations.days(p.value.value or "") for p in _of_kind(instrument, "runs")),
    )
    return {
        "due": _iso(answer.day),
        "days_to_due": (answer.day - received).days if answer.day and received else 0,
        "executes": answer.executes,
        "term": runs.text,
        "term_days": runs.days or ceil(runs.hours / 24),
        "term_hours": runs.hours,
        "runs_days": max(lengths, default=0) if _is_running(instrument) else 0,
    }


def _of_kind(instrument: Instrument, kind: str) -> tuple[Passage, ...]:
    return tuple(p for p in instrument.passages if p.kind == kind)


def _is_running(instrument: Instrument) -> bool:
    return instrument.type.value in _RUNNING


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _purpose(instrument: Instrument) -> dict[str, Any]:
    cited = tuple(s.value for s in instrument.fields.statutes if s.value)
    offence = instrument.fields.offence.value or ""
    allowed = statutes.power_subjects(cited)
    stated = statutes.subjects(offence)
    if allowed and not offence:
        stated = _spoken(instrument)
    fitting = {*stated, *statutes.offence_subjects(cited)} & set(allowed)
    return {
        "offence": offence,
        "offence_named": bool(offence) or _names_crime(instrument, cited),
        "power_subjects": allowed,
        "purpose": stated,
        "protected_care": _care(offence, instrument),
        "power_mismatch": bool(allowed and stated) and not fitting,
    }


def _spoken(instrument: Instrument) -> tuple[str, ...]:
    """Speech, where no offence is named and the demands are about what was said."""
    about = (s for d in instrument.demands for s in statutes.subjects(d.text))
    return tuple(dict.fromkeys(s for s in about if s == SPEECH))


def _names_crime(instrument: Instrument, cited: tuple[str, ...]) -> bool:
    """True where a statute cited, or a demand's words, are of a crime."""
    asked = (f"{demand.lead_in} {demand.text}" for demand in instrument.demands)
    return any(not statutes.is_procedure(s) for s in cited) or any(
        matches("offence", text) for text in asked
    )


def _care(offence: str, instrument: Instrument) -> tuple[str, ...]:
    texts = (offence, *(demand.text for demand in instrument.demands))
    return tuple(dict.fromkeys(w for t in texts for w in matches("shield", t)))


def _form(instrument: Instrument, packet: Packet) -> dict[str, Any]:
    """What of the paper is not filled in, and how it says it came."""
    said = {p.kind: p.value.value or "" for p in reversed(instrument.passages)}
    inside = instrument.part < len(packet.parts)
    return {
        "is_blank": inside and packet.parts[instrument.part].is_blank,
        "blanks": _blanks(instrument),
        "is_draft": "draft" in said,
        "served": said.get("served", ""),
        "domesticated": "domesticated" in said or _is_exhibit(instrument, packet),
    }


def _is_exhibit(instrument: Instrument, packet: Packet) -> bool:
    """True for a civil subpoena behind the one that issues it again.

    Uniform acts have the foreign subpoena attached to, and its terms incorporated in,
    the subpoena of the court where it is served.
    """
    first = packet.instruments[packet.primary]
    kind, leads = instrument.type.value, first.type.value
    again = any(p.kind == "domesticated" for p in first.passages)
    return first is not instrument and kind == leads == CIVIL and again


def _blanks(instrument: Instrument) -> tuple[str, ...]:
    """Entries nobody made; bare ones only where no hand or day is on it."""
    lined = tuple(p.value.value or "" for p in _of_kind(instrument, "blank"))
    bare = tuple(p.value.value or "" for p in _of_kind(instrument, "bare"))
    signed = instrument.fields.signature.value is not None
    dated = instrument.fields.date_issued.value is not None
    trusted = len(bare) >= _MANY and not signed and not dated
    return tuple(dict.fromkeys((*lined, *(bare if trusted else ()))))


def _channel(
    instrument: Instrument, profile: Profile, received: date | None
) -> ChannelView:
    family = power(instrument.type.value or "").family
    if family != "foreign" and not is_foreign(instrument, profile):
        return ChannelView()
    found = channel(instrument, received or instrument.fields.date_issued.value)
    return ChannelView(
        id=found.id,
        title=found.title,
        route=found.route,
        asks=found.asks,
        authority=found.authority,
        missing=missing_sections(instrument, found),
    )


def _contact(instrument: Instrument, packet: Packet) -> ContactView:
    found = instrument.fields.requesting_contact.value
    if found is None:
        return ContactView(signals=_signals(instrument, packet))
    email = (found.email or "").casefold()
    return ContactView(
        name=bool(found.name),
        phone=bool(found.phone),
        email=email,
        free_mail=is_free(email),
        signals=_signals(instrument, packet),
    )


def _signals(instrument: Instrument, packet: Packet) -> tuple[str, ...]:
    if instrument.type.value != EMERGENCY:
        return ()
    return signals(
        instrument, (i for i in packet.instruments if i.type.value == EMERGENCY)
    )
