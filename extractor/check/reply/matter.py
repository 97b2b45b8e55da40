"""What a letter is about: the report, its provider, and the values of the slots."""

from dataclasses import dataclass
from datetime import date

from extractor.check.compel import power
from extractor.check.profile import Profile
from extractor.check.reply.plain import day, plain
from extractor.check.reply.wording import common
from extractor.report import Instrument, Report

_KEPT = "preservation_ends"
FIELDS = {
    "case": "case_number",
    "court": "court",
    "agency": "agency",
    "issued": "date_issued",
    "due": "date_due",
    "instrument": "type",
    "also": "type",
    "received": "received",
}
"""Slots to the fields of the report they come from; the others are the provider's."""


@dataclass(frozen=True)
class Matter:
    """A report, and the provider that answers it."""

    report: Report
    profile: Profile
    slots: dict[str, str]

    @property
    def instrument(self) -> Instrument | None:
        """The packet's primary instrument."""
        return primary(self.report)

    @property
    def type(self) -> str:
        """The primary instrument's type, empty where it is unknown."""
        return (self.instrument.type.value or "") if self.instrument else ""

    def labels(self, demand_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The numbers of items as the letter counts them."""
        order = [d.id for i in self.report.instruments for d in i.demands]
        return tuple(str(order.index(d) + 1) for d in demand_ids if d in order)

    def items(self, demand_ids: tuple[str, ...]) -> str:
        """Items in words: "item 3", "items 1 to 4", "items 1 and 3"."""
        numbers = sorted(map(int, self.labels(demand_ids)))
        if len(numbers) < 2:
            return f"item {numbers[0]}" if numbers else ""
        return f"items {_ranges(numbers)}"


def matter(report: Report, profile: Profile) -> Matter:
    """The report with its slots worked out."""
    return Matter(report, profile, _slots(report, profile))


def primary(report: Report) -> Instrument | None:
    """The primary instrument, None in a packet without any."""
    within = 0 <= report.primary < len(report.instruments)
    return report.instruments[report.primary] if within else None


def named(instrument_type: str) -> str:
    """What a letter calls a paper of a type."""
    name: str = common()["names"].get(instrument_type, power(instrument_type).title)
    return name


def _slots(report: Report, profile: Profile) -> dict[str, str]:
    received = date.fromisoformat(report.received) if report.received else None
    ends = (d.due for d in report.deadlines if d.id == _KEPT and d.due)
    return {
        "provider": profile.letterhead.name or profile.title,
        "portal": profile.portal,
        "reference": report.document.sha256[:12].upper(),
        "received": day(received),
        "kept_days": str(common()["kept_days"]),
        "kept_until": day(next(ends, None)),
        **_paper(report),
    }


def _paper(report: Report) -> dict[str, str]:
    instrument = primary(report)
    if instrument is None:
        return dict.fromkeys(
            ("case", "court", "agency", "issued", "due", "also"), ""
        ) | {"instrument": power("").title}
    place, fields = instrument.jurisdiction, instrument.fields
    return {
        "instrument": named(instrument.type.value or ""),
        "also": _also(report),
        "case": plain(fields.case_number.value, 80),
        "court": plain(place.court.value, 160),
        "agency": plain(place.agency.value, 160),
        "issued": day(fields.date_issued.value),
        "due": day(fields.date_due.value),
    }


def _also(report: Report) -> str:
    others = (
        named(instrument.type.value)
        for index, instrument in enumerate(report.instruments)
        if index != report.primary and instrument.type.value
    )
    return "; ".join(dict.fromkeys(others))


def _ranges(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [
        f"{r[0]} to {r[-1]}" if len(r) > 2 else " and ".join(map(str, r)) for r in runs
    ]
    return ", ".join(said)
