import io

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import TooLarge
from extractor.read import raster
from extractor.read.limits import Limits
from extractor.read.raster import Raster
from tests.read.ocr.paper import letter

SHEET = letter().pixels


def pdf_of(pixels: NDArray[np.uint8], rotate: int = 0, **entries: object) -> bytes:
    """A page that is one image; `entries` go into the image's dictionary."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    image = pdf.make_stream(pixels.tobytes())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = pixels.shape[1], pixels.shape[0]
    image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceGray
    for name, value in entries.items():
        image[f"/{name}"] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q")
    page.Rotate = rotate
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def picture(data: bytes, limits: Limits | None = None) -> Raster:
    document = pdfium.PdfDocument(data)
    try:
        return raster.from_pdf_page(document[0], limits or Limits())
    finally:
        document.close()


def shrunk(width: int, height: int) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(SHEET).resize((width, height)))


def likeness(one: Raster, other: NDArray[np.uint8]) -> float:
    size = (one.pixels.shape[1], one.pixels.shape[0])
    expected = np.asarray(Image.fromarray(other).resize(size))
    return float(np.corrcoef(one.pixels.ravel(), expected.ravel())[0, 1])


def test_a_coarse_image_that_is_the_page_is_taken_as_it_is() -> None:
    fax = shrunk(1734, 1078)
    found = picture(pdf_of(fax))
    assert (found.pixels == fax).all()
    assert (found.dpi_x, found.dpi_y) == pytest.approx((204, 98))


def test_a_finer_image_is_drawn_at_the_resolution_of_ocr() -> None:
    found = picture(pdf_of(SHEET))
    assert found.pixels.shape == (1870, 1445)
    assert likeness(found, SHEET) > 0.95


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(850, 1100), (2550, 3300)])
def test_the_picture_is_turned_as_the_page_is(
    rotate: int, size: tuple[int, int]
) -> None:
    found = picture(pdf_of(shrunk(*size), rotate))
    upright = found.turned(-rotate % 360)
    assert upright.pixels.shape[0] > upright.pixels.shape[1]
    assert likeness(upright, SHEET) > 0.9


def test_what_is_shown_counts_not_what_is_stored() -> None:
    negative = 255 - shrunk(850, 1100)
    decode = pikepdf.Array([1, 0])
    assert likeness(picture(pdf_of(negative, Decode=decode)), SHEET) > 0.9


def test_a_page_with_more_than_an_image_is_drawn_whole() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawInlineImage(Image.fromarray(shrunk(850, 1100)), 0, 0, 612, 792)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(300, 20, "PAGE 7 OF 9")
    canvas.save()
    found = picture(out.getvalue())
    assert found.pixels.shape == (1870, 1445)
    assert (found.pixels[1770:1830, 705:1020] < 90).any()


def test_a_page_as_large_as_a_wall_is_drawn_small_enough_to_read() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14_000, 10_000))
    out = io.BytesIO()
    pdf.save(out)
    found = picture(out.getvalue())
    assert max(found.pixels.shape) == pytest.approx(1870, abs=2)


def test_a_page_over_the_pixel_budget_is_refused() -> None:
    with pytest.raises(TooLarge):
        picture(pdf_of(SHEET), Limits(pixels=1_000_000))


def test_a_jpeg_has_square_pixels_and_is_not_blown_up() -> None:
    fax = Raster(shrunk(1734, 1078), 204, 98)
    shown = Image.open(io.BytesIO(raster.jpeg(fax, 100)))
    large = Image.open(io.BytesIO(raster.jpeg(fax, 900)))
    assert shown.size == (850, 1100)
    assert large.size == (1734, 2244)
