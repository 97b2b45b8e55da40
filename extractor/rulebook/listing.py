"""The rules as a table, and one rule in full."""

from collections import Counter
from typing import Any

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from extractor.check.profile import Profile
from extractor.check.rule import Rule
from extractor.rulebook.rulesets import Source
from extractor.rulebook.shown import OUT, severity, table

_SHOWN = (
    *("applies", "needs", "when", "strikes", "escalates", "silences"),
    *("silences_when", "show"),
)


def row(rule: Rule, profile: Profile) -> dict[str, Any]:
    """A rule in short, as the profile has it."""
    override = profile.rules.get(rule.id)
    changed = override.severity if override else None
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": (changed or rule.severity).value,
        "scope": rule.scope.value,
        "status": rule.status,
        "jurisdiction": rule.jurisdiction,
        "authority": rule.authority,
        "guideline": profile.guideline.get(rule.id, ""),
        "disabled": bool(override and override.disabled),
        "because": override.because if override else "",
    }


def listed(rules: tuple[Rule, ...], profile: Profile) -> Table:
    """All rules, those switched off dimmed."""
    shown = table("Rule", "Says", "Severity", "Looks at", "Status", "Authority")
    for rule in rules:
        entry = row(rule, profile)
        level = Text("off") if entry["disabled"] else severity(entry["severity"])
        authority = entry["because"] if entry["disabled"] else entry["authority"]
        cells = (rule.id, rule.title, level, rule.scope.value, rule.status, authority)
        shown.add_row(*cells, style="dim" if entry["disabled"] else None)
    shown.caption = _counted(rules)
    return shown


def _counted(rules: tuple[Rule, ...]) -> str:
    by_status = Counter(rule.status for rule in rules)
    told = ", ".join(f"{n} {status}" for status, n in sorted(by_status.items()))
    return f"{len(rules)} rules: {told}"


def full(source: Source, profile: Profile) -> dict[str, Any]:
    """A rule as written, and what the profile makes of it."""
    return {**row(source.rule(), profile), **_plain(source.file().content)}


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    in_force = {k: str(v) for k, v in content.get("in_force", {}).items()}
    return {**content, "in_force": in_force} if in_force else content


def print_full(source: Source, profile: Profile) -> None:
    """A rule on the terminal: what it says, when, on whose authority, its examples."""
    rule, content = source.rule(), source.file().content
    entry = row(rule, profile)
    OUT.print(Panel(_sentences(rule, entry), title=rule.title, title_align="left"))
    reading = table("", "")
    reading.show_header = False
    for key in _SHOWN:
        if key in content:
            reading.add_row(key, Text(_said(content[key])))
    OUT.print(reading)
    examples = table("Line", "Example", "The rule says")
    for example in rule.examples:
        examples.add_row(str(example.line), Text(example.says), example.expects.value)
    OUT.print(examples)
    OUT.print(Text(source.place, style="dim"))


def _sentences(rule: Rule, entry: dict[str, Any]) -> Text:
    text = Text.assemble((rule.id, "bold"), "  ", severity(entry["severity"]))
    text.append(f"  {rule.scope}  {rule.status}  {rule.jurisdiction}\n", "dim")
    text.append(f"\n{rule.message}\n")
    if rule.narrowing:
        text.append(f"\nNarrowing: {rule.narrowing}\n", "green")
    text.append(f"\nAuthority: {rule.authority}")
    if entry["guideline"]:
        text.append(f"\nGuideline: {entry['guideline']}")
    if entry["because"]:
        text.append(f"\nChanged by the profile: {entry['because']}", "yellow")
    return text


def _said(value: object) -> str:
    match value:
        case str():
            return " ".join(value.split())
        case dict():
            return "; ".join(f"{key}: {inner}" for key, inner in value.items())
        case list():
            return "; ".join(map(_said, value))
        case _:
            return str(value)
