"""Which way up a page stands, found cheaply; the OCR engine is asked only in doubt.

Lines of text run one way: their projection tells lying from standing. In most scripts
more strokes rise above the line than hang below it: that tells up from down.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.deskew import ink_points, profile, straighten
from extractor.read.engines import Engine, Token
from extractor.read.light import Gray, gray, ink, scaled

# Lines of type are at least this much clearer along than across.
_CLEARER = 1.6
_LINES_DPI = 120
_FEWEST_LINES = 10
_RISING = 0.6
_STRIP_IN = 1.2
_TRIAL_S = 15.0
# The page is left as it is unless another way reads so much better.
_BETTER = 1.3
# Legible characters' worth (confidence less 0.4) per character of plain reading.
_PLAIN = 0.45
_ENOUGH = 40

QUARTERS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page lies: the clockwise turn that sets it upright, then its skew."""

    turn: int
    skew: float


def turned(pixels: Gray, degrees: int) -> Gray:
    """Pixels turned clockwise by quarter turns."""
    return gray(np.ascontiguousarray(np.rot90(pixels, -degrees // 90)))


def find_pose(evened_pixels: Gray, dpi: float, engine: Engine) -> Pose:
    """How the page lies, told from its ink; the engine is asked only in doubt."""
    points = ink_points(evened_pixels, dpi)
    across, down = profile(points), profile(points, down=True)
    if across.clarity > _CLEARER * down.clarity:
        ways = _ways(evened_pixels, dpi, across.angle, (0, 180))
    elif down.clarity > _CLEARER * across.clarity:
        ways = _ways(turned(evened_pixels, 90), dpi, down.angle, (90, 270))
    else:
        # Rules, frames and fixed-width type are clear both ways; lines of type tell.
        standing = across.clarity > down.clarity and _ways(
            evened_pixels, dpi, across.angle, (0, 180)
        )
        ways = (0,) if standing == (0,) else QUARTERS
    turn = ways[0] if len(ways) == 1 else try_turns(evened_pixels, dpi, engine, ways)
    return Pose(turn, down.angle if turn % 180 else across.angle)


def _ways(
    pixels: Gray, dpi: float, skew: float, ways: tuple[int, int]
) -> tuple[int, ...]:
    """The first way up or the second, both where the lines do not tell."""
    share, lines = _rising_share(pixels, dpi, skew)
    if lines < _FEWEST_LINES or 1 - _RISING < share < _RISING:
        return ways
    return (ways[0],) if share > 0.5 else (ways[1],)


def _rising_share(pixels: Gray, dpi: float, skew: float) -> tuple[float, int]:
    """Share of the ink outside the lines' bodies that lies above, and how many lines.

    Looked at in narrow bands, because the lines of a bent page are straight only there,
    and not at the margins, which carry dirt.
    """
    small = straighten(scaled(pixels, min(_LINES_DPI / dpi, 1.0)), skew).pixels
    mask, width = ink(small), small.shape[1]
    above = below = 0.0
    lines = 0
    for fifth in (1, 2, 3):
        band = mask[:, width * fifth // 5 : width * (fifth + 1) // 5]
        for line in _lines(band.sum(axis=1).astype(float)):
            body = np.flatnonzero(line > 0.5 * _high(line))
            above += float(line[: body[0]].sum())
            below += float(line[body[-1] + 1 :].sum())
            lines += 1
    return (above / (above + below) if above + below else 0.5), lines


def _high(values: NDArray[np.float64]) -> float:
    """What nine in ten do not exceed; NumPy's own is slow on so few."""
    return float(np.sort(values)[round(0.9 * (len(values) - 1))])


def _lines(rows: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """Runs of inked rows as high as a line of type."""
    written = rows > 0.03 * max(float(np.percentile(rows, 95)), 1.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], written, [0])).astype(int)))
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if 0.08 <= (bottom - top) / _LINES_DPI <= 0.4:
            yield rows[top:bottom]


def try_turns(
    evened_pixels: Gray, dpi: float, engine: Engine, degrees: tuple[int, ...]
) -> int:
    """Read a strip of the page each way and keep the way that reads best."""
    scores: dict[int, float] = {}
    for way in degrees:
        tokens = _strip_read(turned(evened_pixels, way), dpi, engine)
        scores[way] = _legible(tokens)
        read = sum(len(token.text) for token in tokens)
        if read >= _ENOUGH and scores[way] > _PLAIN * read:
            return way
    best = max(degrees, key=lambda d: scores[d])
    return best if scores[best] > _BETTER * scores[degrees[0]] else degrees[0]


def _strip_read(pixels: Gray, dpi: float, engine: Engine) -> tuple[Token, ...]:
    """Read the page's busiest strip."""
    angle = profile(ink_points(pixels, dpi)).angle
    strip = _busiest_strip(straighten(pixels, angle).pixels, dpi)
    return engine.read(strip, round(dpi), timeout_s=_TRIAL_S, one_block=True)


def _legible(tokens: tuple[Token, ...]) -> float:
    """How much reads as words."""
    return sum(
        len(token.text) * max(token.confidence - 0.4, 0.0)
        for token in tokens
        if any(character.isalnum() for character in token.text)
    )


def _busiest_strip(pixels: Gray, dpi: float) -> Gray:
    height = round(_STRIP_IN * dpi)
    if pixels.shape[0] <= height:
        return pixels
    # Edges are left out: the frame of a photo is busier than any text.
    width, edge = pixels.shape[1], pixels.shape[0] // 20
    rows = ink(pixels)[:, width // 5 : width * 4 // 5].sum(axis=1).astype(np.float32)
    rows[:edge] = rows[-edge:] = 0
    rows = rows.reshape(-1, 1)
    windows = cv2.blur(rows, (1, height))[height // 2 : -(height // 2)]
    top = int(np.argmax(windows))
    return pixels[top : top + height]
