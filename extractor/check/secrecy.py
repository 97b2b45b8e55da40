"""Secrecy of an instrument as rules see it: by whose word, on what law, until when."""

from datetime import date, timedelta

from extractor.check import durations, statutes
from extractor.check.phrases import matches
from extractor.check.view import SecrecyView
from extractor.report import Instrument


def secrecy(instrument: Instrument) -> SecrecyView:
    """The view; at rest where nothing is said of secrecy."""
    found = instrument.fields.nondisclosure.value
    if found is None:
        return SecrecyView()
    until, issued = found.until or "", instrument.fields.date_issued.value
    endless = bool(matches("official_secrecy", until))
    end = _end(until, issued)
    return SecrecyView(
        kind=found.kind,
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
    if found is None or found.kind != "ordered":
        return False
    end = _end(found.until or "", instrument.fields.date_issued.value)
    return end is None or on is None or on <= end


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
