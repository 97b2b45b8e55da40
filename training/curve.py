"""Learning curves: how well a model does on unseen data when it learns from less."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.evaluation.page.svg import dot, drawing, line, path, tag, text
from training.evaluation.tables import Rows

SHARES = (0.1, 0.25, 0.5, 1.0)
_WIDTH, _HEIGHT = 460.0, 280.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 34.0, 150.0, 40.0
_COLOURS = ("#0b4b59", "#7d3003", "#6b9e64", "#a65ad6")
_STYLE = """\
text{font:12px system-ui,sans-serif;fill:#222}.t{font-weight:600}.s{fill:#666}\
.grid{stroke:#ddd}.axis{stroke:#666}polyline{fill:none;stroke-width:2}
"""


@dataclass(frozen=True, slots=True)
class Point:
    """So much of the data, and figures 0..1 on data not learnt from."""

    share: float
    learnt_from: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from little data to all of it."""

    title: str
    points: tuple[Point, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What is measured."""
        return tuple(self.points[0].figures) if self.points else ()

    def rows(self) -> Rows:
        """The curve as a table."""
        told = tuple(
            (
                f"{p.share:.0%}",
                str(p.learnt_from),
                *(f"{p.figures[name]:.3f}" for name in self.names),
            )
            for p in self.points
        )
        return Rows(self.title, ("of the data", "learnt from", *self.names), told)

    def markdown(self, drawn: str) -> str:
        """The table and a link to its drawing, for a card."""
        return f"\n{self.rows().markdown()}\n![{self.title}]({drawn})\n"

    def svg(self) -> str:
        """The curve as a drawing of its own."""
        least = min(v for p in self.points for v in p.figures.values())
        floor = max(0.0, int(least * 10 - 0.5) / 10)
        frame = _Frame(floor)
        shapes = [
            tag("style", _STYLE),
            tag("rect", width=_WIDTH, height=_HEIGHT, fill="#fff"),
            text(_LEFT, 18.0, self.title, "t"),
            *frame.axes([p.share for p in self.points]),
        ]
        for number, name in enumerate(self.names):
            told = [(p.share, p.figures[name]) for p in self.points]
            colour = _COLOURS[number % len(_COLOURS)]
            shapes += _line(frame, name, told, colour)
        drawn = str(drawing(_WIDTH, _HEIGHT, shapes, self.title))
        return drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Figures to places in the drawing; the lowest figure shown is the floor."""

    floor: float

    def x(self, share: float) -> float:
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, figure: float) -> float:
        height = _HEIGHT - _TOP - _BOTTOM
        return _TOP + (1 - figure) / (1 - self.floor) * height

    def axes(self, shares: list[float]) -> list[str]:
        left, right, bottom = self.x(0.0), self.x(1.0), self.y(self.floor)
        shapes = [line(left, bottom, right, bottom, "axis")]
        step = 0.1 if self.floor >= 0.5 else 0.2
        count = round((1 - self.floor) / step)
        for figure in (1 - step * n for n in range(count + 1)):
            y = self.y(figure)
            shapes.append(line(left, y, right, y, "grid"))
            shapes.append(text(left - 8, y + 4, f"{figure:.1f}", "s", "end"))
        for share in shares:
            x = self.x(share)
            shapes.append(text(x, bottom + 18, f"{share:.0%}", "s", "middle"))
        middle = (left + right) / 2
        shapes.append(
            text(middle, bottom + 34, "of the data learnt from", "s", "middle")
        )
        return shapes


def _line(
    frame: _Frame, name: str, told: list[tuple[float, float]], colour: str
) -> list[str]:
    """One measure, named where its line ends."""
    points = [(frame.x(share), frame.y(figure)) for share, figure in told]
    end_x, end_y = points[-1]
    inside = path(points, "") + "".join(dot(x, y, 3.0, "") for x, y in points)
    dots = tag("g", inside, stroke=colour, fill=colour)
    return [dots, text(end_x + 10, end_y + 4, f"{name} {told[-1][1]:.3f}")]
