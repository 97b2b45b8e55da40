"""What other rules or another profile would change of stored reports."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from rich.table import Table
from rich.text import Text

from extractor.check import Profile, check, names_provider
from extractor.check.rule import Rule
from extractor.report import Packet, Report, Verdict
from extractor.rulebook.reports import Stored
from extractor.rulebook.shown import table

_DUE = "obligation"


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule or duty whose say differs; empty where it says nothing."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A document, its dispositions, and what differs."""

    name: str
    before: str
    after: str
    differences: tuple[Difference, ...]

    @property
    def changes(self) -> bool:
        """True where anything would change."""
        return self.before != self.after or bool(self.differences)


def changed(
    stored: Stored, profile: Profile, rules: tuple[Rule, ...] | None = None
) -> Change:
    """Judge a stored report's packet again and compare."""
    report = stored.report
    received = date.fromisoformat(report.received) if report.received else None
    packet = _packet(report, profile)
    verdict = check(packet, profile, received, report.channel, rule_set=rules)
    return Change(
        stored.name,
        report.disposition.value,
        verdict.disposition.value,
        _differences(_said(report), _said(verdict)),
    )


def _packet(report: Report, profile: Profile) -> Packet:
    """What was read, and whether it is addressed to this provider."""
    return Packet(
        document=report.document,
        parts=report.parts,
        instruments=tuple(
            replace(
                i,
                recipient_is_provider=names_provider(i.fields.recipient, profile),
            )
            for i in report.instruments
        ),
        primary=report.primary,
        identifiers=report.identifiers,
        categories=report.categories,
    )


def _said(judged: Report | Verdict) -> dict[str, str]:
    """Rule or duty to its say, over all instruments."""
    said: dict[str, set[str]] = {}
    for f in judged.findings:
        items = ", ".join(f.demand_ids)
        word = f.severity.value if f.verdict == "objects" else "cannot tell"
        said.setdefault(f.rule, set()).add(f"{word} ({items})" if items else word)
    for duty in judged.obligations:
        said.setdefault(duty.id, set()).add(_DUE)
    return {rule: "; ".join(sorted(words)) for rule, words in said.items()}


def _differences(
    before: dict[str, str], after: dict[str, str]
) -> tuple[Difference, ...]:
    return tuple(
        Difference(rule, before.get(rule, ""), after.get(rule, ""))
        for rule in sorted({*before, *after})
        if before.get(rule) != after.get(rule)
    )


def shown(changes: tuple[Change, ...]) -> Table:
    """Document by document: what goes, what comes, what becomes of it."""
    told = table("Document", "Disposition", "Rule", "Now", "Then")
    for change in changes:
        if not change.changes:
            continue
        told.add_section()
        rows = change.differences or (Difference("", "", ""),)
        for index, row in enumerate(rows):
            first = index == 0
            told.add_row(
                Text(change.name if first else ""),
                _disposition(change) if first else "",
                row.rule,
                Text(row.before or "-", style="red" if not row.after else ""),
                Text(row.after or "-", style="green" if not row.before else ""),
            )
    return told


def _disposition(change: Change) -> Text:
    if change.before == change.after:
        return Text(change.before, style="dim")
    return Text(f"{change.before} → {change.after}", style="bold yellow")


def totals(changes: tuple[Change, ...]) -> Table:
    """Rule by rule: in how many documents it would come, go, or speak otherwise."""
    counts: Counter[tuple[str, str]] = Counter(
        (row.rule, _kind(row)) for change in changes for row in change.differences
    )
    told = table("Rule", "Comes", "Goes", "Differs")
    for rule in sorted({rule for rule, _ in counts}):
        cells = (counts[rule, kind] for kind in ("comes", "goes", "differs"))
        told.add_row(rule, *map(str, cells))
    return told


def _kind(row: Difference) -> str:
    if not row.before:
        return "comes"
    return "goes" if not row.after else "differs"
