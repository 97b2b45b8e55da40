"""Numbers to plots: only positions; the template draws SVG, CSS colours it."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT = 560.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 8.0, 10.0, 26.0
_STEPS = (1, 2, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of numbers; None where there is nothing to say."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar piece; `slot` picks its colour."""

    x: float
    y: float
    width: float
    height: float
    slot: int
    says: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured point of a line."""

    x: float
    y: float
    slot: int
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All the template needs to draw a plot and the table under it."""

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()
    dots: tuple[Dot, ...] = ()
    rows: tuple[Tick, ...] = ()
    columns: tuple[Tick, ...] = ()
    width: float = _WIDTH
    height: float = _HEIGHT
    left: float = _LEFT
    floor: float = _HEIGHT - _BOTTOM

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to draw."""
        return not any(v for s in self.series for v in s.values)


def stacked(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str = ""
) -> Chart:
    """Bars, one a label, the series on top of each other."""
    sums = [sum(s.values[i] or 0 for s in series) for i in range(len(labels))]
    top = _ceiling(max(sums, default=0))
    step = _step(labels)
    bars: list[Bar] = []
    for i, label in enumerate(labels):
        base = 0.0
        for slot, s in enumerate(series, 1):
            value = s.values[i] or 0
            if value:
                y = _y(base + value, top)
                says = f"{label}, {s.name}: {value:g} {unit}".strip()
                x = _LEFT + step * i + step * 0.15
                bars.append(Bar(x, y, step * 0.7, _y(base, top) - y, slot, says))
            base += value
    return Chart(
        title, unit, tuple(labels), tuple(series), bars=tuple(bars),
        rows=_rows(top), columns=_columns(labels),
    )  # fmt: skip


def lines(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str = ""
) -> Chart:
    """A line a series; a gap where a value is missing."""
    top = _ceiling(max((v for s in series for v in s.values if v), default=0))
    step = _step(labels)
    paths: list[tuple[int, str]] = []
    dots: list[Dot] = []
    for slot, s in enumerate(series, 1):
        pieces: list[str] = []
        pen = "M"
        for i, value in enumerate(s.values):
            if value is None:
                pen = "M"
                continue
            x, y = _LEFT + step * (i + 0.5), _y(value, top)
            pieces.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
            says = f"{labels[i]}, {s.name}: {value:.3g} {unit}".strip()
            dots.append(Dot(x, y, slot, says))
        paths.append((slot, " ".join(pieces)))
    return Chart(
        title, unit, tuple(labels), tuple(series), lines=tuple(paths),
        dots=tuple(dots), rows=_rows(top), columns=_columns(labels),
    )  # fmt: skip


def _step(labels: Sequence[str]) -> float:
    return (_WIDTH - _LEFT - _RIGHT) / max(len(labels), 1)


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - value / top * (_HEIGHT - _TOP - _BOTTOM)


def _ceiling(most: float) -> float:
    """A round number a little above the greatest value."""
    if most <= 0:
        return 1.0
    size = 1.0
    while size * 10 < most:
        size *= 10
    while size > most:
        size /= 10
    return next(size * step for step in _STEPS if size * step >= most)


def _rows(top: float) -> tuple[Tick, ...]:
    return tuple(
        Tick(_y(top * part, top), f"{top * part:g}")
        for part in ((0, 0.5, 1) if top > 1 else (0, 1))
    )


def _columns(labels: Sequence[str]) -> tuple[Tick, ...]:
    """Labels that fit beside each other."""
    step, every = _step(labels), max(1, -(-len(labels) // 7))
    return tuple(
        Tick(_LEFT + step * (i + 0.5), label)
        for i, label in enumerate(labels)
        if i % every == 0
    )
