"""Pages drawn for tests: print in a font that reportlab ships, and a pen's scrawl."""

import math
from pathlib import Path

import numpy as np
import reportlab
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

DPI = 300
LINES = (
    "NOTICE TO THE CUSTODIAN OF RECORDS",
    "",
    "You are asked to produce the following by March 14, 2023:",
    "1. name and postal address of the holder of account 771-204;",
    "2. every sign-in between June 1, 2021 and August 30, 2021;",
    "3. the telephone numbers linked to that account.",
    "",
    "Please send the records to the officer named below, or call",
    "extension 58 with any question about this demand.",
    "Keep this letter with the file until the matter is closed.",
)

_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


class Paper:
    """A letter page at 300 dpi; places are given in inches."""

    def __init__(self, width: float = 8.5, height: float = 11) -> None:
        size = (round(width * DPI), round(height * DPI))
        self.image = Image.new("L", size, 255)
        self._draw = ImageDraw.Draw(self.image)

    def write(
        self, *lines: str, left: float = 1, top: float = 1, points: float = 11
    ) -> "Paper":
        font = ImageFont.truetype(str(_FONT), points * DPI / 72)
        for row, line in enumerate(lines):
            place = (left * DPI, top * DPI + row * points * 1.5 * DPI / 72)
            self._draw.text(place, line, fill=0, font=font)
        return self

    def box_of(self, line: str, word: str, row: int) -> tuple[float, ...]:
        """Where `write` puts a word of a line, in points."""
        font = ImageFont.truetype(str(_FONT), 11 * DPI / 72)
        before, _, _ = line.partition(word)
        left = DPI + font.getlength(before)
        top = DPI + row * 11 * 1.5 * DPI / 72
        box = font.getbbox(word, anchor="la")
        place = (left + box[0], top + box[1], left + box[2], top + box[3])
        return tuple(value * 72 / DPI for value in place)

    def rule(
        self, left: float, top: float, right: float, bottom: float | None = None
    ) -> "Paper":
        ends = [left * DPI, top * DPI, right * DPI, (bottom or top) * DPI]
        self._draw.line(ends, fill=0, width=4)
        return self

    def sign(self, left: float, top: float, width: float, height: float) -> "Paper":
        """Loops that drift to the right, with a flourish under them."""
        path = []
        for step in range(240):
            t = step / 240
            x = left + width * (t + 0.10 * math.sin(34 * t))
            y = top + height * (0.45 + 0.42 * math.cos(34 * t + 1) * (1 - 0.6 * t))
            path.append((x * DPI, y * DPI))
        path.append(((left + width * 0.3) * DPI, (top + height) * DPI))
        self._draw.line(path, fill=30, width=5, joint="curve")
        return self

    @property
    def pixels(self) -> NDArray[np.uint8]:
        return np.asarray(self.image)


def letter() -> Paper:
    return Paper().write(*LINES)


def signed_letter() -> Paper:
    paper = letter().sign(1.2, 5.0, 2.2, 0.6)
    paper.rule(1, 5.7, 4.5)
    return paper.write("Investigator Odalys Penhurst", top=5.75)
