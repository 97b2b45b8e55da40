"""PDFium's document is opened anew from time to time; nobody may notice."""

from reportlab.pdfgen.canvas import Canvas

from extractor.read.limits import Limits
from extractor.read.open import open_source
from extractor.read.pdf.source import FORGET_AFTER
from tests.read.pdf.make import Draw, lines, pdf, text_of

COUNT = 2 * FORGET_AFTER + 3


def _numbered(number: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        if number % 2:
            canvas.rotate(90)
            canvas.translate(0, -612)
        first = f"Account number {number} of the rider,"
        lines(canvas, first, "kept by the custodian", top=250)

    return draw


def test_pages_read_after_the_document_was_opened_anew_are_the_same() -> None:
    source = open_source(pdf(*map(_numbered, range(COUNT))), Limits())
    first = [source.plan(index).page for index in range(COUNT)]
    again = [source.plan(index).page for index in reversed(range(COUNT))]
    assert first == again[::-1]
    assert all(f"number {n} of" in text_of(page) for n, page in enumerate(first))
    assert {page.rotation for page in first} == {0, 90}
