"""Which way up a page stands, found cheaply; the OCR engine is asked only in doubt.

Lines of text run one way: their projection tells lying from standing. In most scripts
more strokes rise above the line than hang below it: that tells up from down.
"""

import cv2
import numpy as np

from extractor.read.deskew import ink_points, profile, straighten
from extractor.read.engines import Engine
from extractor.read.light import Gray, gray, ink, scaled

# Lines of type are at least this much clearer along than across.
_CLEARER = 1.6
_LINES_DPI = 120
_FEWEST_LINES = 4
_RISING = 0.6
_STRIP_IN = 1.6
_TRIAL_S = 15.0
# The page is left as it is unless another way reads so much better.
_BETTER = 1.3

QUARTERS = (0, 90, 180, 270)


def turned(pixels: Gray, degrees: int) -> Gray:
    """Pixels turned clockwise by quarter turns."""
    return gray(np.ascontiguousarray(np.rot90(pixels, -degrees // 90)))


def find_turn(evened_pixels: Gray, dpi: float, engine: Engine) -> int:
    """Degrees clockwise (0, 90, 180, 270) by which to turn the page upright."""
    points = ink_points(evened_pixels, dpi)
    across, down = profile(points), profile(points, down=True)
    if across.clarity > _CLEARER * down.clarity:
        rising, lines = _rising_share(straighten(evened_pixels, across.angle).pixels)
        if rising > _RISING and lines >= _FEWEST_LINES:
            return 0
        return try_turns(evened_pixels, dpi, engine, (0, 180))
    if down.clarity > _CLEARER * across.clarity:
        return try_turns(evened_pixels, dpi, engine, (90, 270))
    return try_turns(evened_pixels, dpi, engine, QUARTERS)


def _rising_share(pixels: Gray) -> tuple[float, int]:
    """Share of the ink outside the lines' bodies that lies above, and how many lines.

    The middle of the page only: far lines bend, and margins carry dirt.
    """
    small = scaled(pixels, _LINES_DPI / 200)
    width = small.shape[1]
    rows = ink(small)[:, width // 5 : width * 4 // 5].sum(axis=1).astype(float)
    written = rows > 0.03 * max(float(np.percentile(rows, 95)), 1.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], written, [0])).astype(int)))
    above = below = 0.0
    lines = 0
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if not 0.08 <= (bottom - top) / _LINES_DPI <= 0.4:
            continue
        line = rows[top:bottom]
        body = np.flatnonzero(line > 0.5 * np.percentile(line, 90))
        above += float(line[: body[0]].sum())
        below += float(line[body[-1] + 1 :].sum())
        lines += 1
    return (above / (above + below) if above + below else 0.5), lines


def try_turns(
    evened_pixels: Gray, dpi: float, engine: Engine, degrees: tuple[int, ...]
) -> int:
    """Read a strip of the page each way and keep the way that reads best."""
    scores = {d: _legible(turned(evened_pixels, d), dpi, engine) for d in degrees}
    best = max(degrees, key=lambda d: scores[d])
    return best if scores[best] > _BETTER * scores[degrees[0]] else degrees[0]


def _legible(pixels: Gray, dpi: float, engine: Engine) -> float:
    """How much of the page's busiest strip reads as words."""
    angle = profile(ink_points(pixels, dpi)).angle
    strip = _busiest_strip(straighten(pixels, angle).pixels, dpi)
    tokens = engine.read(strip, round(dpi), timeout_s=_TRIAL_S, one_block=True)
    return sum(
        len(token.text) * max(token.confidence - 0.4, 0.0)
        for token in tokens
        if any(character.isalnum() for character in token.text)
    )


def _busiest_strip(pixels: Gray, dpi: float) -> Gray:
    height = round(_STRIP_IN * dpi)
    if pixels.shape[0] <= height:
        return pixels
    rows = ink(pixels).sum(axis=1).astype(np.float32).reshape(-1, 1)
    windows = cv2.blur(rows, (1, height))[height // 2 : -(height // 2)]
    top = int(np.argmax(windows))
    return pixels[top : top + height]
