"""Page pictures: the gray pixels of a page and their resolution.

What is read is what is shown: a page of a PDF is drawn by PDFium. Only a page that is
one coarse image (a fax) is taken as that image, because drawing blurs what is there.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image

from extractor.errors import Broken, TooLarge
from extractor.read.limits import Limits

# Tesseract sets every line to 36 pixels: measured on 8 to 12 point type, 170 dpi reads
# as well as 200, better than 240 and more, and costs a tenth less.
OCR_DPI = 170

# A page longer than this is a scan whose file states no true size (72 dpi by default).
_LONGEST_PT = 1800.0
_LIKELY_LONGEST_PT = 792.0
_COVERS = 0.9
_COARSE_DPI = 160
_THUMBNAIL_PT_PER_PX = 9.0
_SAME_PICTURE = 0.8
_INVISIBLE = 3

Gray = NDArray[np.uint8]

# One process per core reads pages; threads inside would only contend.
cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A picture of a page: 8-bit gray, black on white."""

    pixels: Gray
    dpi_x: float
    dpi_y: float

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.pixels.shape[1] * 72 / self.dpi_x)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.pixels.shape[0] * 72 / self.dpi_y)

    def turned(self, degrees: int) -> "Raster":
        """The picture turned clockwise by quarter turns."""
        pixels = np.ascontiguousarray(np.rot90(self.pixels, -degrees // 90))
        if degrees % 180:
            return Raster(pixels, self.dpi_y, self.dpi_x)
        return Raster(pixels, self.dpi_x, self.dpi_y)


def sampled(raster: Raster, dpi: float) -> Gray:
    """The picture with square pixels at a resolution."""
    width = max(round(raster.width * dpi / 72), 1)
    height = max(round(raster.height * dpi / 72), 1)
    if raster.pixels.shape == (height, width):
        return raster.pixels
    shrinks = width * height < raster.pixels.size
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return _gray(cv2.resize(raster.pixels, (width, height), interpolation=how))


def ocr_dpi(width_pt: float, height_pt: float, dpi: float = OCR_DPI) -> float:
    """The resolution to read a page at: less where its stated size is a slip."""
    longest = max(width_pt, height_pt, 1.0)
    return dpi * _LIKELY_LONGEST_PT / longest if longest > _LONGEST_PT else dpi


def jpeg(raster: Raster, dpi: int, quality: int = 70) -> bytes:
    """The picture as a JPEG at a resolution, never larger than it is."""
    native = max(raster.dpi_x, raster.dpi_y)
    wanted = min(ocr_dpi(raster.width, raster.height, dpi), native)
    pixels = sampled(raster, wanted)
    options = [cv2.IMWRITE_JPEG_QUALITY, quality]
    done, body = cv2.imencode(".jpg", pixels, options)
    if not done:
        raise Broken("a page picture could not be written")
    return bytes(body)


def from_pdf_page(page: pdfium.PdfPage, limits: Limits) -> Raster:
    """The picture of a PDF page as it is shown, /Rotate included."""
    return _embedded(page, limits) or _drawn(page, OCR_DPI, limits)


def from_image(image: Image.Image, dpi: tuple[float, float], limits: Limits) -> Raster:
    """A picture of any mode on white paper, shrunk where it is over the budget."""
    pixels = _flat(image)
    found = Raster(pixels, *dpi)
    if pixels.size <= limits.pixels:
        return found
    less = (limits.pixels / pixels.size) ** 0.5
    size = (int(pixels.shape[1] * less), int(pixels.shape[0] * less))
    fewer = _gray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return Raster(fewer, dpi[0] * less, dpi[1] * less)


def _flat(image: Image.Image) -> Gray:
    """The image in 8-bit gray."""
    if image.mode.startswith(("I", "F")):
        deep = np.asarray(image, np.float64)
        # Deep images hold 16 bits; one whose values all fit 8 is taken as it is.
        scale = 257.0 if deep.max(initial=0) > 255 else 1.0
        return np.clip(deep / scale, 0, 255).astype(np.uint8)
    if image.has_transparency_data:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        image = Image.alpha_composite(paper, shown)
    if image.mode not in {"1", "L", "RGB"}:
        image = image.convert("RGB")
    return _gray(image.convert("L"))


def _gray(values: Any) -> Gray:  # noqa: ANN401 (what OpenCV returns has no types)
    pixels: Gray = np.asarray(values, np.uint8)
    return pixels


def _drawn(page: pdfium.PdfPage, dpi: float, limits: Limits) -> Raster:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Broken("a page has no size")
    dpi = ocr_dpi(width, height, dpi)
    if width * height * (dpi / 72) ** 2 > limits.pixels:
        raise TooLarge(f"A page has more than {limits.pixels} pixels.")
    # In colour and made gray here: asked for gray, PDFium takes four times as long.
    pixels = _pixels(page.render(scale=dpi / 72))
    across, down = pixels.shape[1] * 72 / width, pixels.shape[0] * 72 / height
    return Raster(pixels, across, down)


def _pixels(bitmap: pdfium.PdfBitmap) -> Gray:
    """A copy in gray, so that the bitmap can go."""
    shown = bitmap.to_numpy()
    channels = 1 if shown.ndim == 2 else shown.shape[2]
    if channels == 1:
        pixels = _gray(shown.reshape(shown.shape[:2])).copy()
    else:
        to_gray = cv2.COLOR_BGRA2GRAY if channels == 4 else cv2.COLOR_BGR2GRAY
        pixels = _gray(cv2.cvtColor(np.ascontiguousarray(shown), to_gray))
    return pixels


def _embedded(page: pdfium.PdfPage, limits: Limits) -> Raster | None:
    """The page's one coarse image, turned as the page is, if it shows just that."""
    image = _only_image(page)
    if image is None or not _is_coarse(image, limits):
        return None
    try:
        bitmap = image.get_bitmap()
    except pdfium.PdfiumError:
        return None
    pixels = np.ascontiguousarray(np.rot90(_pixels(bitmap), -page.get_rotation() // 90))
    width, height = page.get_size()
    if not _looks_like(page, pixels):
        return None
    return Raster(pixels, pixels.shape[1] * 72 / width, pixels.shape[0] * 72 / height)


def _only_image(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """The image that covers the page, None where anything else is visible on it."""
    images = []
    for shown in page.get_objects(max_depth=1):
        if isinstance(shown, pdfium.PdfImage):
            images.append(shown)
        elif not _is_invisible(shown):
            return None
        if len(images) > 1:
            return None
    if not images:
        return None
    left, bottom, right, top = images[0].get_bounds()
    box = page.get_bbox()
    area = (box[2] - box[0]) * (box[3] - box[1])
    covers = (right - left) * (top - bottom) >= _COVERS * area
    return images[0] if covers else None


def _is_invisible(shown: pdfium.PdfObject) -> bool:
    """An OCR layer is text in render mode 3."""
    if shown.type != pdfium_c.FPDF_PAGEOBJ_TEXT:
        return False
    mode: int = pdfium_c.FPDFTextObj_GetTextRenderMode(shown.raw)
    return mode == _INVISIBLE


def _is_coarse(image: pdfium.PdfImage, limits: Limits) -> bool:
    width, height = image.get_px_size()
    if min(width, height) < 64 or width * height > limits.pixels:
        return False
    left, bottom, right, top = image.get_bounds()
    across, down = width * 72 / (right - left), height * 72 / (top - bottom)
    return bool(min(across, down) < _COARSE_DPI)


def _looks_like(page: pdfium.PdfPage, pixels: Gray) -> bool:
    """Compare with a small drawing: Decode arrays, masks, mirrors, crops tell here."""
    shown = _pixels(page.render(scale=1 / _THUMBNAIL_PT_PER_PX))
    size = (shown.shape[1], shown.shape[0])
    small = _gray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    if np.ptp(shown) < 8 and np.ptp(small) < 8:
        return abs(float(shown.mean()) - float(small.mean())) < 16
    return _correlation(shown, small) > _SAME_PICTURE


def _correlation(one: Gray, other: Gray) -> float:
    # Blurred, because drawing and shrinking place their samples a little apart.
    soft = [cv2.GaussianBlur(p, (0, 0), 1.5).astype(np.float64) for p in (one, other)]
    first, second = (values - values.mean() for values in soft)
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / scale if scale else 0.0
