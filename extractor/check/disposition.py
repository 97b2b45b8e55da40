"""Findings go in; what to do with the packet, and why, comes out."""

from dataclasses import dataclass

from extractor.check.engine import Hit
from extractor.check.reading import is_judged
from extractor.report import Disposition, Finding, Packet, Review, Severity

CHANNELS = {"emergency_request": "emergency", "preservation_request": "preserve"}
_BY_CHANNEL = {
    "emergency": "an emergency request: no more than the emergency needs",
    "preserve": "a preservation request: records are kept, nothing is disclosed",
}
# These ask something without a demand for data.
_ASKS = frozenset({"device_return_request", "fraud_referral"})
_ALWAYS_SEEN = {
    "emergency": "emergency: a disclosure is voluntary, and a person decides on it",
    "restricted": "restricted process: only cleared staff may open it",
    "redirect": "process from abroad: a person sees it to its channel",
    "review": "what stands against it, or is not known, is for a person to weigh",
}
Key = tuple[int, str]
"""A demand of a packet: its instrument's index and its own id."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Which demands stand and fall, and by which findings.

    `waiting` are rules, with their instruments, that only want the day of receipt.
    """

    packet: Packet
    findings: tuple[Finding, ...]
    demands: tuple[Key, ...]
    blocked: frozenset[Key]
    waiting: frozenset[tuple[str, int]]

    @property
    def standing(self) -> tuple[Key, ...]:
        """The demands of which something is left by every block."""
        return tuple(d for d in self.demands if d not in self.blocked)

    def saying(self, *severities: Severity) -> tuple[Finding, ...]:
        """The objections of some severities."""
        return tuple(
            f
            for f in self.findings
            if f.verdict == "objects" and f.severity in severities
        )

    @property
    def unsure(self) -> tuple[Finding, ...]:
        """What could not be told and would matter; the day of receipt is asked."""
        return tuple(
            f
            for f in self.findings
            if f.verdict == "cannot_tell"
            and f.severity is not Severity.NOTE
            and (f.rule, f.instrument) not in self.waiting
        )


def dispose(
    packet: Packet, heard: tuple[Hit, ...], findings: tuple[Finding, ...]
) -> tuple[Disposition, Review]:
    """The disposition with its reasons, and whether a person must look."""
    outlook = _outlook(packet, heard, findings)
    value, reasons = _decide(outlook)
    goes_out = value in ("ready", "narrow", "emergency")
    producible = tuple(i for _, i in outlook.standing) if goes_out else ()
    because = _because(outlook, value)
    required = value in _ALWAYS_SEEN or bool(outlook.unsure) or _is_poor(findings)
    return Disposition(value, reasons, producible), Review(required, because)


def _outlook(
    packet: Packet, heard: tuple[Hit, ...], findings: tuple[Finding, ...]
) -> Outlook:
    demands = tuple(
        (index, demand.id)
        for index, instrument in enumerate(packet.instruments)
        if is_judged(instrument, packet)
        for demand in instrument.demands
    )
    fallen = {
        (h.subject.instrument, "" if h.whole else h.subject.demand_id)
        for h in heard
        if h.fells
    }
    # A block on the whole instrument has no demand's id, and fells them all.
    blocked = frozenset(d for d in demands if d in fallen or (d[0], "") in fallen)
    waiting = frozenset(
        (h.rule.id, h.subject.instrument) for h in heard if h.waits_for_receipt
    )
    return Outlook(packet, findings, demands, blocked, waiting)


def _decide(outlook: Outlook) -> tuple[str, tuple[str, ...]]:
    blocks = outlook.saying(Severity.BLOCK)
    routed = {f.rule for f in outlook.saying(Severity.ROUTE)}
    if "restricted_process" in routed:
        return "restricted", ("restricted process goes to cleared staff unread",)
    if _falls(outlook, blocks):
        return "reject", _titles(blocks)
    if routed:
        return "redirect", _titles(outlook.saying(Severity.ROUTE))
    channel = CHANNELS.get(_primary_type(outlook.packet))
    if channel:
        return channel, (_BY_CHANNEL[channel], *_titles(_serious(outlook)))
    return _weigh(outlook)


def _falls(outlook: Outlook, blocks: tuple[Finding, ...]) -> bool:
    """True where blocks leave nothing: no demand stands, or there was none."""
    return bool(blocks) and not outlook.standing


def _serious(outlook: Outlook) -> tuple[Finding, ...]:
    return outlook.saying(Severity.BLOCK, Severity.OBJECT)


def _weigh(outlook: Outlook) -> tuple[str, tuple[str, ...]]:
    serious = _serious(outlook)
    on_demands = tuple(
        f for f in serious if f.demand_ids or f.severity is Severity.BLOCK
    )
    if on_demands:
        return "narrow", _titles(serious)
    if serious:
        return "review", _titles(serious)
    if outlook.unsure:
        return "review", tuple(f"{f.title}: cannot tell" for f in outlook.unsure)
    if _asks_nothing(outlook):
        return "review", ("no demand found",)
    return "ready", ("nothing stands against it",)


def _asks_nothing(outlook: Outlook) -> bool:
    """True for papers without any demand, save those that ask something else."""
    if outlook.demands or _primary_type(outlook.packet) in _ASKS:
        return False
    return {i.type.value for i in outlook.packet.instruments} != {"nondisclosure_order"}


def _primary_type(packet: Packet) -> str:
    if packet.primary >= len(packet.instruments):
        return ""
    return packet.instruments[packet.primary].type.value or ""


def _titles(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_reason(f) for f in findings))


def _reason(finding: Finding) -> str:
    ids = f" ({', '.join(finding.demand_ids)})" if finding.demand_ids else ""
    return f"{finding.title}{ids}"


def _because(outlook: Outlook, value: str) -> tuple[str, ...]:
    told = tuple(
        f"{f.title}: {f.message[0].lower()}{f.message[1:]}"
        for f in outlook.findings
        if f.verdict == "cannot_tell"
    )
    poor = (
        ("some pages were not read, or read badly",)
        if _is_poor(outlook.findings)
        else ()
    )
    channel = (_ALWAYS_SEEN[value],) if value in _ALWAYS_SEEN else ()
    return (*channel, *told, *poor)


def _is_poor(findings: tuple[Finding, ...]) -> bool:
    return any(f.rule == "unreadable_pages" for f in findings)
