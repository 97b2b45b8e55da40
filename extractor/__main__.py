"""The command `tecum`: every package's verbs under one roof."""

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer


def verbs(arguments: list[str]) -> list[EntryPoint]:
    """The verb called, alone, so that it need not wait for the others' libraries.

    All verbs (`tecum.commands` of every installed package) where none is named.
    """
    known = sorted(entry_points(group="tecum.commands"), key=lambda e: e.name)
    return [e for e in known if e.name in arguments[:1]] or known


def build(entries: list[EntryPoint]) -> typer.Typer:
    """The command with some verbs."""
    app = typer.Typer(
        name="tecum",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,
    )
    # A callback keeps the verb's name part of the command even when it is alone.
    app.callback(help="Pre-screen legal process: read, split, find, classify, check.")(
        _nothing
    )
    for entry in entries:
        _add(app, entry.name, entry.load())
    return app


def _add(app: typer.Typer, name: str, verb: typer.Typer | Callable[..., Any]) -> None:
    """A verb is a function, or a Typer application with verbs of its own."""
    if isinstance(verb, typer.Typer):
        app.add_typer(verb, name=name)
    else:
        app.command(name)(verb)


def _nothing() -> None:
    return None


def main() -> None:
    """Run the command line."""
    build(verbs(sys.argv[1:]))()


if __name__ == "__main__":
    main()
