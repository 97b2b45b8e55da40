"""Attachments an instrument cites that the packet does not hold."""

import re
from dataclasses import dataclass

from extractor.facts import Evidence, Field
from extractor.report import Instrument, Packet

_TITLE = re.compile(
    r"(?P<kind>attachment|exhibit|appendix|annex|annexe|rider|schedule|addendum)s?"
    r"\W*(?P<label>[A-Z0-9]{1,3}\b)?",
    re.IGNORECASE,
)
_LOOKALIKE = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B", "L": "I", "4": "A"})


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing, how sure that is, and where it is cited."""

    titles: tuple[str, ...]
    confidence: float
    evidence: tuple[Evidence, ...]


def missing(instrument: Instrument, packet: Packet) -> Missing:
    """The attachments cited and not present; unsure where an untitled one is there."""
    present = _present(packet)
    lost = tuple(
        cited
        for cited in instrument.fields.attachments_referenced
        if cited.value and not _is_there(cited.value, present)
    )
    sure = min((c.confidence for c in lost), default=1.0)
    untitled = _untitled(packet) > 0 or _unclaimed(instrument, present, lost)
    return Missing(
        titles=tuple(dict.fromkeys(" ".join((c.value or "").split()) for c in lost)),
        confidence=min(sure, 0.3) if lost and untitled else sure,
        evidence=tuple(e for c in lost for e in c.evidence),
    )


def _present(packet: Packet) -> tuple[tuple[str, str], ...]:
    found: tuple[Field[str], ...] = tuple(
        title for i in packet.instruments for title in i.fields.attachments_present
    )
    return tuple(_key(title.value) for title in found if title.value)


def _key(title: str) -> tuple[str, str]:
    match = _TITLE.search(title)
    if match is None:
        return "", " ".join(title.upper().split())
    label = (match["label"] or "").upper().translate(_LOOKALIKE)
    return match["kind"].lower().removesuffix("e"), label


def _is_there(title: str, present: tuple[tuple[str, str], ...]) -> bool:
    """Same kind and label; a title without a label is met by any attachment."""
    kind, label = _key(title)
    if not label:
        return bool(present)
    return any(there == label and (k == kind or not k) for k, there in present)


def _untitled(packet: Packet) -> int:
    """How many attachment parts carry a title nobody read."""
    parts = sum(part.type == "attachment" for part in packet.parts)
    titles = {
        _key(t.value or "")
        for i in packet.instruments
        for t in i.fields.attachments_present
    }
    return parts - len(titles)


def _unclaimed(
    instrument: Instrument,
    present: tuple[tuple[str, str], ...],
    lost: tuple[Field[str], ...],
) -> bool:
    """True where one of a lost one's kind is cited under no title: perhaps misread."""
    cited = {_key(c.value or "") for c in instrument.fields.attachments_referenced}
    kinds = {_key(c.value or "")[0] for c in lost}
    return any(key not in cited and key[0] in kinds for key in present)
