"""What the verbs print: a table for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

_PIPED_COLUMNS = 140
OUT = Console(width=None if sys.stdout.isatty() else _PIPED_COLUMNS, highlight=False)
ERR = Console(stderr=True, highlight=False)
SEVERITY_STYLES = {
    "block": "bold red",
    "object": "yellow",
    "route": "magenta",
    "note": "cyan",
}


def as_json(content: Any) -> None:  # noqa: ANN401  # anything JSON can hold
    """Print JSON on standard output."""
    sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def table(*columns: str, title: str = "") -> Table:
    """An empty table whose cells fold."""
    shown = Table(header_style="bold", title=title or None, title_justify="left")
    for name in columns:
        shown.add_column(name, overflow="fold")
    return shown


def severity(name: str) -> Text:
    """A severity in its colour."""
    return Text(name, style=SEVERITY_STYLES.get(name, ""))


def good(text: str, *, ok: bool) -> Text:
    """A text in green, or in red."""
    return Text(text, style="green" if ok else "bold red")


def lines(texts: Iterable[str]) -> None:
    """Print plain lines, nothing in them taken for markup."""
    for text in texts:
        OUT.print(Text(text))


def progress(what: str) -> Progress:
    """A bar on a terminal, nothing elsewhere."""
    return Progress(
        TextColumn(f"[bold]{what}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", style="dim", markup=False),
        console=ERR,
        disable=not ERR.is_terminal,
    )
