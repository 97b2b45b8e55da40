"""The command `tecum`: every package's verbs under one roof."""

from importlib.metadata import entry_points

import typer


def build() -> typer.Typer:
    """The command with the verbs of all installed packages (`tecum.commands`)."""
    app = typer.Typer(
        name="tecum",
        help="Pre-screen legal process: read, split, find, classify, check.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,
    )
    for entry in sorted(entry_points(group="tecum.commands"), key=lambda e: e.name):
        app.command(entry.name)(entry.load())
    return app


def main() -> None:
    """Run the command line."""
    build()()


if __name__ == "__main__":
    main()
