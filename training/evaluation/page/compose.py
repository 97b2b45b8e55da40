"""The page put together: no outside resource, no inline handler or style."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from training.evaluation import tables
from training.evaluation.files import replaced
from training.evaluation.page import charts, svg
from training.evaluation.page.crops import Album, Crop
from training.evaluation.record import Verdict
from training.evaluation.result import Error, Result
from training.evaluation.scores import Score
from training.evaluation.titles import TITLES

_HERE = Path(__file__).parent
_TILES = (
    "instrument",
    "jurisdiction",
    "court_id",
    "dates",
    "categories",
    "identifiers",
    "findings",
    "accepted",
    "accepted_error",
    "ece",
    "cer",
)


@dataclass(frozen=True, slots=True)
class Card:
    """An error as shown."""

    error: Error
    title: str
    sure: str
    crop: Markup | None
    page: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The confusion matrix: gold down, found across; `heat` 0..9 colours a cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, int, bool], ...]], ...]


def write_page(path: Path, told: Result, album: Album) -> None:
    """Write the page, whole or not at all."""
    style, script = (
        (_HERE / f"report.{e}").read_text(encoding="utf-8") for e in ("css", "js")
    )
    pieces = (
        _environment()
        .get_template("report.html.j2")
        .generate(
            told=told,
            tiles=_tiles(told),
            tables={
                "bars": tables.bars(told),
                "coverage": tables.coverage(told),
                "slices": [t for t in tables.slices(told) if t.rows],
                "causes": tables.causes(told),
            },
            charts=charts,
            matrix=matrix(told.confusion),
            cards=list(_cards(told, album)),
            pictures=list(_pictures(album)),
            style=Markup(style),  # noqa: S704 - our own file, not a document's text
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    with replaced(path) as file:
        file.writelines(piece.encode() for piece in pieces)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = lambda text: text.replace("_", " ")
    return environment


def _tiles(told: Result) -> list[Score]:
    by_name = {s.measure.name: s for s in told.scores}
    return [by_name[name] for name in _TILES if name in by_name]


def matrix(confusion: Mapping[tuple[str, str], int]) -> Matrix:
    """Only what occurs; each row is coloured by its share."""
    labels = sorted({label for pair in confusion for label in pair})
    golds = sorted({gold for gold, _ in confusion})
    rows = []
    for gold in golds:
        total = sum(confusion.get((gold, found), 0) for found in labels)
        cells = tuple(
            (count, min(9, round(9 * count / total)), gold == found)
            for found in labels
            for count in (confusion.get((gold, found), 0),)
        )
        rows.append((gold, cells))
    return Matrix(tuple(labels), tuple(rows))


def _cards(told: Result, album: Album) -> Iterator[Card]:
    """Errors, those with a piece of their page first within a label."""
    for index, error in enumerate(told.errors):
        crop = album.crops.get(index)
        is_missed = error.answer.verdict is Verdict.MISSED
        sure = None if is_missed else error.answer.confidence
        yield Card(
            error,
            TITLES.get(error.answer.what, error.answer.what),
            "" if sure is None else f"{sure:.2f}",
            _drawn(crop) if crop else None,
            crop.page if crop else 0,
        )


def _drawn(crop: Crop) -> Markup:
    """A strip of a page as a drawing: its picture or its words, boxes over them."""
    inside = [svg.tag("use", href=f"#{crop.picture}")] if crop.picture else []
    inside += [
        svg.tag(
            "text",
            str(Markup.escape(word.text)),
            x=word.box.left,
            y=word.box.bottom - word.box.height * 0.2,
            textLength=max(word.box.width, 1.0),
            font_size=max(word.box.height * 0.85, 1.0),
            cls="word",
        )
        for word in crop.words
    ]
    for boxes, cls in ((crop.found, "found"), (crop.wanted, "wanted")):
        inside += [
            svg.bar(b.left - 2, b.top - 1.5, b.width + 4, b.height + 3, f"box {cls}")
            for b in boxes
        ]
    window = f"{crop.left:g} {crop.top:.1f} {crop.width:g} {crop.height:.1f}"
    drawn = svg.tag("svg", "".join(inside), viewBox=window, cls="crop", role="img")
    return Markup(drawn)  # noqa: S704 - every text in it was escaped


def _pictures(album: Album) -> Iterator[tuple[str, str, float, float]]:
    for name, (picture, width, height) in album.pictures.items():
        data = base64.b64encode(picture).decode("ascii")
        yield name, f"data:image/jpeg;base64,{data}", width, height


def _hash(text: str) -> str:
    """As the content security policy names a block it allows."""
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
