"""From a page's own coordinates (origin bottom left, unturned) to upright points."""

from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium

from extractor.geometry import Box

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom on the upright page."""


@dataclass(frozen=True)
class Frame:
    """The visible part of a page and the turn that makes it upright.

    Without slots, because the cached sizes are asked for every word.
    """

    number: int
    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @cached_property
    def width(self) -> float:
        """Width of the upright page."""
        across, along = self.right - self.left, self.top - self.bottom
        return along if self.rotation in {90, 270} else across

    @cached_property
    def height(self) -> float:
        """Height of the upright page."""
        across, along = self.right - self.left, self.top - self.bottom
        return across if self.rotation in {90, 270} else along

    def upright(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """A rectangle of the page's own coordinates as it lies on the upright page."""
        match self.rotation:
            case 90:
                return (
                    bottom - self.bottom,
                    left - self.left,
                    top - self.bottom,
                    right - self.left,
                )
            case 180:
                return (
                    self.right - right,
                    bottom - self.bottom,
                    self.right - left,
                    top - self.bottom,
                )
            case 270:
                return (
                    self.top - top,
                    self.right - right,
                    self.top - bottom,
                    self.right - left,
                )
            case _:
                return (
                    left - self.left,
                    self.top - top,
                    right - self.left,
                    self.top - bottom,
                )

    def box(self, rect: Rect) -> Box:
        """The part of an upright rectangle that lies on the page."""
        width, height = self.width, self.height
        if rect[0] >= 0 and rect[1] >= 0 and rect[2] <= width and rect[3] <= height:
            return Box(self.number, *rect)
        left, top = min(max(rect[0], 0.0), width), min(max(rect[1], 0.0), height)
        right, bottom = min(max(rect[2], left), width), min(max(rect[3], top), height)
        return Box(self.number, left, top, right, bottom)

    def shows(self, rect: Rect) -> bool:
        """True when the middle of an upright rectangle lies on the page."""
        across, along = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        return 0 <= across <= self.width and 0 <= along <= self.height


def frame_of(page: pdfium.PdfPage, number: int) -> Frame:
    """The frame of an open page."""
    left, bottom, right, top = page.get_bbox()
    return Frame(number, left, bottom, right, top, page.get_rotation() % 360)


def turn(box: Box, degrees: int, width: float, height: float) -> Box:
    """A box of a page of that size after the page was turned clockwise."""
    match degrees % 360:
        case 90:
            edges = (height - box.bottom, box.left, height - box.top, box.right)
        case 180:
            edges = (
                width - box.right,
                height - box.bottom,
                width - box.left,
                height - box.top,
            )
        case 270:
            edges = (box.top, width - box.right, box.bottom, width - box.left)
        case _:
            return box
    return Box(box.page, *edges)
