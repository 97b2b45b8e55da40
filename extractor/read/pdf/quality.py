"""Judge a text layer: is it readable, and does it tell all that the page shows?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.read.pdf.frame import Frame, Rect

if TYPE_CHECKING:
    from extractor.read.pdf.ink import Ink
from extractor.read.pdf.objects import Drawn
from extractor.read.pdf.script import letters_of, noise, pair_score, plausible, symbols
from extractor.read.pdf.text import TextLayer, Token

SCAN = 0.5
"""An image over so much of the page makes it a scan."""
PICTURE = 0.08
"""A smaller image is a stamp, seal or logo."""
READABLE = 0.55
GOOD_OCR = 0.75
BLANK = 0.0004
PICTURED = (0.001, 0.5)
"""An image with less ink is empty, with more a photograph or a coloured area."""
UNTOLD = 0.5
FEWEST_WORDS = 5
MANY_DRAWINGS = 80
SAMPLED = 300

_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[@/_\d]")


@dataclass(frozen=True, slots=True)
class Judged:
    """`keep`: the layer's words are right as far as they go."""

    quality: float
    needs_ocr: bool
    reason: str
    keep: bool = True


def judge(
    layer: TextLayer, drawn: Drawn, frame: Frame, look: Callable[[], "Ink"]
) -> Judged:
    """Judge a page; `look` measures its ink, which costs a small rendering."""
    if not layer.tokens:
        return _judge_wordless(drawn, frame, look)
    score = readability(layer.tokens)
    if score < READABLE:
        return Judged(score, needs_ocr=True, reason="garbled text", keep=False)
    scan = _cover(drawn.images, frame) >= SCAN
    if layer.unseen > UNTOLD and not scan:
        return Judged(score, needs_ocr=True, reason="hidden text", keep=False)
    if scan:
        return _judge_scan(layer.tokens, score, look())
    return _judge_drawn(layer.tokens, drawn, frame, (score, look))


def readability(tokens: list[Token]) -> float:
    """How much a layer reads like language, 0..1."""
    texts = [t.text for t in tokens[:: len(tokens) // SAMPLED + 1]]
    wordlike = [t for t in texts if _LETTER.search(t)]
    clean = 1.0 - min(noise(texts) * 5, 1.0)
    if len(texts) >= FEWEST_WORDS:
        clean *= min(2 * (1.0 - symbols(texts)), 1.0)
    if not wordlike:
        return clean
    right = sum(map(plausible, wordlike)) / len(wordlike)
    pairs = pair_score(letters_of(_prose(wordlike)))
    # One strange word among few proves nothing.
    shape = max(right, 0.8) if len(wordlike) < FEWEST_WORDS else right
    return clean * shape * (1.0 if pairs is None else min(pairs / 0.8, 1.0))


def _prose(words: list[str]) -> list[str]:
    """Words without addresses and codes, whose letters follow no language."""
    return [w for w in words if not _CODE.search(w)]


def _judge_wordless(drawn: Drawn, frame: Frame, look: Callable[[], "Ink"]) -> Judged:
    empty = not (drawn.images or drawn.drawings or drawn.rules or drawn.shades)
    # OCR looks at a scan in any case, and finds for itself that it is blank.
    scan = _cover(drawn.images, frame) >= SCAN
    if empty or (not scan and look().share < BLANK):
        return Judged(1.0, needs_ocr=False, reason="blank page")
    return Judged(0.0, needs_ocr=True, reason="no text layer", keep=False)


def _judge_scan(tokens: list[Token], score: float, ink: "Ink") -> Judged:
    untold = _untold(tokens, ink)
    if untold > UNTOLD:
        return Judged(
            score * (1 - untold), needs_ocr=True, reason="scan with little text"
        )
    if score < GOOD_OCR:
        return Judged(score, needs_ocr=True, reason="poor text of a scan", keep=False)
    return Judged(score * 0.95, needs_ocr=False, reason="text of a scan")


def _untold(tokens: list[Token], ink: "Ink") -> float:
    """The share of the ink that no word covers."""
    if ink.share < BLANK:
        return 0.0
    return ink.without([t[1:5] for t in tokens]).share / ink.share


def _judge_drawn(
    tokens: list[Token],
    drawn: Drawn,
    frame: Frame,
    scored: tuple[float, Callable[[], "Ink"]],
) -> Judged:
    score, look = scored
    area = frame.width * frame.height * PICTURE
    pictures = [r for r in drawn.images if _area(r, frame) >= area]
    outlined = len(drawn.drawings) >= max(MANY_DRAWINGS, len(tokens))
    if pictures or outlined:
        ink = look()
        rest = ink.without([t[1:5] for t in tokens])
        if any(
            PICTURED[0] <= rest.within(picture) <= PICTURED[1] for picture in pictures
        ):
            return Judged(score, needs_ocr=True, reason="image without text")
        if outlined and rest.share > UNTOLD * ink.share:
            return Judged(score * 0.5, needs_ocr=True, reason="text drawn as outlines")
    return Judged(score, needs_ocr=False, reason="text layer")


def _area(rect: Rect, frame: Frame) -> float:
    box = frame.box(rect)
    return box.width * box.height


def _cover(images: list[Rect], frame: Frame) -> float:
    """The share of the page under images; strips of one scan add up."""
    whole = frame.width * frame.height
    return sum(_area(rect, frame) for rect in images) / whole if whole else 0.0
