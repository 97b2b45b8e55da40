"""What a page draws besides text: images, rules (straight lines) and drawings."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.errors import Hostile
from extractor.read.pdf.frame import Frame, Rect

MOST_OBJECTS = 1_000_000
MOST_PATHS = 20_000
MOST_POINTS = 2_000
DEEPEST = 4
SAMPLED = 150
THIN_PT = 4.0
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """The non-text objects of a page, in upright points."""

    images: list[Rect] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    drawings: list[Rect] = field(default_factory=list)
    shades: int = 0
    """Objects that may be ink though they are none of the above."""
    faceless: int = 0
    """Texts of which PDFium has no glyphs, among the first few that were looked at."""
    faces: int = 0


def read_objects(page: pdfium.PdfPage, frame: Frame) -> Drawn:
    """Sort the objects of an open page."""
    drawn = Drawn()
    paths = 0
    for handle, kind, matrix in _walk(page.raw):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if drawn.faces < SAMPLED:
                drawn.faces += 1
                drawn.faceless += _is_faceless(handle)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.images.extend(_bounds(handle, matrix, frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH and paths < MOST_PATHS:
            paths += 1
            _sort_path(handle, matrix, frame, drawn)
        else:
            drawn.shades += 1
    return drawn


def _is_faceless(handle: object) -> bool:
    """A text as wide as its letters and of no height: the glyphs are missing."""
    sides = _sides(handle)
    if sides is None:
        return False
    left, bottom, right, top = sides
    level, upright = top - bottom < 0.01, right - left < 0.01
    return level != upright


def _sides(handle: object) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    edges = map(ctypes.byref, (left, bottom, right, top))
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return None
    return left.value, bottom.value, right.value, top.value


def _walk(page: object) -> Iterator[tuple[object, int, Matrix]]:
    count = raw.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        raise Hostile(f"A page has {count} objects.")
    for index in range(count):
        yield from _unfold(raw.FPDFPage_GetObject(page, index), _SAME, 0)


def _unfold(
    handle: object, matrix: Matrix, depth: int
) -> Iterator[tuple[object, int, Matrix]]:
    """The object itself, or what a form object holds."""
    kind = raw.FPDFPageObj_GetType(handle)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield handle, kind, matrix
    elif depth < DEEPEST:
        inner = _times(_matrix(handle), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _unfold(
                raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1
            )


def _matrix(handle: object) -> Matrix:
    m = raw.FS_MATRIX()
    found = raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(m))
    return (m.a, m.b, m.c, m.d, m.e, m.f) if found else _SAME


def _times(first: Matrix, then: Matrix) -> Matrix:
    if then == _SAME:
        return first
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


def _move(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: object, matrix: Matrix, frame: Frame) -> Iterator[Rect]:
    sides = _sides(handle)
    if sides is None:
        return
    left, bottom, right, top = sides
    yield _seen(
        [(left, bottom), (right, top), (left, top), (right, bottom)], matrix, frame
    )


def _seen(points: list[tuple[float, float]], matrix: Matrix, frame: Frame) -> Rect:
    moved = points if matrix == _SAME else [_move(x, y, matrix) for x, y in points]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return frame.upright(min(xs), min(ys), max(xs), max(ys))


def _sort_path(handle: object, matrix: Matrix, frame: Frame, drawn: Drawn) -> None:
    for rect in _bounds(handle, matrix, frame):
        width, height = rect[2] - rect[0], rect[3] - rect[1]
        count = raw.FPDFPath_CountSegments(handle)
        if min(width, height) <= THIN_PT:
            drawn.rules.append(rect)
        elif count <= 5 and not _curved(handle, count):
            drawn.rules.extend(_outline(rect))
        elif _curved(handle, count):
            drawn.drawings.append(rect)
        else:
            rules = list(_straight(handle, count, matrix, frame))
            (drawn.rules.extend if rules else drawn.drawings.extend)(rules or [rect])


def _outline(rect: Rect) -> list[Rect]:
    left, top, right, bottom = rect
    return [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ]


def _curved(handle: object, count: int) -> bool:
    return any(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(handle, i))
        == raw.FPDF_SEGMENT_BEZIERTO
        for i in range(min(count, 12))
    )


def _straight(
    handle: object, count: int, matrix: Matrix, frame: Frame
) -> Iterator[Rect]:
    """The level and upright lines of a path; nothing when any line is slanted."""
    place = _times(_matrix(handle), matrix)
    points = list(_points(handle, min(count, MOST_POINTS)))
    lines = [
        _seen([before[1:], after[1:]], place, frame)
        for before, after in pairwise(points)
        if after[0] != raw.FPDF_SEGMENT_MOVETO
    ]
    thin = [r for r in lines if min(r[2] - r[0], r[3] - r[1]) <= THIN_PT]
    yield from thin if len(thin) >= 0.8 * len(lines) else ()


def _points(handle: object, count: int) -> Iterator[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        yield raw.FPDFPathSegment_GetType(segment), x.value, y.value
