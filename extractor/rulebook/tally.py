"""Which rules fired, never fired or could not tell; right or wrong where labelled."""

from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

from extractor.report import Report
from extractor.rulebook.shown import table


@dataclass
class Count:
    """One rule over a set. `right` to `missed` count labelled packets only."""

    fired: int = 0
    unsure: int = 0
    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of objections that are labelled; None without any."""
        return _share(self.right, self.right + self.invented)

    @property
    def recall(self) -> float | None:
        """Share of labels that were objected; None without any."""
        return _share(self.right, self.right + self.missed)


@dataclass
class Tally:
    """Counts by rule, and the packets behind the errors."""

    counts: dict[str, Count]
    packets: int = 0
    labelled: int = 0
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, name: str, report: Report, wanted: frozenset[str] | None) -> None:
        """Count one report in; `wanted` are its labels."""
        self.packets += 1
        objected = {f.rule for f in report.findings if f.verdict == "objects"}
        unsure = {f.rule for f in report.findings if f.verdict == "cannot_tell"}
        for rule in self.counts:
            self.counts[rule].fired += rule in objected
            self.counts[rule].unsure += rule in unsure
        if wanted is not None:
            self.labelled += 1
            self._compare(name, objected, wanted)

    def _compare(self, name: str, found: set[str], wanted: frozenset[str]) -> None:
        for rule, count in self.counts.items():
            count.right += rule in found and rule in wanted
            count.invented += rule in found and rule not in wanted
            count.missed += rule not in found and rule in wanted
            if (rule in found) != (rule in wanted):
                what = "missed" if rule in wanted else "invented"
                self.errors.append((rule, name, what))

    @property
    def never(self) -> tuple[str, ...]:
        """Rules that neither fired nor could not tell."""
        return tuple(r for r, c in self.counts.items() if not c.fired + c.unsure)

    @property
    def total(self) -> Count:
        """The sum over all rules."""
        every = self.counts.values()
        return Count(
            sum(c.fired for c in every),
            sum(c.unsure for c in every),
            sum(c.right for c in every),
            sum(c.invented for c in every),
            sum(c.missed for c in every),
        )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def shown(tally: Tally) -> Table:
    """One row a rule, the never fired dimmed; precision and recall where labelled."""
    columns = ["Rule", "Fired", "Cannot tell"]
    if tally.labelled:
        columns += ["Right", "Invented", "Missed", "Precision", "Recall"]
    told = table(*columns)
    for column in told.columns[1:]:
        column.justify = "right"
    for rule, count in tally.counts.items():
        style = None if count.fired + count.unsure + count.missed else "dim"
        told.add_row(rule, *_cells(count, tally.labelled), style=style)
    told.add_section()
    told.add_row("all rules", *_cells(tally.total, tally.labelled), style="bold")
    told.caption = (
        f"{tally.packets} packets, {tally.labelled} labelled; "
        f"{len(tally.never)} of {len(tally.counts)} rules never fired"
    )
    return told


def _cells(count: Count, labelled: int) -> tuple[Text, ...]:
    plain = [Text(str(count.fired)), Text(str(count.unsure))]
    if labelled:
        plain += [Text(str(n)) for n in (count.right, count.invented, count.missed)]
        plain += [_percent(count.precision), _percent(count.recall)]
    return tuple(plain)


def _percent(share: float | None) -> Text:
    if share is None:
        return Text("-", style="dim")
    style = "green" if share >= 0.9 else "yellow" if share >= 0.7 else "bold red"
    return Text(f"{share:.2f}", style=style)
