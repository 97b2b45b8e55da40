"""How askew a page is, and the same page straight.

Ink is projected across the lines at many angles; the text lines are upright where the
projection is most uneven. Only coordinates are turned, never pixels, so it is cheap.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.light import Gray, Mask, gray, ink, scaled

_PROFILE_DPI = 75
_MOST_POINTS = 30_000
_WIDEST = 10.0
_COARSE = 0.5
_FINE = 0.05
_LEAST = 0.1
_THINNED = 3

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Profile:
    """The best angle of a direction, in degrees clockwise, and how clear it is."""

    angle: float
    clarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Straight:
    """A straightened page, the way back to the page it was made from, and its size."""

    pixels: Gray
    back: NDArray[np.float64]
    size: tuple[int, int]

    def boxes(self, straight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rectangles (n x 4) on the old page around boxes of the straight one."""
        left, top, right, bottom = straight.reshape(-1, 4).T
        x = np.stack([left, right, left, right])
        y = np.stack([top, top, bottom, bottom])
        (xx, xy, x0), (yx, yy, y0) = self.back
        old_x, old_y = xx * x + xy * y + x0, yx * x + yy * y + y0
        ends = (old_x.min(0), old_y.min(0), old_x.max(0), old_y.max(0))
        return np.stack(ends, axis=1)


def ink_points(evened_pixels: Gray, dpi: float) -> Points:
    """Coordinates of the page's ink at the profile resolution, thinned evenly."""
    mask = _without_frame(ink(scaled(evened_pixels, min(_PROFILE_DPI / dpi, 1.0))))
    points = np.argwhere(mask)[:, ::-1].astype(np.float32)
    step = -(-len(points) // _MOST_POINTS) or 1
    return points[::step]


def _without_frame(mask: Mask) -> Mask:
    """Black edges that a scanner adds lie along the frame and say nothing of lines."""
    height, width = mask.shape
    edge_y, edge_x = height // 40, width // 40
    inner = np.zeros_like(mask)
    inner[edge_y : height - edge_y, edge_x : width - edge_x] = True
    kept: Mask = mask & inner
    return kept


def profile(points: Points, *, down: bool = False) -> Profile:
    """The best angle of lines across the page, or down it."""
    if len(points) < 50:
        return Profile(0.0, 0.0)
    across, along = points[:, 1 - down], points[:, 0 + down]
    coarse = np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE)
    # A third of the ink tells the half degree as well as all of it.
    angle = _best(across[::_THINNED], along[::_THINNED], coarse)
    fine = np.arange(angle - _COARSE, angle + _COARSE + _FINE / 2, _FINE)
    angle = _best(across, along, fine)
    # Lines down the page lean the other way round when the page turns clockwise.
    return Profile(-angle if down else angle, _unevenness(across, along, angle))


def _best(across: Points, along: Points, angles: NDArray[np.float64]) -> float:
    scores = [_unevenness(across, along, float(a)) for a in angles]
    return float(angles[int(np.argmax(scores))])


def _unevenness(across: Points, along: Points, degrees: float) -> float:
    """Energy of the projection's steps, per point."""
    shifted = across - along * np.float32(math.tan(math.radians(degrees)))
    bins = np.bincount((shifted - shifted.min()).astype(np.int32))
    return float(np.sum(np.diff(bins.astype(np.float64)) ** 2)) / len(across)


def straighten(pixels: Gray, angle: float) -> Straight:
    """Turn a page back by an angle; the canvas grows so that no corner is lost."""
    if abs(angle) < _LEAST:
        return Straight(pixels, np.eye(2, 3), (pixels.shape[1], pixels.shape[0]))
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    sine, cosine = abs(turn[0, 1]), abs(turn[0, 0])
    grown_x = math.ceil(width * cosine + height * sine)
    grown_y = math.ceil(height * cosine + width * sine)
    turn[:, 2] += ((grown_x - width) / 2, (grown_y - height) / 2)
    straight = cv2.warpAffine(
        pixels, turn, (grown_x, grown_y), flags=cv2.INTER_LINEAR, borderValue=255
    )
    back = np.asarray(cv2.invertAffineTransform(turn), np.float64)
    return Straight(gray(straight), back, (width, height))
