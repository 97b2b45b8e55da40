"""Where the parts of a packet disagree: numbers, days, names, who holds the data."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from extractor.check.compel import power
from extractor.check.phrases import fold
from extractor.check.profile import Profile
from extractor.check.recipient import names_provider
from extractor.check.terms import due
from extractor.facts import Evidence, Field
from extractor.report import Instrument, Packet

_NEAR = 2
_LONG_NUMBER = 10
_DOUBTFUL = 0.4
_NAMING = ("email", "phone", "account_id", "order_id", "name", "username")
_LOOKALIKE = str.maketrans("OQIL|SBZ", "00111582")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things that cannot both be right, in a few words, and where they stand."""

    text: str
    confidence: float
    evidence: tuple[Evidence, ...]


def conflicts(
    instrument: Instrument, packet: Packet, profile: Profile, received: date | None
) -> tuple[Conflict, ...]:
    """Every disagreement between an instrument and what came with it."""
    found = (
        *_numbers(instrument, packet),
        *_days(instrument),
        *_order(instrument, received),
        *_periods(instrument),
        *_holders(instrument, profile),
        *_addressees(instrument, packet),
        *_targets(instrument, packet),
    )
    return tuple({c.text: c for c in found}.values())


def _conflict(name: str, one: Field[str], other: Field[str]) -> Conflict:
    text = f"{name} is {_said(one)} and {_said(other)}"
    sure = min(one.confidence, other.confidence)
    return Conflict(text, sure, one.evidence[:1] + other.evidence[:1])


def _said(field: Field[str]) -> str:
    page = f" on page {field.evidence[0].page}" if field.evidence else ""
    return f"“{field.value}”{page}"


def _elsewhere(instrument: Instrument, kind: str) -> Iterator[Field[str]]:
    return (p.value for p in instrument.passages if p.kind == kind)


def _numbers(instrument: Instrument, packet: Packet) -> Iterator[Conflict]:
    own = instrument.fields.case_number
    known = {_plain(i.fields.case_number.value or "") for i in packet.instruments}
    for other in _elsewhere(instrument, "number_elsewhere"):
        mine, theirs = _plain(own.value or ""), _plain(other.value or "")
        if mine and theirs not in known and _is_variant(mine, theirs):
            yield _conflict("the number of the case", own, other)


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number.upper()).translate(_LOOKALIKE)


def _is_variant(one: str, other: str) -> bool:
    """True for two numbers of one form: one of them is wrong, or of another case."""
    shapes = {re.sub(r"\d", "9", number) for number in (one, other)}
    if len(shapes) > 1:
        return False
    long = len(one) >= _LONG_NUMBER and re.search(r"[A-Z]", one) is not None
    return long or DamerauLevenshtein.distance(one, other) <= _NEAR


def _days(instrument: Instrument) -> Iterator[Conflict]:
    fields = instrument.fields
    for name, own, kind in (
        ("the date of the paper", fields.date_issued, "issued_elsewhere"),
        ("the day of return", fields.date_due, "due_elsewhere"),
    ):
        others = tuple(_elsewhere(instrument, kind))
        if own.value and own.value.isoformat() not in {o.value for o in others}:
            for other in others:
                yield _conflict(name, _iso(own), other)


def _iso(field: Field[date]) -> Field[str]:
    value = field.value.isoformat() if field.value else None
    return Field(value, field.confidence, field.evidence)


def _order(instrument: Instrument, received: date | None) -> Iterator[Conflict]:
    """Days that come in the wrong order."""
    issued, answer = instrument.fields.date_issued, due(instrument, received)
    if issued.value is None:
        return
    if answer.by == "paper" and answer.day and answer.day < issued.value:
        sure = min(issued.confidence, answer.confidence)
        # A day of a period that could not be read passes for one to answer.
        unread = any(True for _ in _elsewhere(instrument, "timed"))
        sure = min(sure, _DOUBTFUL) if unread else sure
        shown = issued.evidence[:1] + answer.evidence[:1]
        text = f"it is dated {issued.value}, after the day to answer, {answer.day}"
        yield Conflict(text, sure, shown)
    if received and issued.value > received:
        text = f"it is dated {issued.value}, after the day of receipt, {received}"
        yield Conflict(text, issued.confidence, issued.evidence[:1])


def _periods(instrument: Instrument) -> Iterator[Conflict]:
    for other in _elsewhere(instrument, "range_elsewhere"):
        text = f"the face gives the same days in another year than {_said(other)}"
        yield Conflict(text, other.confidence, other.evidence)


def _holders(instrument: Instrument, profile: Profile) -> Iterator[Conflict]:
    """The records are said to be at somebody else's, though this provider is asked."""
    held = tuple(_elsewhere(instrument, "holder"))
    told = [(field, names_provider(field, profile)) for field in held]
    ours = instrument.recipient_is_provider.value or any(t.value for _, t in told)
    for field, named in told:
        if ours and named.value is False and named.confidence > _DOUBTFUL:
            text = f"the records are said to be held by {_said(field)}"
            yield Conflict(text, named.confidence, field.evidence)


def _addressees(instrument: Instrument, packet: Packet) -> Iterator[Conflict]:
    """One paper of the packet is for the provider, this one for somebody else."""
    # A central authority gets the request for what the provider holds.
    if power(instrument.type.value or "").family == "foreign":
        return
    others = (i for i in packet.instruments if i is not instrument)
    own = instrument.fields.recipient
    if instrument.recipient_is_provider.value is False:
        for other in others:
            if other.recipient_is_provider.value is True:
                yield _conflict("the addressee", own, other.fields.recipient)


def _targets(instrument: Instrument, packet: Packet) -> Iterator[Conflict]:
    """One target on each of two parts, a letter or two apart."""
    by_part: defaultdict[tuple[str, int], dict[str, Field[str]]] = defaultdict(dict)
    for found in instrument.identifiers:
        for shown in found.value.evidence[:1]:
            part = _part_of(shown.page, packet)
            by_part[found.kind, part][found.value.value or ""] = found.value
    for kind in _NAMING:
        alone = [
            next(iter(values.values()))
            for (k, _), values in by_part.items()
            if k == kind and len(values) == 1
        ]
        if len(alone) == 2 and _are_near(*alone):
            yield _conflict(f"the {kind.replace('_', ' ')}", *alone)


def _are_near(one: Field[str], other: Field[str]) -> bool:
    mine, theirs = (_letters(field.value or "") for field in (one, other))
    return 0 < Levenshtein.distance(mine, theirs) <= _NEAR


def _letters(value: str) -> str:
    return "".join(fold(word) for word in re.findall(r"\w+", value))


def _part_of(page: int, packet: Packet) -> int:
    return next((i for i, p in enumerate(packet.parts) if page in p.pages), -1)
