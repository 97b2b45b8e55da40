"""What was measured: kept, shown as a table, written for the page of figures."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path

from rich.console import Console
from rich.table import Table

PATH = Path(os.environ.get("TECUM_FIGURES", "out/service-figures.jsonl"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured on one database; `limit` is None where none was set."""

    group: str
    what: str
    on: str
    median: float
    p95: float
    worst: float
    unit: str = "ms"
    limit: float | None = None
    load: float = 0.0

    @property
    def is_kept(self) -> bool:
        """Within its limit, which others at work on this machine widen."""
        return self.limit is None or self.p95 <= self.limit * allowance(self.load)


def allowance(load: float) -> float:
    """How much slower a machine is whose cores others use: 1 on an idle one."""
    return max(1.0, (load + 1) / (os.cpu_count() or 1))


def measured(
    name: tuple[str, str, str], taken: Sequence[float], **more: object
) -> Figure:
    """The figure of some repetitions; `name` is group, what and on which database."""
    ordered = sorted(taken)
    middle = ordered[len(ordered) // 2]
    p95 = ordered[ceil(len(ordered) * 0.95) - 1]
    told = {"load": round(os.getloadavg()[0], 1), **more}
    values = (round(v, 1) for v in (middle, p95, ordered[-1]))
    return Figure(*name, *values, **told)  # type: ignore[arg-type]


class Book:
    """All figures of a run of the tests."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def note(self, figure: Figure) -> Figure:
        """Keep a figure."""
        self.figures.append(figure)
        return figure

    def write(self) -> None:
        """Show all as a table, and put them behind those of earlier runs."""
        if not self.figures:
            return
        Console(width=110).print(self._table())
        PATH.parent.mkdir(parents=True, exist_ok=True)
        with PATH.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(f))}\n" for f in self.figures)

    def _table(self) -> Table:
        table = Table("", "on", title="Figures of the service")
        for head in ("median", "p95", "worst", "limit", "", "load"):
            table.add_column(head, justify="right")
        for f in self.figures:
            limit = "" if f.limit is None else f"{f.limit:g}"
            values = (f"{v:g}" for v in (f.median, f.p95, f.worst))
            style = None if f.is_kept else "red"
            table.add_row(
                f.what, f.on, *values, limit, f.unit, f"{f.load:g}", style=style
            )
        return table
