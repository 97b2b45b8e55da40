"""Seeded scan damage: a clean gray page in, the page as a scanner or fax hands it on.

`pixels` is 8-bit gray, black on white, drawn at SOURCE_DPI. The same pixels, recipe and
seed give the same bytes. The result has `recipe.resolution`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

SOURCE_DPI = 300

Pixels = NDArray[np.uint8]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Damage:
    """What goes wrong between paper and file; nothing does by default.

    Degrees turn clockwise. `blur`, `weight` are in 1/300 inch, `noise` is a standard
    deviation in gray levels; the other amounts are shares from 0 to 1.
    """

    dpi_x: int = 200
    dpi_y: int = 200
    turn: int = 0
    skew: float = 0.0
    curl: float = 0.0
    weight: int = 0
    blur: float = 0.0
    bleed: float = 0.0
    fade: float = 0.0
    shade: float = 0.0
    noise: float = 0.0
    speckle: float = 0.0
    stamp: bool = False
    staple: bool = False
    photo: float = 0.0
    jpeg: int = 0
    bilevel: bool = False
    dropped_lines: float = 0.0

    @property
    def resolution(self) -> tuple[int, int]:
        """Dots per inch across and down, of the page as turned."""
        across, down = self.dpi_x, self.dpi_y
        return (down, across) if self.turn % 180 else (across, down)


PRESETS = {
    "clean_scan": Damage(dpi_x=300, dpi_y=300, skew=0.2, blur=0.6, noise=2, jpeg=85),
    "office_scan": Damage(skew=-0.6, blur=0.8, noise=4, speckle=0.00004, jpeg=75),
    "poor_scan": Damage(
        skew=1.7,
        blur=1.3,
        weight=-1,
        noise=11,
        speckle=0.0004,
        shade=0.35,
        bleed=0.12,
        staple=True,
        jpeg=45,
    ),
    "bilevel_scan": Damage(
        dpi_x=300, dpi_y=300, skew=0.8, noise=9, speckle=0.0003, bilevel=True
    ),
    "copy_of_copy": Damage(
        skew=-1.2, weight=1, blur=1.6, speckle=0.0008, noise=6, bilevel=True
    ),
    "stamped": Damage(skew=0.4, blur=0.8, noise=4, stamp=True, staple=True, jpeg=70),
    "fax": Damage(
        dpi_x=204,
        dpi_y=196,
        skew=0.7,
        blur=0.7,
        noise=8,
        speckle=0.0004,
        bilevel=True,
        dropped_lines=0.002,
    ),
    "fax_standard": Damage(
        dpi_x=204, dpi_y=98, skew=0.3, blur=0.5, noise=5, bilevel=True
    ),
    "low_dpi": Damage(dpi_x=130, dpi_y=130, skew=0.5, blur=0.8, noise=3, jpeg=60),
    "photo": Damage(
        skew=2.2, curl=0.004, blur=1.2, shade=0.55, noise=7, photo=0.02, jpeg=60
    ),
    "sideways": Damage(turn=90, skew=0.5, blur=0.8, noise=4, jpeg=75),
    "upside_down": Damage(turn=180, skew=-0.9, blur=0.8, noise=4, jpeg=75),
    "sideways_left": Damage(
        dpi_x=300, dpi_y=300, turn=270, skew=0.4, noise=6, bilevel=True
    ),
}
"""Named recipes, each a kind of copy that law departments receive."""


def damage(pixels: Pixels, recipe: Damage, seed: int) -> Pixels:
    """The page as it arrives, made from a clean one."""
    random = np.random.Generator(np.random.PCG64(seed))
    for step in _STEPS:
        pixels = step(pixels, recipe, random)
    return pixels


def _gray(values: Any) -> Pixels:  # noqa: ANN401 (what OpenCV returns has no types)
    pixels: Pixels = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return pixels


def _weight(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Thicken (> 0) or thin (< 0) the strokes, as toner and contrast do."""
    del random
    if not recipe.weight:
        return pixels
    change = cv2.erode if recipe.weight > 0 else cv2.dilate
    kernel = np.ones((abs(recipe.weight) + 1,) * 2, np.uint8)
    return _gray(change(pixels, kernel))


def _bleed(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Let the other side of the sheet shine through, mirrored."""
    del random
    if not recipe.bleed:
        return pixels
    back = cv2.GaussianBlur(pixels[::-1, ::-1][:, ::-1], (0, 0), 3)
    ink = (255.0 - back) * recipe.bleed
    return _gray(pixels - ink * (pixels / 255.0))


def _stamp(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Put a round date stamp, slightly turned, over whatever stands there."""
    if not recipe.stamp:
        return pixels
    height, width = pixels.shape
    radius = width // 12
    x, y = (int(random.uniform(0.25, 0.75) * size) for size in (width, height))
    layer = np.full_like(pixels, 255)
    cv2.circle(layer, (x, y), radius, 90, width // 300)
    cv2.circle(layer, (x, y), radius * 4 // 5, 90, width // 600)
    size, face = width / 1700, cv2.FONT_HERSHEY_SIMPLEX
    place = (x - radius * 7 // 10, y + radius // 6)
    cv2.putText(layer, "RECEIVED", place, face, size, 90, int(3 * size) + 1)
    turned = cv2.getRotationMatrix2D((x, y), random.uniform(-20, 20), 1.0)
    askew = cv2.warpAffine(layer, turned, (width, height), borderValue=255)
    return _gray(np.minimum(pixels, askew))


def _staple(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Draw the shadow of a staple and of the folded corner."""
    if not recipe.staple:
        return pixels
    height, width = pixels.shape
    x, y = int(width * random.uniform(0.03, 0.06)), int(height * 0.03)
    layer = np.full_like(pixels, 255)
    corner = np.array([[0, 0], [x * 2, 0], [0, y * 2]], np.int32)
    cv2.fillPoly(layer, [corner], 120)
    cv2.line(layer, (x, y), (x + width // 30, y - height // 90), 40, width // 280)
    return _gray(np.minimum(pixels, cv2.GaussianBlur(layer, (0, 0), 4)))


def _curl(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Bend the lines, as a page that does not lie flat."""
    if not recipe.curl:
        return pixels
    height, width = pixels.shape
    x, y = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    phase = np.float32(random.uniform(0, math.pi))
    wave = np.sin(x / np.float32(width) * np.float32(math.pi) + phase)
    y += wave * np.float32(recipe.curl * height)
    return _gray(cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderValue=255))


def _skew(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Lay the sheet askew and, for a photo, see it from one side."""
    height, width = pixels.shape
    if recipe.skew:
        middle = (width / 2, height / 2)
        askew = cv2.getRotationMatrix2D(middle, -recipe.skew, 1.0)
        pixels = _gray(cv2.warpAffine(pixels, askew, (width, height), borderValue=255))
    if recipe.photo:
        corners = np.array(
            [[0, 0], [width, 0], [width, height], [0, height]], np.float32
        )
        shift = random.uniform(0, recipe.photo, (4, 2)) * (width, height)
        inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
        seen = (corners + shift * inward).astype(np.float32)
        view = cv2.getPerspectiveTransform(corners, seen)
        pixels = _gray(
            cv2.warpPerspective(pixels, view, (width, height), borderValue=70)
        )
    return pixels


def _blur(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    del random
    if not recipe.blur:
        return pixels
    return _gray(cv2.GaussianBlur(pixels, (0, 0), recipe.blur))


def _resolution(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Sample the sheet at the scanner's resolution."""
    del random
    height, width = pixels.shape
    size = (
        round(width * recipe.dpi_x / SOURCE_DPI),
        round(height * recipe.dpi_y / SOURCE_DPI),
    )
    return _gray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _light(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Fade the ink and darken the paper towards one corner."""
    values = 255.0 - (255.0 - pixels) * (1 - recipe.fade)
    if recipe.shade:
        height, width = pixels.shape
        angle = random.uniform(0, 2 * math.pi)
        x = np.linspace(-1, 1, width)[None, :] * math.cos(angle)
        y = np.linspace(-1, 1, height)[:, None] * math.sin(angle)
        values = values * (1 - recipe.shade * (x + y + 1.5) / 3)
    return _gray(values)


def _noise(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Add sensor noise and dirt: dark and light specks of a pixel or a few."""
    values = pixels.astype(np.float32)
    if recipe.noise:
        grain = random.standard_normal(pixels.shape, np.float32)
        values += grain * np.float32(recipe.noise)
    noisy = _gray(values)
    for tone in (20, 245):
        count = int(recipe.speckle * pixels.size)
        rows = random.integers(1, pixels.shape[0] - 1, count)
        columns = random.integers(1, pixels.shape[1] - 1, count)
        wide = random.integers(0, 2, count)
        noisy[rows, columns] = tone
        noisy[rows, columns + wide] = tone
    return noisy


def _bilevel(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    """Reduce to black and white and lose scan lines, as a fax machine does."""
    if recipe.bilevel:
        pixels = np.where(pixels < 150, 0, 255).astype(np.uint8)
    if recipe.dropped_lines:
        lost = np.flatnonzero(random.random(len(pixels) - 1) < recipe.dropped_lines)
        pixels[lost + 1] = pixels[lost]
        pixels[lost[::3]] = 255
    return pixels


def _turn(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    del random
    return np.ascontiguousarray(np.rot90(pixels, -recipe.turn // 90))


def _jpeg(pixels: Pixels, recipe: Damage, random: Random) -> Pixels:
    del random
    if not recipe.jpeg:
        return pixels
    quality = [cv2.IMWRITE_JPEG_QUALITY, recipe.jpeg]
    encoded = cv2.imencode(".jpg", np.ascontiguousarray(pixels), quality)[1]
    return _gray(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE))


_STEPS: tuple[Callable[[Pixels, Damage, Random], Pixels], ...] = (
    _weight,
    _bleed,
    _stamp,
    _staple,
    _curl,
    _skew,
    _blur,
    _resolution,
    _light,
    _noise,
    _bilevel,
    _turn,
    _jpeg,
)
