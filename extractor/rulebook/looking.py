"""The verbs that show rules: list, show, docs."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.check import load_profile
from extractor.rulebook import listing, pages
from extractor.rulebook.options import (
    DraftsOption,
    JsonOption,
    ProviderOption,
    end,
    loaded,
)
from extractor.rulebook.rulesets import rule_set, sources
from extractor.rulebook.shown import OUT, as_json, lines


def every(
    provider: ProviderOption = "amazon",
    drafts: DraftsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Every rule: what it says, how grave, on whose authority."""
    profile = loaded(lambda: load_profile(provider))
    found = loaded(lambda: rule_set(drafts))
    if json:
        as_json([listing.row(rule, profile) for rule in found])
    else:
        OUT.print(listing.listed(found, profile))


def show(
    rule: Annotated[str, typer.Argument(help="Id of the rule.")],
    provider: ProviderOption = "amazon",
    drafts: DraftsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """One rule in full: message, narrowing, condition, needs, examples."""
    profile = loaded(lambda: load_profile(provider))
    files = {source.name: source for source in loaded(lambda: sources(drafts))}
    if f"{rule}.yaml" not in files:
        raise typer.BadParameter(f"no rule {rule!r}; `tecum rules list` names them")
    found = files[f"{rule}.yaml"]
    if json:
        as_json(loaded(lambda: listing.full(found, profile)))
    else:
        loaded(lambda: listing.print_full(found, profile))


def docs(
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path(
        "docs/rules"
    ),
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; 1 where a page is stale.")
    ] = False,
) -> None:
    """Write one page per rule, and their index."""
    wanted = loaded(pages.pages)
    stale = pages.stale(out, wanted)
    if check:
        lines(f"stale: {out / name}" for name in stale)
        end(ok=not stale)
        return
    pages.write(out, wanted)
    lines([f"Wrote {len(wanted)} pages to {out}, {len(stale)} of them new or changed."])
