"""Findings go in; what to do with the packet, and why, comes out."""

from dataclasses import dataclass

from extractor.check.reading import is_judged
from extractor.report import Disposition, Finding, Packet, Review, Severity

_RECEIPT = "packet.received"
CHANNELS = {"emergency_request": "emergency", "preservation_request": "preserve"}
# These ask something without a demand for data.
_ASKS = frozenset({"device_return_request", "fraud_referral"})
_ALWAYS_SEEN = frozenset({"emergency", "restricted", "redirect", "review"})


@dataclass(frozen=True, slots=True)
class Outlook:
    """Which demands stand and fall, and by which findings."""

    packet: Packet
    findings: tuple[Finding, ...]
    demands: tuple[str, ...]
    blocked: frozenset[str]

    @property
    def standing(self) -> tuple[str, ...]:
        """The demands no block falls on."""
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
            and _RECEIPT not in f.message
        )


def dispose(
    packet: Packet, findings: tuple[Finding, ...]
) -> tuple[Disposition, Review]:
    """The disposition with its reasons, and whether a person must look."""
    outlook = _outlook(packet, findings)
    value, reasons = _decide(outlook)
    producible = outlook.standing if value in ("ready", "narrow", "emergency") else ()
    because = _because(outlook, value)
    required = value in _ALWAYS_SEEN or bool(outlook.unsure) or _is_poor(findings)
    return Disposition(value, reasons, producible), Review(required, because)


def _outlook(packet: Packet, findings: tuple[Finding, ...]) -> Outlook:
    demands = {
        index: tuple(d.id for d in instrument.demands)
        for index, instrument in enumerate(packet.instruments)
        if is_judged(instrument, packet)
    }
    blocked = frozenset(
        demand_id
        for f in findings
        if f.verdict == "objects" and f.severity is Severity.BLOCK
        for demand_id in (f.demand_ids or demands.get(f.instrument, ()))
    )
    every = tuple(d for ids in demands.values() for d in ids)
    return Outlook(packet, findings, every, blocked)


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
        return channel, (f"{_primary_type(outlook.packet).replace('_', ' ')}",)
    return _weigh(outlook)


def _falls(outlook: Outlook, blocks: tuple[Finding, ...]) -> bool:
    """True where blocks leave nothing: no demand stands, or there was none."""
    return bool(blocks) and not outlook.standing


def _weigh(outlook: Outlook) -> tuple[str, tuple[str, ...]]:
    serious = outlook.saying(Severity.BLOCK, Severity.OBJECT)
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
        f"{f.rule}: {f.message}" for f in outlook.findings if f.verdict == "cannot_tell"
    )
    poor = (
        ("some pages were not read, or read badly",)
        if _is_poor(outlook.findings)
        else ()
    )
    channel = (f"{value}: a person decides",) if value in _ALWAYS_SEEN else ()
    return (*channel, *told, *poor)


def _is_poor(findings: tuple[Finding, ...]) -> bool:
    return any(f.rule == "unreadable_pages" for f in findings)
