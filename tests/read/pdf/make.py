"""PDFs for tests, made from drawing commands: real files through a real writer."""

import io
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Document, Page, assemble
from extractor.read.limits import Limits
from extractor.read.pdf.source import PdfSource
from extractor.read.source import Planned

Draw = Callable[[Canvas], None]
LETTER = (612.0, 792.0)

PROSE = (
    "The provider shall produce every record it holds for the account named below,",
    "with the dates, times and addresses of each session, and the means of payment.",
    "Send the answer to the officer whose name stands at the foot of this paper,",
    "and keep a copy of all that was sent until the matter is closed by the court.",
)


def pdf(*draws: Draw, size: tuple[float, float] = LETTER) -> bytes:
    """A PDF of one page for each drawing function."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def changed(
    data: bytes, change: Callable[[pikepdf.Pdf], None], **save: object
) -> bytes:
    """The same file after a change made by pikepdf."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        change(opened)
        opened.save(file, **save)
    return file.getvalue()


def lines(canvas: Canvas, *texts: str, left: float = 72, top: float = 90) -> None:
    """Lines of text, 14 points apart, measured from the top of the page."""
    for row, text in enumerate(texts):
        canvas.drawString(left, LETTER[1] - top - row * 14, text)


def prose(canvas: Canvas) -> None:
    """A page with enough text to be judged."""
    lines(canvas, *PROSE * 4)


def scan_image(*texts: str, size: tuple[int, int] = (1275, 1650)) -> Image.Image:
    """A page as a scanner sees it, at 150 dpi."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(26)
    for row, text in enumerate(texts):
        pen.text((150, 190 + row * 42), text, fill=0, font=font)
    return image


def scan(canvas: Canvas, *texts: str) -> None:
    """A page that is one image."""
    image = ImageReader(scan_image(*(texts or PROSE * 4)))
    canvas.drawImage(image, 0, 0, *LETTER)


def plan(data: bytes, index: int = 0) -> Planned:
    """A page as planned."""
    return PdfSource(data, Limits()).plan(index)


def text_of(page: Page) -> str:
    """The text of one page."""
    return assemble(Document("0" * 64, "t.pdf", "pdf", (page,), "", ())).text


def read(data: bytes, index: int = 0) -> str:
    """The text of a page of a file."""
    return text_of(plan(data, index).page)
