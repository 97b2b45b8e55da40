"""The verbs `tecum rules ...`."""

import typer

rules = typer.Typer(no_args_is_help=True, help="Look at, test and try out the rules.")
