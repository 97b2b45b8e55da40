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
_WIDEST_IN, _HIGHEST_IN, _FLATTEST = 5.5, 2.2, 11
_EDGE_IN, _CORNER_IN = 0.06, 1.0
_TYPE_IN = (0.04, 0.35)
_SURE, _SURE_ODD = 0.5, 0.88
_TALL = 1.9
_WIDE = 1.8
_FEWEST_LETTERS = 12


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


# Columns of a table of shapes, as OpenCV orders them.
_LEFT, _TOP, _WIDTH, _HEIGHT, _AREA = range(5)

Table = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """Connected shapes: a number at every pixel and a row each; 0 is the paper."""

    labels: NDArray[np.int32]
    table: Table

    @classmethod
    def of(cls, mask: Mask) -> "_Shapes":
        _, labels, table, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8))
        return cls(np.asarray(labels, np.int32), np.asarray(table, np.int32))


def left_over(pixels: Gray, dpi: float, tokens: Iterable[Token]) -> Leftover:
    """Find the marks of a straight, evened page, and judge how much was read."""
    tokens = tuple(tokens)
    factor = max(int(dpi / _DPI + 0.4), 1)
    mask = _without_rules(_pooled(ink(pixels), factor), dpi / factor)
    scale = dpi / factor
    rest = _Shapes.of(mask & ~_covered(mask, factor, _type(tokens)))
    read = sum(len(token.text) for token in tokens)
    unread = _unread(rest, scale, _covered(mask, factor, tokens), read)
    found = _outer(sorted(_blots(rest, scale), key=lambda b: (b.top, b.left)))
    blots = tuple(
        Blot(b.kind, *(v * factor for v in (b.left, b.top, b.right, b.bottom)))
        for b in found
    )
    return Leftover(blots, unread)


def _type(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Words surely of type: a scrawl read as letters is far higher or wider."""
    heights = sorted(t.bottom - t.top for t in tokens)
    usual = heights[len(heights) // 2] if heights else 0
    for token in tokens:
        odd = token.bottom - token.top > _TALL * usual or stretched(token)
        if token.confidence >= (_SURE_ODD if odd else _SURE):
            yield token


def stretched(token: Token) -> bool:
    """True for letters drawn out far wider than any type is."""
    letters = sum(map(str.isalnum, token.text))
    width = (token.right - token.left) / max(len(token.text), 1)
    return letters == len(token.text) and width > _WIDE * (token.bottom - token.top)


def _outer(blots: list[Blot]) -> list[Blot]:
    """Marks that lie inside no other, as a stamp's inner ring does."""
    return [
        blot
        for index, blot in enumerate(blots[:MOST_MARKS])
        if not any(
            _inside(blot, other)
            for at, other in enumerate(blots[:MOST_MARKS])
            if at != index
        )
    ]


def _inside(blot: Blot, other: Blot) -> bool:
    return (
        other.left <= blot.left
        and other.top <= blot.top
        and blot.right <= other.right
        and blot.bottom <= other.bottom
        and other.kind is MarkKind.IMAGE
    )


def _pooled(mask: Mask, factor: int) -> Mask:
    """Shrink so that even a hair line stays."""
    height, width = (size // factor * factor for size in mask.shape)
    pooled = np.zeros((height // factor, width // factor), np.bool_)
    for row in range(factor):
        for column in range(factor):
            pooled |= mask[row:height:factor, column:width:factor]
    return pooled


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


def _unread(rest: _Shapes, dpi: float, covered: Mask, read: int) -> float:
    """Share of letters that no word holds: letter-like shapes beside those read."""
    shapes = rest.table
    least, most = (inches * dpi for inches in _TYPE_IN)
    height, width = shapes[:, _HEIGHT], shapes[:, _WIDTH]
    letters = (least <= height) & (height <= most) & (width >= 2) & (width <= 2 * most)
    letters[0] = False
    inside = np.bincount(rest.labels[covered], minlength=len(shapes))
    missed = int((letters & (2 * inside < shapes[:, _AREA])).sum())
    count = missed + read
    return missed / count if count >= _FEWEST_LETTERS else 0.0


def _blots(rest: _Shapes, dpi: float) -> Iterator[Blot]:
    """Join what lies close together, and keep the groups that are marks."""
    labels, shapes = rest.labels, rest.table
    keep = np.maximum(shapes[:, _WIDTH], shapes[:, _HEIGHT]) > _DIRT_IN * dpi
    keep[0] = False
    reach = round(_JOIN_IN * dpi) | 1
    near = np.ones((reach, reach), np.uint8)
    joined = gray(cv2.dilate(keep[labels].view(np.uint8), near))
    _, groups = cv2.connectedComponents(joined)
    # A shape that is kept lies in one group, so any of its pixels tells which.
    group_of = np.zeros(len(shapes), np.int32)
    group_of[labels.ravel()] = groups.ravel()
    for group in np.unique(group_of[keep]):
        kind = _kind(shapes[keep & (group_of == group)], labels.shape, dpi)
        if kind:
            yield _around(kind, shapes[keep & (group_of == group)])


def _around(kind: MarkKind, pieces: Table) -> Blot:
    left, top = pieces[:, _LEFT], pieces[:, _TOP]
    right = int((left + pieces[:, _WIDTH]).max())
    bottom = int((top + pieces[:, _HEIGHT]).max())
    return Blot(kind, int(left.min()), int(top.min()), right, bottom)


def _kind(pieces: Table, page: tuple[int, ...], dpi: float) -> MarkKind | None:
    """Pen strokes, a picture, or nothing to speak of."""
    whole = _around(MarkKind.INK, pieces)
    width, height = whole.right - whole.left, whole.bottom - whole.top
    if _at_edge(whole, page, dpi):
        return None
    density = int(pieces[:, _AREA].sum()) / (width * height)
    if density > 0.45 or _is_round(width, height, dpi):
        return MarkKind.IMAGE if min(width, height) > 0.3 * dpi else None
    longest = pieces[np.maximum(pieces[:, _WIDTH], pieces[:, _HEIGHT]).argmax()]
    if _is_pen_stroke(longest, dpi) and _fits(width, height, dpi):
        return MarkKind.INK
    return None


def _at_edge(whole: Blot, page: tuple[int, ...], dpi: float) -> bool:
    """The frame of a scan, or a staple and a folded corner: no pen writes there."""
    edge, corner = _EDGE_IN * dpi, _CORNER_IN * dpi
    below, beside = page[0] - whole.bottom, page[1] - whole.right
    if min(whole.left, whole.top, below, beside) < edge:
        return True
    sideways = whole.right < corner or page[1] - whole.left < corner
    return sideways and (whole.bottom < corner or page[0] - whole.top < corner)


def _is_round(width: float, height: float, dpi: float) -> bool:
    return 0.75 < width / height < 1.33 and min(width, height) > 0.8 * dpi


def _is_pen_stroke(piece: NDArray[np.int32], dpi: float) -> bool:
    """Longer than a letter, not straight, and mostly paper inside its box."""
    _, _, width, height, area = (int(value) for value in piece)
    if max(width, height) < _STROKE_IN * dpi or min(width, height) < 0.06 * dpi:
        return False
    return area < 0.4 * width * height


def _fits(width: float, height: float, dpi: float) -> bool:
    if not 0.3 * dpi <= width <= _WIDEST_IN * dpi or width > _FLATTEST * height:
        return False
    return 0.1 * dpi <= height <= _HIGHEST_IN * dpi
