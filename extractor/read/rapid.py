"""RapidOCR, an optional extra: slower, but it reads pages that defeat tesseract.

Used for retries only. Its models come with its wheel; nothing is downloaded.
"""

import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np

from extractor.read.engines import Token
from extractor.read.light import Gray

# Its scores lie nearer to 1 than tesseract's for the same text.
_MODESTY = 0.95
_ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "error",
}

Piece = tuple[str, float, tuple[int, int, int, int]]


def is_present() -> bool:
    """True where the extra is installed."""
    return all(importlib.util.find_spec(n) for n in ("rapidocr", "onnxruntime"))


class Rapid:
    """RapidOCR as an Engine."""

    name = "rapidocr"

    def __init__(self) -> None:
        self.version = version("rapidocr")
        self._run = _loaded()

    def read(
        self, pixels: Gray, dpi: int, *, timeout_s: float, one_block: bool = False
    ) -> tuple[Token, ...]:
        """See Engine; a page that does not fit into memory gives nothing."""
        del dpi, timeout_s, one_block
        color = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
        try:
            found = self._run(color, use_cls=False)
        except (MemoryError, RuntimeError):
            return ()
        if found.boxes is None:
            return ()
        lines = zip(found.txts, found.scores, found.boxes, strict=True)
        return tuple(tokens(pieces(*line) for line in lines))


@cache
def _loaded() -> Any:  # noqa: ANN401 (the library has no types)
    from rapidocr import RapidOCR  # noqa: PLC0415 (loads a runtime and its models)

    return RapidOCR(params=_ONE_THREAD)


def pieces(text: str, score: float, corners: Sequence[Sequence[float]]) -> list[Piece]:
    """Words of a line; the line's box is shared out by their letters.

    The library's own word boxes are missing for the whole page where one line has none.
    """
    x, y = np.asarray(corners, float).T
    top, bottom, left = int(y.min()), int(y.max()), float(x.min())
    letter = (float(x.max()) - left) / max(len(text), 1)
    trust = min(max(float(score), 0.0), 1.0) * _MODESTY
    found: list[Piece] = []
    for match in re.finditer(r"\S+", text):
        start, end = (int(left + letter * at) for at in match.span())
        found.append((match.group(), trust, (start, top, end + 1, bottom)))
    return found


def tokens(lines: Iterable[list[Piece]]) -> Iterator[Token]:
    """Words in reading order: pieces side by side are a line, a gap opens a block."""
    row = block = 0
    top = bottom = -1
    for words in _rows(line for line in lines if line):
        start = min(box[1] for _, _, box in words)
        end = max(box[3] for _, _, box in words)
        if row and start - bottom > 0.6 * (bottom - top):
            block += 1
        row, top, bottom = row + 1, start, end
        for text, score, box in words:
            yield Token(text, *box, score, (block, 0), (block, 0, row))


def _rows(lines: Iterable[list[Piece]]) -> list[list[Piece]]:
    """Lines from top to bottom, those at one height joined from left to right."""
    rows: list[list[Piece]] = []
    for line in sorted(lines, key=_middle):
        height = line[0][2][3] - line[0][2][1]
        if rows and abs(_middle(rows[-1]) - _middle(line)) < 0.4 * height:
            rows[-1].extend(line)
        else:
            rows.append(list(line))
    return [sorted(row, key=lambda piece: piece[2][0]) for row in rows]


def _middle(line: list[Piece]) -> float:
    return sum(box[1] + box[3] for _, _, box in line) / (2 * len(line))
