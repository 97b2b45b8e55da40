"""Secrecy of an instrument as rules see it: by whose word, on what law, until when."""

from datetime import date, timedelta

from extractor.check import durations, statutes
from extractor.check.phrases import matches
from extractor.check.view import SecrecyView
from extractor.facts import Nondisclosure
from extractor.report import Instrument, Packet

GAG = "nondisclosure_order"


def secrecy(instrument: Instrument, packet: Packet) -> SecrecyView:
    """The view; at rest where nothing is said of secrecy.

    Where a paper states no end, an order of nondisclosure served with it may.
    """
    found = instrument.fields.nondisclosure.value
    if found is None:
        return SecrecyView()
    until, issued = found.until or "", instrument.fields.date_issued.value
    if not until and found.kind == "ordered":
        until, issued = _beside(packet) or (until, issued)
    endless = bool(matches("official_secrecy", until))
    end = _end(until, issued)
    return SecrecyView(
        kind=_kind(instrument, found),
        authority=found.authority or "",
        statutory=statutes.imposes_secrecy(found.authority or ""),
        until=until,
        ends=bool(until) and not endless,
        days=_days(until, issued),
        end_day=end.isoformat() if end else "",
    )


def forbids_notice(instrument: Instrument, on: date | None) -> bool:
    """True where a court's order forbids notice, and has not ended by that day."""
    found = instrument.fields.nondisclosure.value
    if found is None or _kind(instrument, found) != "ordered":
        return False
    end = _end(found.until or "", instrument.fields.date_issued.value)
    return end is None or on is None or on <= end


def _kind(instrument: Instrument, found: Nondisclosure) -> str:
    """An order of nondisclosure commands, however softly it is worded."""
    return "ordered" if instrument.type.value == GAG else found.kind


def _beside(packet: Packet) -> tuple[str, date | None] | None:
    """The end that an order of nondisclosure in the packet states, and its date."""
    for other in packet.instruments:
        found = other.fields.nondisclosure.value
        if other.type.value == GAG and found and found.until:
            return found.until, other.fields.date_issued.value
    return None


def _named(until: str) -> date | None:
    try:
        return date.fromisoformat(until.strip())
    except ValueError:
        return None


def _end(until: str, issued: date | None) -> date | None:
    """The day named, or the length counted from the paper's own date."""
    named, length = _named(until), durations.days(until)
    if named or not (issued and length):
        return named
    return issued + timedelta(days=length)


def _days(until: str, issued: date | None) -> int:
    named = _named(until)
    if named is None:
        return durations.days(until)
    return max((named - issued).days, 0) if issued else 0
