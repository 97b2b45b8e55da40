"""OCR engines behind one protocol: gray pixels in, tokens with boxes in pixels out."""

import csv
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from extractor.errors import Broken, NoEngine, TimedOut

Gray = NDArray[np.uint8]

# Pages are read in parallel, one process each; set before the engine's library loads.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

PREFERRED = "TECUM_OCR_ENGINE"
"""Environment variable that names the engine of "auto"."""

_LANGUAGE = "eng"
_WORD_LEVEL = "5"
_TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A recognised word: pixels from top left, confidence 0..1, place in the layout."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    block: tuple[int, int]
    line: tuple[int, int, int]


class Engine(Protocol):
    """Reads a page of text; `timeout_s` bounds one call."""

    name: str
    version: str

    def read(
        self, pixels: Gray, dpi: int, *, timeout_s: float, one_block: bool = False
    ) -> tuple[Token, ...]:
        """The words of an upright page; `one_block` skips the layout analysis."""
        ...


def available() -> tuple[str, ...]:
    """Names of the engines that can be used here, fastest first."""
    return tuple(name for name, (present, _) in _ENGINES.items() if present())


def pick(name: str = "auto") -> Engine:
    """The engine of a name; "auto" is what the environment prefers, or the fastest."""
    names = available()
    if name == "auto":
        name = os.environ.get(PREFERRED) or (names[0] if names else "")
    if name not in names:
        raise NoEngine
    return _made(name)


@cache
def _made(name: str) -> Engine:
    """One engine per process: loading its model costs more than a line of text."""
    return _ENGINES[name][1]()


@cache
def tessdata() -> Path | None:
    """The folder that holds the language data."""
    given = os.environ.get("TESSDATA_PREFIX")
    # Debian counts its folders by version; a newer one is found as well.
    found = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    known = (*([given] if given else []), *_TESSDATA)
    for folder in (*map(Path, known), *found):
        if (folder / f"{_LANGUAGE}.traineddata").is_file():
            return folder
    return None


def _parse(table: str) -> Iterator[Token]:
    """Tokens of a tesseract TSV table."""
    columns = csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in columns:
        if row[0] != _WORD_LEVEL or len(row) < 12 or not row[11].strip():
            continue
        block, paragraph, line = int(row[2]), int(row[3]), int(row[4])
        left, top, width, height = (int(value) for value in row[6:10])
        yield Token(
            row[11].strip(),
            left,
            top,
            left + width,
            top + height,
            min(max(float(row[10]) / 100, 0.0), 1.0),
            (block, paragraph),
            (block, paragraph, line),
        )


class InProcess:
    """Tesseract inside this process, through tesserocr."""

    name = "tesserocr"

    def __init__(self) -> None:
        import tesserocr  # noqa: PLC0415 (loads a large library)

        self._modes = (tesserocr.PSM.AUTO, tesserocr.PSM.SINGLE_BLOCK)
        self._api: Any = tesserocr.PyTessBaseAPI(
            path=str(tessdata()),
            lang=_LANGUAGE,
            psm=tesserocr.PSM.AUTO,
            oem=tesserocr.OEM.LSTM_ONLY,
            variables={"textord_tabfind_find_tables": "0"},
        )
        self.version = str(self._api.Version())

    def read(
        self, pixels: Gray, dpi: int, *, timeout_s: float, one_block: bool = False
    ) -> tuple[Token, ...]:
        """See Engine."""
        height, width = pixels.shape
        self._api.SetPageSegMode(self._modes[one_block])
        self._api.SetImageBytes(
            np.ascontiguousarray(pixels).tobytes(), width, height, 1, width
        )
        self._api.SetSourceResolution(dpi)
        if not self._api.Recognize(int(timeout_s * 1000)):
            raise TimedOut
        tokens = tuple(_parse(self._api.GetTSVText(0)))
        self._api.Clear()
        return tokens


class Subprocess:
    """The tesseract program, through pytesseract."""

    name = "pytesseract"

    def __init__(self) -> None:
        import pytesseract  # noqa: PLC0415 (loads Pillow and more)

        self._run: Any = pytesseract
        self.version = str(pytesseract.get_tesseract_version())

    def read(
        self, pixels: Gray, dpi: int, *, timeout_s: float, one_block: bool = False
    ) -> tuple[Token, ...]:
        """See Engine."""
        from PIL import Image  # noqa: PLC0415

        image = Image.fromarray(np.ascontiguousarray(pixels))
        # The file handed over takes this format; the default PNG costs 0.2 s a page.
        image.format = "BMP"
        mode = 6 if one_block else 3
        folder = tessdata()
        data = f"--tessdata-dir {folder} " if folder else ""
        try:
            table = self._run.image_to_data(
                image,
                lang=_LANGUAGE,
                config=f"{data}--oem 1 --psm {mode} --dpi {dpi}",
                timeout=timeout_s,
            )
        except self._run.TesseractError as error:
            raise Broken("the OCR program refused a page") from error
        except RuntimeError as error:
            # All that pytesseract says of a timeout.
            raise TimedOut from error
        return tuple(_parse(table))


def _has_module() -> bool:
    return importlib.util.find_spec("tesserocr") is not None and tessdata() is not None


def _has_program() -> bool:
    return shutil.which("tesseract") is not None and (
        importlib.util.find_spec("pytesseract") is not None
    )


_ENGINES: dict[str, tuple[Callable[[], bool], Callable[[], Engine]]] = {
    InProcess.name: (_has_module, InProcess),
    Subprocess.name: (_has_program, Subprocess),
}
