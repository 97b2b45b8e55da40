"""Outcomes as a table on the terminal."""

from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractor.batch import Outcome, Refusal
from extractor.process import Screened
from extractor.read import Probed
from extractor.report import Instrument, Report
from extractor.show.compose import counts
from extractor.show.wording import DISPOSITIONS, TONES, plain

_STYLES = {"bad": "bold red", "warn": "yellow", "route": "magenta", "good": "green"}
_COUNT_STYLES = {
    "block": "red",
    "object": "yellow",
    "route": "magenta",
    "note": "cyan",
    "unsure": "dim",
}


def table(outcomes: tuple[Outcome, ...]) -> Group:
    """One row a file, then the refused ones with what to do about them."""
    shown = Table(header_style="bold", expand=False)
    shown.add_column("File", overflow="fold", min_width=16, ratio=3)
    shown.add_column("Instrument, jurisdiction", overflow="fold", min_width=14, ratio=3)
    shown.add_column("Asks for", overflow="fold", ratio=3)
    shown.add_column("Findings", overflow="fold", min_width=8, ratio=2)
    shown.add_column("Disposition", min_width=9)
    shown.add_column("Time", justify="right", no_wrap=True)
    refused: list[Text] = []
    for outcome in outcomes:
        match outcome.result:
            case Refusal(_, code, message):
                line = Text.assemble(
                    (outcome.name, "bold"), " refused: ", (code, "red")
                )
                refused.append(line.append(f"\n  {message}", style="dim"))
            case Screened(report):
                shown.add_row(Text(outcome.name), *_cells(report))
    return Group(*([shown] if shown.row_count else []), *refused)


def _cells(report: Report) -> tuple[Text, ...]:
    value = report.disposition.value
    style = _STYLES[TONES.get(value, "route")]
    asks = ", ".join(plain(c.value) for c in report.categories)
    within = 0 <= report.primary < len(report.instruments)
    primary = report.instruments[report.primary] if within else None
    return (
        _instrument(primary),
        Text(asks or "-"),
        _counted(report),
        Text(DISPOSITIONS.get(value, plain(value)), style=style),
        Text(f"{sum(report.timings_ms.values()) / 1000:.1f} s", style="dim"),
    )


def _instrument(instrument: Instrument | None) -> Text:
    if instrument is None or instrument.type.value is None:
        return Text("none found", style="dim")
    sure = f" {round(instrument.type.confidence * 100)}%"
    text = Text.assemble(plain(instrument.type.value), (sure, "dim"))
    place = instrument.jurisdiction
    where = place.subdivision.value or place.country.value
    line = " ".join(p for p in (where, place.level.value, place.court_id.value) if p)
    return text.append(f"\n{line}", style="dim") if line else text


def _counted(report: Report) -> Text:
    chips = [
        Text(chip.text, style=_COUNT_STYLES.get(chip.tone, ""))
        for chip in counts(report)
    ]
    return Text(", ").join(chips) if chips else Text("none", style="dim")


def checks(probed: tuple[Probed, ...]) -> Table:
    """What was looked for on this machine, and how to get what is missing."""
    shown = Table(header_style="bold")
    for heading in ("Part", "Found", "Remedy"):
        shown.add_column(heading, overflow="fold")
    for item in probed:
        style = "green" if item.ok else "bold red"
        shown.add_row(Text(item.name), Text(item.value, style=style), Text(item.remedy))
    return shown
