"""A result's figures as drawings."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from training.evaluation.page import svg
from training.evaluation.result import Result
from training.evaluation.scores import Score, SliceScores
from training.evaluation.titles import TITLES
from training.evaluation.trust import Curve, Reliability

_ROW = 24.0
_LABEL, _SCALE, _FIGURE = 250.0, 640.0, 190.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_VERDICTS = ("right", "wrong", "missed", "invented")
_SQUARE, _EDGE = 150.0, 30.0
_MOST_CURVES = 24


def scores(told: Sequence[Score]) -> Markup:
    """Every share and F1 as a dot with its 95 % interval, in groups."""
    shown = [s for s in told if not s.measure.less]
    shapes: list[str] = []
    top = 20.0
    for group, members in groupby(shown, key=lambda s: s.measure.group):
        shapes.append(svg.text(0, top + 14, group, "head"))
        top += _ROW
        for score in members:
            shapes.extend(_whisker(score, top + _ROW / 2))
            top += _ROW
        top += 6
    grid = list(_grid(_LABEL, _SCALE, 14, top))
    return svg.drawing(
        _LABEL + _SCALE + _FIGURE, top + 6, [*grid, *shapes], "Scores with intervals"
    )


def _grid(left: float, width: float, top: float, bottom: float) -> Iterator[str]:
    for tick in _TICKS:
        x = left + tick * width
        yield svg.line(x, top + 4, x, bottom, "grid")
        yield svg.text(x, top, f"{tick:g}", "tick", "middle")


def _whisker(score: Score, y: float) -> Iterator[str]:
    yield svg.text(_LABEL - 12, y + 4, score.measure.title, "", "end")
    said = f"{score.value:.3f}"
    if score.interval:
        low, high = (
            _LABEL + min(max(e, 0.0), 1.0) * _SCALE
            for e in (score.interval.low, score.interval.high)
        )
        yield svg.line(low, y, high, y, "whisker")
        yield from (svg.line(x, y - 4, x, y + 4, "whisker") for x in (low, high))
        said += f" [{score.interval.low:.2f}, {score.interval.high:.2f}]"
    yield svg.dot(_LABEL + min(score.value, 1.0) * _SCALE, y, 4.5, "point")
    yield svg.text(_LABEL + _SCALE + 14, y + 4, said, "figure")


def verdicts(told: Result) -> Markup:
    """How each label fares: right, wrong, missed, invented as shares of a bar."""
    rows = list(_verdict_rows(told))
    shapes: list[str] = []
    for index, (title, counts) in enumerate(rows):
        y = 8 + index * _ROW
        shapes.append(svg.text(_LABEL - 12, y + 15, title, "", "end"))
        x, total = _LABEL, sum(counts)
        for verdict, count in zip(_VERDICTS, counts, strict=True):
            width = _SCALE * count / total
            shapes.append(svg.bar(x, y + 3, width, _ROW - 8, f"v-{verdict}"))
            x += width
        said = " · ".join(f"{count:.0f}" for count in counts)
        shapes.append(svg.text(_LABEL + _SCALE + 14, y + 15, said, "figure"))
    height = len(rows) * _ROW + 16
    width = _LABEL + _SCALE + _FIGURE
    return svg.drawing(width, height, shapes, "Right, wrong, missed, invented")


def _verdict_rows(told: Result) -> Iterator[tuple[str, tuple[float, ...]]]:
    for what, title in TITLES.items():
        for kind in ("answer", "set"):
            counts = tuple(
                told.counts.get(f"{kind}/{what}/{v}", 0.0) for v in _VERDICTS
            )
            if sum(counts):
                yield title, counts


def reliabilities(told: Sequence[Reliability]) -> Iterator[Markup]:
    """One small diagram a label: confidence against the share that is right."""
    for one in told:
        title = TITLES.get(one.what, "all single values")
        count = sum(b.count for b in one.bins)
        shapes = [*_square("confidence", "right"), *_diagonal()]
        most = max((b.count for b in one.bins), default=1)
        for each in one.bins:
            x, y = _at(each.sure, each.right)
            radius = 2.5 + 5 * (each.count / most) ** 0.5
            shapes += [svg.line(x, _at(0, each.sure)[1], x, y, "gap")]
            shapes.append(svg.dot(x, y, radius, "point soft"))
        caption = f"{title}: ECE {one.ece:.3f} over {count}"
        yield _small(shapes, title, f"ECE {one.ece:.3f} · {count}", caption)


def curves(told: Sequence[Curve]) -> Iterator[Markup]:
    """One small diagram a category: precision against recall."""
    for one in told[:_MOST_CURVES]:
        title = one.label.replace("_", " ")
        points = [_at(recall, precision) for recall, precision in one.points]
        shapes = list(_square("recall", "precision"))
        if points:
            shapes.append(svg.path([(_at(0, 0)[0], points[0][1]), *points], "curve"))
            shapes.append(svg.dot(*points[-1], 4, "point"))
        last = one.points[-1] if one.points else (0.0, 0.0)
        said = f"R {last[0]:.2f} P {last[1]:.2f} · {one.wanted}"
        yield _small(shapes, title, said, f"{title}: {said}")


def _at(x: float, y: float) -> tuple[float, float]:
    return _EDGE + x * _SQUARE, 40 + (1 - y) * _SQUARE


def _square(across: str, up: str) -> Iterator[str]:
    (left, bottom), (right, top) = _at(0, 0), _at(1, 1)
    for tick in (0.0, 0.5, 1.0):
        x, y = _at(tick, tick)
        yield svg.line(x, top, x, bottom, "grid")
        yield svg.line(left, y, right, y, "grid")
        yield svg.text(x, bottom + 13, f"{tick:g}", "tick", "middle")
        yield svg.text(left - 5, y + 4, f"{tick:g}", "tick", "end")
    yield svg.text(
        (left + right) / 2, bottom + 27, f"{across} → {up} ↑", "tick", "middle"
    )


def _diagonal() -> Iterator[str]:
    yield svg.path((_at(0, 0), _at(1, 1)), "diagonal")


def _small(shapes: Sequence[str], title: str, said: str, caption: str) -> Markup:
    width, height = _EDGE + _SQUARE + 14, 40 + _SQUARE + 34
    head = svg.text(4, 14, title, "head"), svg.text(4, 30, said, "tick")
    return svg.drawing(width, height, [*head, *shapes], caption)


def by_quality(told: Sequence[SliceScores]) -> Markup:
    """What goes wrong, by how well the pages were read."""
    rows = [s for s in told if s.slice_name == "quality"]
    names = ("jurisdiction", "dates", "case_number", "categories", "identifiers")
    colours = {name: f"series-{i}" for i, name in enumerate(names)}
    step = len(names) * 11 + 14.0
    shapes: list[str] = []
    for index, row in enumerate(rows):
        top = 24 + index * step
        label = f"{row.value} ({row.packets})"
        shapes.append(svg.text(_LABEL - 12, top + step / 2 - 4, label, "", "end"))
        for place, name in enumerate(names):
            shapes.extend(_error_bar(row, name, colours[name], top + place * 11))
    grid = _grid(_LABEL, _SCALE, 14, 24 + len(rows) * step)
    size = (_LABEL + _SCALE + _FIGURE, 24 + len(rows) * step + 6)
    return svg.drawing(*size, [*grid, *shapes], "Errors by reading quality")


def _error_bar(row: SliceScores, name: str, colour: str, y: float) -> Iterator[str]:
    score = row.scores.get(name)
    if score is None:
        return
    wrong = 1 - score.value
    yield svg.bar(_LABEL, y, max(wrong * _SCALE, 1.0), 9, colour)
    said = f"{TITLES.get(name, name)} {wrong:.3f} of {score.of}"
    yield svg.text(_LABEL + wrong * _SCALE + 6, y + 8, said, "tick")
