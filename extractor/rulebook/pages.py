"""One page per rule, and their index, from the rule files themselves."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.check import load_profile, profiles
from extractor.check.phrases import book
from extractor.check.profile import Profile
from extractor.check.rule import Example, Rule
from extractor.check.view import schema
from extractor.rulebook.rulesets import Source, rule_set, sources

INDEX = "README.md"
_NOTICE = "<!-- Written by `tecum rules docs` from the rule's file: do not edit. -->"
_PATH = re.compile(r"\b(?:demand|instrument|packet|profile)(?:\.[a-z_]+)+")
_LIST = re.compile(r"'(\w+)' in demand\.words")
# These follow from the type: in the examples they would only be noise.
_IMPLIED = frozenset(
    ("instrument.family", "instrument.governmental", "instrument.binding")
)
_STATUS = {
    "draft": (
        "Draft: the authority, or how the rule reads it, is not settled; no lawyer has "
        "reviewed it. It runs, and its findings are a draft's."
    ),
    "reviewed": (
        "Reviewed: the policy gives this authority without reservation; where a source "
        "is named, read it there. No lawyer has reviewed the rule."
    ),
}
_SEVERITY = {
    "block": "do not produce on this",
    "object": "produce only what is narrowed",
    "note": "tell the analyst",
    "route": "goes elsewhere",
}


def pages() -> dict[str, str]:
    """File name to Markdown: a page a rule, and the index."""
    every = rule_set()
    providers = tuple(load_profile(name) for name in profiles())
    made = {
        source.name.replace(".yaml", ".md"): page(source, rule, every, providers)
        for source, rule in zip(sources(), every, strict=True)
    }
    return {**made, INDEX: index(every, providers)}


def stale(folder: Path, wanted: dict[str, str]) -> tuple[str, ...]:
    """Pages that are missing, differ, or belong to no rule."""
    found = {p.name: p.read_text("utf-8") for p in folder.glob("*.md")}
    return tuple(
        name
        for name in sorted({*found, *wanted})
        if found.get(name) != wanted.get(name)
    )


def write(folder: Path, wanted: dict[str, str]) -> None:
    """Write the pages; a page of a rule that is gone goes too."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale(folder, wanted):
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()


def index(every: tuple[Rule, ...], providers: tuple[Profile, ...]) -> str:
    """All rules in one table."""
    rows = [
        [
            f"[`{rule.id}`]({rule.id}.md)",
            rule.title,
            rule.severity.value,
            rule.scope.value,
            rule.status,
            _sections(rule, providers),
        ]
        for rule in every
    ]
    head = ["Rule", "Says", "Severity", "Looks at", "Status", "Guideline"]
    return _joined(
        "# Rules",
        _NOTICE,
        f"{len(every)} rules. [How to add one](../rules.md), "
        "[which sentence of the guidelines each answers](../guidelines.md).",
        _table(head, rows),
    )


def page(
    source: Source, rule: Rule, every: tuple[Rule, ...], providers: tuple[Profile, ...]
) -> str:
    """The page of one rule."""
    return _joined(
        f"# {rule.title}",
        _NOTICE,
        _facts(rule, providers),
        "## What it says",
        f"> {rule.message}",
        *_narrowing(rule),
        "`{...}` stands for what was read in the paper at hand.",
        "## When",
        *_conditions(source.file().content),
        *_read(source.file().content),
        *_needs(rule),
        *_others(rule, every, source.file().content),
        "## Examples",
        "Each is a test of the rule. What is not given is at rest: false, 0, empty.",
        *_examples(rule),
    )


def _facts(rule: Rule, providers: tuple[Profile, ...]) -> str:
    start, until = rule.in_force
    rows = [
        ["Id", f"`{rule.id}`"],
        ["Severity", f"{rule.severity}: {_SEVERITY[rule.severity.value]}"],
        ["Looks at", f"each {rule.scope}" if rule.scope != "packet" else "the packet"],
        ["Status", _STATUS[rule.status]],
        ["Authority", rule.authority],
        ["Source", f"<https://{rule.source}>" if "/" in rule.source else rule.source],
        ["In force", f"{start or ''} to {until or ''}" if start or until else ""],
        ["Jurisdiction", rule.jurisdiction],
        ["Guideline", _sections(rule, providers)],
        ["Profiles", _overrides(rule, providers)],
    ]
    return _table(["", ""], [row for row in rows if row[1]])


def _sections(rule: Rule, providers: tuple[Profile, ...]) -> str:
    return "; ".join(
        f"{profile.title}: {profile.guideline[rule.id]}"
        for profile in providers
        if rule.id in profile.guideline
    )


def _overrides(rule: Rule, providers: tuple[Profile, ...]) -> str:
    return "; ".join(
        f"`{profile.id}`: {_change(profile, rule)}"
        for profile in providers
        if rule.id in profile.rules
    )


def _change(profile: Profile, rule: Rule) -> str:
    override = profile.rules[rule.id]
    what = "off" if override.disabled else f"{override.severity}"
    return f"{what}, because {override.because}"


def _narrowing(rule: Rule) -> Iterator[str]:
    if rule.narrowing:
        yield "What would cure it:"
        yield f"> {rule.narrowing}"


def _conditions(content: dict[str, Any]) -> Iterator[str]:
    if "applies" in content:
        yield "It has something to say where"
        yield _code(content["applies"])
    yield "It objects where"
    yield _code(content["when"])
    if struck := content.get("strikes"):
        yield f"Only `{struck}` falls by it ({schema()[struck][1]}), the rest stands."
    for escalation in content.get("escalates", ()):
        yield f"Its severity is **{escalation['to']}** where"
        yield _code(escalation["when"])


def _read(content: dict[str, Any]) -> Iterator[str]:
    """What the conditions read, in words."""
    told = " ".join(
        str(content.get(k, ""))
        for k in ("applies", "when", "silences_when", "escalates")
    )
    paths = sorted(set(_PATH.findall(told)) & set(schema()))
    words = sorted(set(_LIST.findall(told)))
    rows = [[f"`{path}`", schema()[path][1]] for path in paths]
    rows += [
        [f"`'{w}' in demand.words`", f"it holds {book()[w].says}"]
        for w in words
        if w in book()
    ]
    if rows:
        yield _table(["It reads", "Which is"], rows)


def _code(text: str) -> str:
    return f"```cel\n{' '.join(text.split())}\n```"


def _needs(rule: Rule) -> Iterator[str]:
    if rule.needs:
        yield "It cannot tell without these, or where they are less sure:"
        rows = [[f"`{path}`", f"{least:g}"] for path, least in rule.needs.items()]
        yield _table(["Needs", "Least confidence"], rows)


def _others(
    rule: Rule, every: tuple[Rule, ...], content: dict[str, Any]
) -> Iterator[str]:
    if "*" in rule.silences:
        yield "Where it objects, no other rule speaks."
    elif rule.silences:
        yield f"Where it objects, these do not repeat it: {_links(rule.silences)}."
    if "silences_when" in content:
        yield "But only where"
        yield _code(content["silences_when"])
    by = tuple(o.id for o in every if rule.id in o.silences)
    if by:
        yield f"It does not repeat what these say of the same words: {_links(by)}."


def _links(ids: tuple[str, ...]) -> str:
    return ", ".join(f"[`{rule_id}`]({rule_id}.md)" for rule_id in ids)


def _examples(rule: Rule) -> Iterator[str]:
    rows = [
        [example.says, example.expects.value.replace("_", " "), _given(example)]
        for example in rule.examples
    ]
    yield _table(["Example", "The rule says", "Given"], rows)


def _given(example: Example) -> str:
    values = [f"{path}: {v}" for path, v in _flat("", example.view)]
    values += [f"sure of {path}: {c:g}" for path, c in example.unsure.items()]
    return "; ".join(f"`{value}`" for value in values)


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # any YAML
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else key, inner)
    elif prefix not in _IMPLIED:
        yield prefix, _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _joined(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"
