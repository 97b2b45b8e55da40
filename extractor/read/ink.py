"""Marks of a scan: pen strokes, stamps, pictures that no recognised word explains."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import MarkKind
from extractor.read.engines import Token
from extractor.read.light import Gray, Mask, gray, ink

MOST_MARKS = 200

# Everything is measured in inches, so that resolution does not matter.
_DPI = 100
_RULE_IN = 0.5
_DIRT_IN = 0.03
_JOIN_IN = 0.07
_STROKE_IN = 0.24
_WIDEST_IN, _HIGHEST_IN = 5.5, 2.2
_TYPE_IN = (0.04, 0.35)
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Blot:
    """A mark in pixels of the page it was found on."""

    kind: MarkKind
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leftover:
    """What the words do not explain: marks, and the share of type left unread."""

    blots: tuple[Blot, ...]
    unread: float


@dataclass(frozen=True, slots=True)
class _Shape:
    left: int
    top: int
    width: int
    height: int
    area: int

    @property
    def density(self) -> float:
        return self.area / (self.width * self.height)


def left_over(pixels: Gray, dpi: float, tokens: Iterable[Token]) -> Leftover:
    """Find the marks of a straight, evened page, and judge how much was read."""
    tokens = tuple(tokens)
    factor = max(round(dpi / _DPI), 1)
    mask = _without_rules(_pooled(ink(pixels), factor), dpi / factor)
    scale = dpi / factor
    unread = _unread(mask, scale, _covered(mask, factor, tokens))
    sure = (t for t in tokens if t.confidence >= _SURE)
    rest = mask & ~_covered(mask, factor, sure)
    found = sorted(_blots(rest, scale), key=lambda b: (b.top, b.left))[:MOST_MARKS]
    blots = tuple(
        Blot(b.kind, *(v * factor for v in (b.left, b.top, b.right, b.bottom)))
        for b in found
    )
    return Leftover(blots, unread)


def _pooled(mask: Mask, factor: int) -> Mask:
    """Shrink so that even a hair line stays."""
    height, width = (size // factor * factor for size in mask.shape)
    cells = mask[:height, :width].reshape(
        height // factor, factor, width // factor, factor
    )
    return np.asarray(cells.any(axis=(1, 3)), np.bool_)


def _without_rules(mask: Mask, dpi: float) -> Mask:
    """Take straight rules and the black edges of a scan out."""
    pixels = mask.astype(np.uint8)
    length = round(_RULE_IN * dpi)
    for shape in ((1, length), (length, 1)):
        rules = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        wider = np.ones((3, 1) if shape[0] == 1 else (1, 3), np.uint8)
        pixels = pixels & ~gray(cv2.dilate(rules, wider))
    kept: Mask = pixels.astype(bool)
    return kept


def _covered(mask: Mask, factor: int, tokens: Iterable[Token]) -> Mask:
    """Where words stand, a pixel around them included."""
    covered = np.zeros_like(mask)
    for token in tokens:
        top, left = max(token.top // factor - 1, 0), max(token.left // factor - 1, 0)
        covered[top : token.bottom // factor + 2, left : token.right // factor + 2] = 1
    return covered


def _shapes(mask: Mask) -> tuple[NDArray[np.int32], list[_Shape]]:
    """Connected components; shape 0 is the paper."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    return np.asarray(labels, np.int32), [
        _Shape(*(int(v) for v in row)) for row in stats
    ]


def _unread(mask: Mask, dpi: float, covered: Mask) -> float:
    """Share of letter-like shapes outside all words."""
    labels, shapes = _shapes(mask)
    inside = np.bincount(labels[covered], minlength=len(shapes))
    least, most = (inches * dpi for inches in _TYPE_IN)
    letters = [
        index
        for index, shape in enumerate(shapes)
        if index and least <= shape.height <= most and 2 <= shape.width <= 2 * most
    ]
    missed = sum(2 * int(inside[i]) < shapes[i].area for i in letters)
    return missed / len(letters) if len(letters) >= 12 else 0.0


def _blots(rest: Mask, dpi: float) -> Iterator[Blot]:
    labels, pieces = _shapes(rest)
    dirt = _DIRT_IN * dpi
    keep = [i > 0 and max(p.width, p.height) > dirt for i, p in enumerate(pieces)]
    clean = np.array(keep)[labels]
    reach = round(_JOIN_IN * dpi) | 1
    joined = cv2.dilate(clean.astype(np.uint8), np.ones((reach, reach), np.uint8))
    groups, _ = _shapes(joined.astype(bool))
    members: dict[int, list[_Shape]] = {}
    for index, piece in enumerate(pieces):
        if keep[index]:
            rows, columns = np.nonzero(
                labels[piece.top : piece.top + piece.height] == index
            )
            group = int(groups[piece.top + rows[0], columns[0]])
            members.setdefault(group, []).append(piece)
    for pieces_of_one in members.values():
        kind = _kind(pieces_of_one, rest.shape, dpi)
        if kind:
            yield _around(kind, pieces_of_one)


def _around(kind: MarkKind, pieces: list[_Shape]) -> Blot:
    left, top = min(p.left for p in pieces), min(p.top for p in pieces)
    right = max(p.left + p.width for p in pieces)
    bottom = max(p.top + p.height for p in pieces)
    return Blot(kind, left, top, right, bottom)


def _kind(pieces: list[_Shape], page: tuple[int, ...], dpi: float) -> MarkKind | None:
    """Pen strokes, a picture, or nothing to speak of."""
    whole = _around(MarkKind.INK, pieces)
    width, height = whole.right - whole.left, whole.bottom - whole.top
    if whole.left <= 1 or whole.top <= 1 or _touches_end(whole, page):
        return None
    area = sum(p.area for p in pieces)
    density = area / (width * height)
    if density > 0.45 or _is_round(width, height, dpi):
        return MarkKind.IMAGE if min(width, height) > 0.3 * dpi else None
    longest = max(pieces, key=lambda p: max(p.width, p.height))
    if _is_pen_stroke(longest, dpi) and _fits(width, height, dpi):
        return MarkKind.INK
    return None


def _touches_end(whole: Blot, page: tuple[int, ...]) -> bool:
    return whole.right >= page[1] - 1 or whole.bottom >= page[0] - 1


def _is_round(width: float, height: float, dpi: float) -> bool:
    return 0.75 < width / height < 1.33 and min(width, height) > 0.8 * dpi


def _is_pen_stroke(piece: _Shape, dpi: float) -> bool:
    """Longer than a letter, not straight, and mostly paper inside its box."""
    extent = max(piece.width, piece.height)
    thickness = min(piece.width, piece.height)
    return extent >= _STROKE_IN * dpi and thickness > 0.06 * dpi and piece.density < 0.4


def _fits(width: float, height: float, dpi: float) -> bool:
    return 0.3 * dpi <= width <= _WIDEST_IN * dpi and (
        0.1 * dpi <= height <= _HIGHEST_IN * dpi
    )
