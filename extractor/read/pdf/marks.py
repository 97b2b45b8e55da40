"""Images and drawn curves as marks: what may be a seal, a stamp or a signature."""

from collections.abc import Iterator

from extractor.document import Mark, MarkKind
from extractor.geometry import Box
from extractor.read.pdf.frame import Frame, Rect
from extractor.read.pdf.objects import Drawn

MOST_MARKS = 200
SMALLEST_PT = 5.0
NEAR_PT = 4.0
PAGE_SHARE = 0.5


def marks_of(drawn: Drawn, frame: Frame) -> tuple[Mark, ...]:
    """Marks of a page; a scan's own image and specks are none."""
    images = [Mark(MarkKind.IMAGE, box) for box in _kept(drawn.images, frame)]
    strokes = _gathered(list(_kept(drawn.drawings[: MOST_MARKS * 5], frame)))
    drawings = [Mark(MarkKind.DRAWING, box) for box in strokes]
    return tuple((images + drawings)[:MOST_MARKS])


def _kept(rects: list[Rect], frame: Frame) -> Iterator[Box]:
    whole = frame.width * frame.height
    for rect in rects:
        box = frame.box(rect)
        large = box.width * box.height > PAGE_SHARE * whole
        if not large and max(box.width, box.height) >= SMALLEST_PT:
            yield box


def _gathered(boxes: list[Box]) -> list[Box]:
    """Strokes that nearly touch, as one box: a signature is drawn in many."""
    gathered: list[Box] = []
    for box in boxes:
        near = [g for g in gathered if _near(g, box)]
        gathered = [g for g in gathered if g not in near]
        for other in near:
            box = box.union(other)  # noqa: PLW2901 - it grows as it gathers
        gathered.append(box)
    return gathered


def _near(one: Box, other: Box) -> bool:
    return (
        one.left < other.right + NEAR_PT
        and other.left < one.right + NEAR_PT
        and one.top < other.bottom + NEAR_PT
        and other.top < one.bottom + NEAR_PT
    )
