"""TIFF, JPEG and PNG to pages: every frame of a TIFF is a page, all are read by OCR.

Sizes are checked from the headers, before anything is decoded.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from extractor.document import Note, Origin, Page
from extractor.errors import Broken, TooLarge
from extractor.read import ocr, raster
from extractor.read.limits import Limits
from extractor.read.raster import Raster
from extractor.read.source import Planned

_FORMATS = ("TIFF", "JPEG", "PNG")
_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
_LIKELY_LONGEST_IN = 11.0
_PLAUSIBLE_DPI = (50.0, 1250.0)
_PLAUSIBLE_LONGEST_IN = (3.0, 25.0)
# A fax writes lines of these many dots, and half the lines in its standard mode.
_FAX_WIDTHS = (1728, 2048, 2432)
_FAX_WIDTH_IN = 8.46
_FAX_LINES = (98.0, 196.0)
# Decoded samples may take more than the pixel budget, because they are shrunk at once:
# a gray page at 600 dpi has 34 million.
_SAMPLES_PER_PIXEL = 4
# Frames are counted to this multiple of their limit; beyond is no honest file.
_COUNTED = 10


class ImageSource:
    """An image upload."""

    notes: tuple[Note, ...] = ()

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        with _foreign_errors():
            self._image = Image.open(io.BytesIO(data), formats=_FORMATS)
        self.media = (self._image.format or "image").lower().replace("mpo", "jpeg")
        self._check_size()
        self._frames = self._count() if self.media == "tiff" else 1
        if self._frames > limits.tiff_frames:
            says = f"{self._frames} frames, only {limits.tiff_frames} are read"
            self.notes = (Note("over_frame_limit", says),)

    def __len__(self) -> int:
        """How many frames there are."""
        return self._frames

    def plan(self, index: int) -> Planned:
        """An empty page of the right size: an image has no text of its own."""
        self._show(index)
        width, height = self._size_pt()
        page = Page(
            number=index + 1,
            width=width,
            height=height,
            origin=Origin.OCR,
            reason="image",
            quality=0.0,
            rotation=0,
            words=(),
        )
        return Planned(page, needs_ocr=True, has_picture=True)

    def recognise(self, index: int) -> Page:
        """Read a frame by OCR."""
        read = ocr.recognise(self._raster(index), index + 1, self._limits)
        return Page(
            number=index + 1,
            width=read.width,
            height=read.height,
            origin=Origin.OCR,
            reason="image" if read.words else "blank image",
            quality=read.quality,
            rotation=read.rotation,
            words=read.words,
            marks=read.marks,
        )

    def picture(self, index: int, dpi: int) -> bytes | None:
        """The upright frame as a JPEG."""
        return raster.jpeg(ocr.upright(self._raster(index)), dpi)

    def _count(self) -> int:
        most = self._limits.tiff_frames * _COUNTED
        for index in range(1, most + 1):
            if not self._has(index):
                return index
        raise TooLarge(f"A TIFF of more than {most} frames.")

    def _has(self, index: int) -> bool:
        with _foreign_errors():
            try:
                self._image.seek(index)
            except EOFError:
                return False
        return True

    def _show(self, index: int) -> None:
        if index >= self._limits.tiff_frames:
            raise TooLarge(f"Frame {index + 1}, limit {self._limits.tiff_frames}.")
        with _foreign_errors():
            if self._image.tell() != index:
                self._image.seek(index)
        self._check_size()

    def _check_size(self) -> None:
        width, height = self._image.size
        if width < 1 or height < 1:
            raise Broken("An image without pixels.")
        samples = width * height * len(self._image.getbands())
        if samples > self._limits.pixels * _SAMPLES_PER_PIXEL:
            raise TooLarge(f"{width} x {height} pixels.")

    def _dpi(self) -> tuple[float, float]:
        return resolution(
            self._image.size, self._image.info.get("dpi"), self._image.mode
        )

    def _size_pt(self) -> tuple[float, float]:
        across, down = self._dpi()
        width, height = self._image.size
        size = (width * 72 / across, height * 72 / down)
        return size[::-1] if self._lies() else size

    def _lies(self) -> bool:
        """A camera held sideways says so; a TIFF is set upright by its own reader."""
        if self.media != "jpeg":
            return False
        with _foreign_errors():
            return self._image.getexif().get(_ORIENTATION, 1) in _LYING

    def _raster(self, index: int) -> Raster:
        self._show(index)
        dpi = self._dpi()
        with _foreign_errors():
            self._image.load()
            # A TIFF has been set upright by its own reader.
            is_jpeg = self.media == "jpeg"
            image = ImageOps.exif_transpose(self._image) if is_jpeg else self._image
            shown = dpi[::-1] if self._lies() else dpi
            return raster.from_image(image, shown, self._limits)


@contextmanager
def _foreign_errors() -> Iterator[None]:
    """Turn what Pillow raises for bad files into our own errors."""
    try:
        with warnings.catch_warnings():
            # Sizes are judged by our own limits, odd headers by what they give.
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise TooLarge("More pixels than any page has.") from error
    except (
        OSError,
        EOFError,
        SyntaxError,
        ValueError,
        TypeError,
        struct.error,
    ) as error:
        raise Broken("The image does not decode.") from error
    except (KeyError, IndexError, OverflowError, ZeroDivisionError) as error:
        raise Broken("The image's header contradicts itself.") from error


def resolution(
    size: tuple[int, int], stated: object, mode: str = "L"
) -> tuple[float, float]:
    """Dots per inch across and down: as stated if plausible, else as paper is."""
    width, height = size
    if mode == "1" and width in _FAX_WIDTHS and not _plausible(size, stated):
        across = width / _FAX_WIDTH_IN
        return across, _FAX_LINES[height > 1.05 * width]
    if isinstance(stated, tuple) and _plausible(size, stated):
        return float(stated[0]), float(stated[1])
    dpi = max(width, height) / _LIKELY_LONGEST_IN
    return dpi, dpi


def _plausible(size: tuple[int, int], stated: object) -> bool:
    if not isinstance(stated, tuple) or len(stated) != 2:
        return False
    try:
        dpi = [float(value) for value in stated]
    except (TypeError, ValueError, ZeroDivisionError):
        return False
    least, most = _PLAUSIBLE_DPI
    if not all(least <= value <= most for value in dpi):
        return False
    longest = max(size[0] / dpi[0], size[1] / dpi[1])
    return _PLAUSIBLE_LONGEST_IN[0] <= longest <= _PLAUSIBLE_LONGEST_IN[1]
