"""The truth table: what the rules say of every instrument and category."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractor.check import check, load_profile
from extractor.check.compel import class_of
from extractor.check.files import LOADER, read
from extractor.check.rule import Rule
from extractor.rulebook.paper import paper
from extractor.rulebook.shown import table

_TONES = {"b": "yellow", "f": "magenta", "r": "magenta"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One instrument and category: the letters it shall have, and those it has."""

    instrument: str
    category: str
    expected: str
    got: str

    @property
    def ok(self) -> bool:
        """True where the rules say what was reviewed."""
        return self.expected == self.got


@lru_cache(maxsize=1)
def reviewed() -> dict[str, Any]:
    """The data file."""
    text = files("extractor.rulebook").joinpath("truth.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, LOADER)  # noqa: S506  # a safe loader
    return content


def categories() -> tuple[str, ...]:
    """Every category, in the order of the taxonomy."""
    return tuple(read("compel.yaml")["classes"])


def expected(instrument: str, category: str) -> str:
    """The letter that was reviewed, empty for no objection."""
    data = reviewed()
    column = data["columns"].index(class_of(category))
    letter: str = data["rows"][instrument]["cells"].split()[column]
    if letter == "." or (letter == "b" and category not in data["beyond"]):
        return ""
    return letter


def cells(rules: tuple[Rule, ...]) -> tuple[Cell, ...]:
    """Every cell of the table, judged."""
    return tuple(
        Cell(i, c, expected(i, c), _got(i, c, rules))
        for i in reviewed()["rows"]
        for c in categories()
    )


def _got(instrument: str, category: str, rules: tuple[Rule, ...]) -> str:
    data = reviewed()
    profile = load_profile(data["provider"])
    packet = paper(instrument, category, data)
    said = check(packet, profile, data["received"], rule_set=rules)
    fired = {f.rule for f in said.findings if f.verdict == "objects"}
    return "".join(k for k, v in data["letters"].items() if v["rule"] in fired)


def grid(found: tuple[Cell, ...]) -> Group:
    """The table to look at: a cell that differs shows both."""
    rows = reviewed()["rows"]
    shown = table("Category", *(row["short"] for row in rows.values()))
    for category in categories():
        own = (_shown(cell) for cell in found if cell.category == category)
        shown.add_row(category.replace("_", " "), *own)
    return Group(shown, _legend(rows), _letters())


def _shown(cell: Cell) -> Text:
    if not cell.ok:
        wanted, got = cell.expected or "·", cell.got or "·"
        return Text(f"{got}≠{wanted}", style="bold white on red")
    return Text(
        cell.got or "·", style=_TONES.get(cell.got, "red" if cell.got else "dim")
    )


def _legend(rows: dict[str, Any]) -> Text:
    names = (f"{row['short']} {name.replace('_', ' ')}" for name, row in rows.items())
    return Text(", ".join(names), style="dim")


def _letters() -> Table:
    shown = table("", "Rule", "Means")
    for letter, entry in reviewed()["letters"].items():
        shown.add_row(letter, entry["rule"], entry["means"])
    return shown
