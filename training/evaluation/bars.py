"""Bars: what must be reached, as data; a ledger goes in, met or missed comes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from training.evaluation.ledger import Ledger
from training.evaluation.scores import Score, scores

_FEW = 300
_SUFFIX = ".yaml"
EVERYTHING = "all"


class BadBars(ValueError):
    """A file of bars does not load."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure and the figure it must reach (or, `at_most`, not go over).

    `where` narrows it to a slice: ("media", "scan").
    """

    measure: str
    figure: float
    at_most: bool = False
    where: tuple[str, str] | None = None

    def is_met(self, value: float) -> bool:
        """True when a figure reaches the bar."""
        return value <= self.figure if self.at_most else value >= self.figure

    @property
    def says(self) -> str:
        """The bar in signs."""
        return f"{'≤' if self.at_most else '≥'} {self.figure:g}"


@dataclass(frozen=True, slots=True)
class Reached:
    """A bar, and what each group of packets reached: None where nothing counts."""

    bar: Bar
    title: str
    by_group: Mapping[str, Score | None]

    def verdict(self, group: str) -> str:
        """Met, missed, or not scored."""
        score = self.by_group[group]
        if score is None:
            return "not scored"
        return "met" if self.bar.is_met(score.value) else "missed"


def load(name: str) -> tuple[Bar, ...]:
    """Bars of a shipped name ("real") or of a YAML file.

    Raises:
        BadBars: there is no such file, or it is wrong.
    """
    try:
        told = yaml.safe_load(_text(name))
        return tuple(_bar(entry) for entry in told["bars"])
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadBars(f"The bars {name!r} do not load: {error}") from error


def shipped() -> tuple[str, ...]:
    """The names of the shipped bars."""
    names = (f.name for f in resources.files(__package__).joinpath("targets").iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


def _text(name: str) -> str:
    if name.endswith((_SUFFIX, ".yml")):
        path = Path(name)
        if not path.is_file():
            raise BadBars(f"There is no file {name}.")
        return path.read_text("utf-8")
    if name not in shipped():
        raise BadBars(f"No bars {name!r}; there are: {', '.join(shipped())}.")
    folder = resources.files(__package__).joinpath("targets")
    return folder.joinpath(f"{name}{_SUFFIX}").read_text("utf-8")


def _bar(entry: Mapping[str, Any]) -> Bar:
    unknown = set(entry) - {"measure", "at_least", "at_most", "where"}
    if unknown or len({"at_least", "at_most"} & set(entry)) != 1:
        raise BadBars(f"A bar needs measure and one of at_least, at_most: {entry}")
    is_most = "at_most" in entry
    figure = float(entry["at_most" if is_most else "at_least"])
    where = next(iter(entry["where"].items())) if "where" in entry else None
    return Bar(str(entry["measure"]), figure, is_most, where)


def reached(
    bars: tuple[Bar, ...], of: Ledger, halves: tuple[str, ...] = ()
) -> Iterator[Reached]:
    """Each bar against all packets and against each half named."""
    groups = {EVERYTHING: of} | {h: of.where(of.rows("half", h)) for h in halves}
    kept: dict[tuple[str, tuple[str, str] | None], Mapping[str, Score]] = {}

    def score(group: str, bar: Bar) -> Score | None:
        key = (group, bar.where)
        if key not in kept:
            part = groups[group]
            part = part.where(part.rows(*bar.where)) if bar.where else part
            kept[key] = {s.measure.name: s for s in scores(part, _FEW)}
        return kept[key].get(bar.measure)

    for bar in bars:
        by_group = {group: score(group, bar) for group in groups}
        titled = next((s.measure.title for s in by_group.values() if s), bar.measure)
        where = f" ({bar.where[1]})" if bar.where else ""
        yield Reached(bar, titled + where, by_group)
