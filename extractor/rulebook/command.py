"""The verbs `tecum rules ...` under one roof."""

import typer

from extractor.rulebook import looking, measuring, trying

rules = typer.Typer(
    no_args_is_help=True,
    help="Look at, test and try out the rules. 1: something does not hold, 2: usage.",
)
for name, verb in (
    ("list", looking.every),
    ("show", looking.show),
    ("docs", looking.docs),
    ("test", trying.examples),
    ("lint", trying.style),
    ("coverage", measuring.coverage),
    ("replay", measuring.replay),
):
    rules.command(name)(verb)
