"""Where a page has ink and how much no word covers, from a small grey picture."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractor.read.pdf.frame import Rect

DPI = 40
LARGEST_PX = 1_000_000
LONGEST_PX = 5_000
DARKER = 60
"""Ink is darker than the paper by so much of 255."""
GROWN_PT = 2.0
EDGE = 0.03
"""Scanners leave dark edges: so much of the page is not looked at."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink of a page as a grid of yes and no, and the points a cell is wide."""

    dark: npt.NDArray[np.bool_]
    scale: float

    @property
    def share(self) -> float:
        """The share of the page that is inked."""
        return float(self.dark.mean()) if self.dark.size else 0.0

    def without(self, rects: Iterable[Rect]) -> "Ink":
        """The ink that lies in none of the rectangles."""
        left = self.dark.copy()
        for rect in rects:
            rows, columns = self._slices(rect, GROWN_PT)
            left[rows, columns] = False
        return Ink(left, self.scale)

    def within(self, rect: Rect) -> float:
        """The share of a rectangle that is inked."""
        rows, columns = self._slices(rect, 0.0)
        part = self.dark[rows, columns]
        return float(part.mean()) if part.size else 0.0

    def _slices(self, rect: Rect, grown: float) -> tuple[slice, slice]:
        left, top, right, bottom = rect
        return (
            slice(self._cell(top - grown), self._cell(bottom + grown) + 1),
            slice(self._cell(left - grown), self._cell(right + grown) + 1),
        )

    def _cell(self, points: float) -> int:
        return max(int(points * self.scale), 0)


def measure_ink(page: pdfium.PdfPage) -> Ink:
    """Draw an open page small and grey, and tell ink from paper."""
    width, height = page.get_size()
    fits = (LARGEST_PX / max(width * height, 1.0)) ** 0.5
    scale = min(DPI / 72, fits, LONGEST_PX / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    grey = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    bitmap.close()
    paper = float(np.percentile(grey, 90)) if grey.size else 255.0
    dark = grey < paper - DARKER
    rows, columns = (int(side * EDGE) for side in dark.shape)
    inner = np.zeros_like(dark)
    core = (slice(rows, -rows or None), slice(columns, -columns or None))
    inner[core] = dark[core]
    return Ink(inner, scale)
