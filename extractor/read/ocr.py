"""OCR of one page picture: words and marks with boxes in points of the upright page."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.document import Mark, MarkKind, Word
from extractor.geometry import Box
from extractor.read import engines, light, rapid
from extractor.read.deskew import Straight, ink_points, profile, straighten
from extractor.read.engines import Engine, Token
from extractor.read.ink import Blot, Leftover, left_over, stretched
from extractor.read.light import Gray
from extractor.read.limits import Limits
from extractor.read.orient import QUARTERS, Pose, find_pose, try_turns, turned
from extractor.read.raster import OCR_DPI, Raster, ocr_dpi, sampled

# A page read worse than this is tried again another way.
_GOOD = 0.8
_UNREAD = 0.25
_FINER_DPI = 300
# The engine's network steps along a line column by column: fewer columns, less work.
# Measured on 36 scans of 12 kinds: a tenth of the time, and as many errors (0.52 % of
# characters against 0.55 %). Tries of a badly read page see it in full width.
_NARROW = 0.85
# Text of words below this confidence is noise more often than not.
_NOISE = 0.12
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page read by OCR; `rotation` is the clockwise turn that set it upright."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    width: float
    height: float
    rotation: int
    quality: float
    engine: str


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """One try at a page."""

    page: Straight
    dpi: float
    pose: Pose
    tokens: tuple[Token, ...]
    left: Leftover

    @property
    def quality(self) -> float:
        """Mean confidence of the characters, less what type was left unread."""
        sizes = np.array([len(t.text) for t in self.tokens], float)
        if not sizes.size:
            return 0.0
        confidences = np.array([t.confidence for t in self.tokens])
        mean = float((sizes * confidences).sum() / sizes.sum())
        return mean * (1 - self.left.unread)

    @property
    def yield_(self) -> float:
        """How much was read, and how surely: what tries are compared by."""
        return sum(len(t.text) * max(t.confidence - 0.4, 0.0) for t in self.tokens)


@dataclass(frozen=True, slots=True)
class _Reader:
    """An engine and the moment to stop."""

    engine: Engine
    deadline: float

    @property
    def left_s(self) -> float:
        return self.deadline - time.monotonic()

    def read(self, evened: Gray, dpi: float, pose: Pose) -> _Reading:
        """Turn, straighten and read an evened page."""
        page = straighten(turned(evened, pose.turn), pose.skew)
        narrow = light.narrowed(light.softened(page.pixels), _NARROW)
        tokens = self._tokens(light.bared(narrow), dpi)
        wide = tuple(
            _widened(t, page.pixels.shape[1] / narrow.shape[1]) for t in tokens
        )
        return _Reading(page, dpi, pose, wide, left_over(page.pixels, dpi, wide))

    def reread(self, page: Straight, pixels: Gray, dpi: float, pose: Pose) -> _Reading:
        """Read other pixels of a page that is straight already, in full width."""
        tokens = self._tokens(pixels, dpi)
        return _Reading(page, dpi, pose, tokens, left_over(page.pixels, dpi, tokens))

    def _tokens(self, pixels: Gray, dpi: float) -> tuple[Token, ...]:
        timeout_s = max(self.left_s, 1.0)
        return self.engine.read(pixels, round(dpi), timeout_s=timeout_s)


def _widened(token: Token, factor: float) -> Token:
    return Token(
        token.text,
        round(token.left * factor),
        token.top,
        round(token.right * factor),
        token.bottom,
        token.confidence,
        token.block,
        token.line,
    )


def recognise(
    raster: Raster,
    number: int,
    limits: Limits | None = None,
    engine: Engine | None = None,
) -> Recognised:
    """Read the picture of a page; a blank one gives no words and full quality."""
    reader = _Reader(
        engine or engines.pick(),
        time.monotonic() + (limits or Limits()).ocr_page_s,
    )
    evened, dpi = _evened(raster, OCR_DPI)
    label = f"{reader.engine.name} {reader.engine.version}"
    if light.is_blank(evened, dpi):
        return Recognised((), (), raster.width, raster.height, 0, 1.0, label)
    first = reader.read(evened, dpi, find_pose(evened, dpi, reader.engine))
    best = first if _is_good(first) else _best(reader, raster, evened, first)
    return _recognised(best, number, label)


def upright(raster: Raster) -> Raster:
    """The picture turned as `recognise` would turn it."""
    evened, dpi = _evened(raster, OCR_DPI)
    if not engines.available() or light.is_blank(evened, dpi):
        return raster
    return raster.turned(find_pose(evened, dpi, engines.pick()).turn)


def _evened(raster: Raster, wanted_dpi: float) -> tuple[Gray, float]:
    dpi = ocr_dpi(raster.width, raster.height, wanted_dpi)
    pixels = sampled(raster, dpi)
    # Judged before resampling, which makes black and white gray.
    if light.is_bilevel(raster.pixels):
        return pixels, dpi
    return light.evened(pixels, dpi), dpi


def _is_good(reading: _Reading) -> bool:
    return reading.quality >= _GOOD and reading.left.unread < _UNREAD


def _best(reader: _Reader, raster: Raster, evened: Gray, first: _Reading) -> _Reading:
    """Try a badly read page in other ways until one is good or time is short."""
    best, begun = first, time.monotonic()
    for reading in _tries(reader, raster, evened, first):
        if reading.yield_ > best.yield_:
            best = reading
        took = time.monotonic() - begun
        if _is_good(best) or reader.left_s < took:
            break
    return best


def _tries(
    reader: _Reader, raster: Raster, evened: Gray, first: _Reading
) -> Iterator[_Reading]:
    """Another way up, a smoother picture, a finer one, another engine."""
    dpi, pose = first.dpi, first.pose
    if first.quality < 0.6:
        turn = try_turns(evened, dpi, reader.engine, QUARTERS)
        if turn != pose.turn:
            pose = _pose(evened, dpi, turn)
            first = reader.read(evened, dpi, pose)
            yield first
    page = first.page
    yield reader.reread(page, light.softened(page.pixels, 1.2), dpi, pose)
    finer, finer_dpi = _evened(raster, _FINER_DPI)
    yield reader.read(finer, finer_dpi, pose)
    if rapid.is_present():
        other = _Reader(rapid.Rapid(), reader.deadline)
        yield other.reread(page, page.pixels, dpi, pose)


def _pose(evened: Gray, dpi: float, turn: int) -> Pose:
    points = ink_points(evened, dpi)
    return Pose(turn, profile(points, down=turn % 180 > 0).angle)


def _recognised(reading: _Reading, number: int, label: str) -> Recognised:
    width, height = (pixels * 72 / reading.dpi for pixels in reading.page.size)
    return Recognised(
        tuple(_words(reading, number)),
        tuple(_marks(reading, number)),
        width,
        height,
        reading.pose.turn,
        round(reading.quality, 4),
        label,
    )


def _words(reading: _Reading, number: int) -> Iterator[Word]:
    """Words with lines and blocks counted in reading order."""
    lines: dict[tuple[int, int, int], int] = {}
    blocks: dict[tuple[int, int], int] = {}
    tokens = [t for t in reading.tokens if not _is_noise(t, reading.left.blots)]
    boxes = _boxes(
        reading, number, [(t.left, t.top, t.right, t.bottom) for t in tokens]
    )
    for token, box in zip(tokens, boxes, strict=True):
        line = lines.setdefault(token.line, len(lines))
        block = blocks.setdefault(token.block, len(blocks))
        yield Word(token.text, box, round(token.confidence, 4), line, block)


def _is_noise(token: Token, blots: tuple[Blot, ...]) -> bool:
    """Dirt read as letters, or a signature's loops."""
    if token.confidence < _NOISE:
        return True
    x, y = (token.left + token.right) / 2, (token.top + token.bottom) / 2
    return (token.confidence < _DOUBTFUL or stretched(token)) and any(
        blot.kind is MarkKind.INK
        and blot.left <= x <= blot.right
        and blot.top <= y <= blot.bottom
        for blot in blots
    )


def _marks(reading: _Reading, number: int) -> Iterator[Mark]:
    blots = reading.left.blots
    boxes = _boxes(reading, number, [(b.left, b.top, b.right, b.bottom) for b in blots])
    for blot, box in zip(blots, boxes, strict=True):
        yield Mark(blot.kind, box)


def _boxes(
    reading: _Reading, number: int, pixels: Sequence[tuple[float, ...]]
) -> Iterator[Box]:
    """Pixels of the straight page to points of the upright page, held inside it."""
    width, height = reading.page.size
    old = reading.page.boxes(np.array(pixels, np.float64))
    held = np.clip(old, 0.0, (width, height, width, height)) * 72 / reading.dpi
    for left, top, right, bottom in held.round(2).tolist():
        yield Box(number, left, top, right, bottom)
