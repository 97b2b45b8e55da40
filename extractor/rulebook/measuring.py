"""The verbs that measure rules on documents: coverage, replay."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from extractor.check import Profile, load_profile, rules
from extractor.report import Report
from extractor.rulebook import change, gold, reports, tally
from extractor.rulebook.options import (
    JsonOption,
    ProviderOption,
    end,
    loaded,
)
from extractor.rulebook.rulesets import rule_set
from extractor.rulebook.shown import ERR, OUT, as_json, progress, table

Named = tuple[str, Report, frozenset[str] | None]


def coverage(  # noqa: PLR0913 - each parameter is an option of the command
    place: Annotated[
        Path, typer.Argument(metavar="SET", help="A gold set, or a folder of reports.")
    ],
    provider: ProviderOption = "amazon",
    labels: Annotated[
        str, typer.Option(help="Key of the labels in the gold.")
    ] = "findings",
    floor: Annotated[
        float, typer.Option(help="1 where a rule's precision or recall is lower.")
    ] = 0.0,
    half: Annotated[
        gold.Half | None, typer.Option(help="Only one half of a gold set.")
    ] = None,
    *,
    errors: Annotated[bool, typer.Option(help="List every error.")] = False,
    json: JsonOption = False,
) -> None:
    """Which rules fired, never fired, could not tell; how right, where labelled."""
    profile = loaded(lambda: load_profile(provider))
    counted = tally.Tally({rule.id: tally.Count() for rule in rules()})
    for name, report, wanted in _reports(place, profile, labels, half):
        counted.add(name, report, wanted)
    if json:
        as_json(_as_data(counted))
    else:
        _print_coverage(counted, errors=errors)
    end(ok=_above(counted, floor))


def _reports(
    place: Path, profile: Profile, labels: str, half: gold.Half | None
) -> Iterator[Named]:
    if not place.exists():
        raise typer.BadParameter(f"{place} does not exist")
    packets = gold.labelled(place, labels) if place.is_dir() else ()
    if packets:
        yield from _screened(half.of(packets) if half else packets, profile)
        return
    for stored in loaded(lambda: reports.stored(place)):
        yield stored.name, stored.report, None


def _screened(packets: tuple[gold.Labelled, ...], profile: Profile) -> Iterator[Named]:
    def refused(name: str, says: str) -> None:
        ERR.print(f"{name} refused: {says}", markup=False)

    with progress("Screening") as bar:
        task = bar.add_task("", total=len(packets))
        for packet in packets:
            bar.update(task, description=packet.id)
            report = gold.screened(packet, profile, refused)
            bar.advance(task)
            if report is not None:
                yield packet.id, report, packet.findings


def _print_coverage(counted: tally.Tally, *, errors: bool) -> None:
    OUT.print(tally.shown(counted))
    if counted.never:
        OUT.print(f"Never fired: {', '.join(counted.never)}")
    if errors:
        listing = table("Rule", "Packet", "Error")
        for row in sorted(counted.errors):
            listing.add_row(*row)
        OUT.print(listing)


def _as_data(counted: tally.Tally) -> dict[str, object]:
    return {
        "packets": counted.packets,
        "labelled": counted.labelled,
        "never": counted.never,
        "rules": {
            rule: {**asdict(c), "precision": c.precision, "recall": c.recall}
            for rule, c in counted.counts.items()
        },
        "errors": counted.errors,
    }


def _above(counted: tally.Tally, floor: float) -> bool:
    shares = (s for c in counted.counts.values() for s in (c.precision, c.recall))
    return all(share >= floor for share in shares if share is not None)


def replay(
    place: Annotated[
        Path, typer.Argument(metavar="REPORTS", help="Stored reports: folder or file.")
    ],
    against: Annotated[
        str, typer.Option(help="A profile (name or YAML file), or a folder of rules.")
    ],
    provider: ProviderOption = "amazon",
    *,
    json: JsonOption = False,
) -> None:
    """What would change, document by document; 1 where anything would."""
    drafts = Path(against) if Path(against).is_dir() else None
    profile = loaded(lambda: load_profile(provider if drafts else against))
    tried = loaded(lambda: rule_set(drafts)) if drafts else None
    found = loaded(lambda: reports.stored(place))
    changes = tuple(change.changed(stored, profile, tried) for stored in found)
    moved = tuple(one for one in changes if one.changes)
    if json:
        as_json([asdict(one) for one in moved])
    else:
        _print_replay(changes, moved)
    end(ok=not moved)


def _print_replay(
    changes: tuple[change.Change, ...], moved: tuple[change.Change, ...]
) -> None:
    if moved:
        OUT.print(change.shown(changes))
        OUT.print(change.totals(changes))
    other = sum(one.before != one.after for one in moved)
    OUT.print(
        f"{len(moved)} of {len(changes)} documents would change, "
        f"{other} of them their disposition"
    )
