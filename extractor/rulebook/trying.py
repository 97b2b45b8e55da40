"""The verbs that try rules: test, lint."""

from dataclasses import asdict
from typing import Annotated

import typer

from extractor.rulebook import lint, trial, truth
from extractor.rulebook.options import DraftsOption, JsonOption, end, loaded
from extractor.rulebook.rulesets import rule_set, sources
from extractor.rulebook.shown import OUT, as_json, good


def examples(drafts: DraftsOption = None, *, json: JsonOption = False) -> None:
    """Judge every rule's examples and the truth table instrument x category."""
    found = loaded(lambda: sources(drafts))
    tried = loaded(lambda: tuple(t for source in found for t in trial.trials(source)))
    cells = loaded(lambda: truth.cells(rule_set(drafts)))
    ok = all(t.ok for t in tried) and all(c.ok for c in cells)
    if json:
        as_json(
            {
                "ok": ok,
                "examples": len(tried),
                "failed": [asdict(t) for t in tried if not t.ok],
                "cells": len(cells),
                "wrong": [asdict(c) for c in cells if not c.ok],
            }
        )
    else:
        _print(tried, cells)
    end(ok=ok)


def _print(tried: tuple[trial.Trial, ...], cells: tuple[truth.Cell, ...]) -> None:
    OUT.print(trial.results(tried))
    OUT.print(truth.grid(cells))
    for line in trial.failures(tried):
        OUT.print(line)
    for what, held, of in (
        ("examples hold", sum(t.ok for t in tried), len(tried)),
        ("cells of the truth table hold", sum(c.ok for c in cells), len(cells)),
    ):
        OUT.print(good(f"{held} of {of} {what}", ok=held == of))


def style(
    drafts: DraftsOption = None,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Advice counts as an error.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check rule files for style and completeness, with file and line."""
    problems = lint.problems(loaded(lambda: sources(drafts)))
    grave = tuple(p for p in problems if strict or p.grave)
    if json:
        as_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            OUT.print(lint.line(problem))
        told = f"{len(problems)} problems, {len(grave)} of them errors"
        OUT.print(good(told, ok=not grave))
    end(ok=not grave)
