"""OCR of PDF pages: what OCR finds joins the words the page has of its own."""

import io

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Mark, MarkKind, Origin, Word
from extractor.geometry import Box
from extractor.read import ocr
from extractor.read.limits import Limits
from extractor.read.pdf.frame import turn
from extractor.read.pdf.source import PdfSource
from tests.read.pdf.make import (
    LETTER,
    PROSE,
    changed,
    lines,
    pdf,
    prose,
    scan,
    scan_image,
    text_of,
)


def _word(text: str, left: float, top: float, line: int = 0) -> Word:
    width = len(text) * 7
    return Word(text, Box(1, left, top, left + width, top + 12), 0.9, line, 0)


def _found(
    *words: Word, rotation: int = 0, quality: float = 0.9, marks: tuple[Mark, ...] = ()
) -> ocr.Recognised:
    width, height = LETTER[::-1] if rotation % 180 else LETTER
    return ocr.Recognised(words, marks, width, height, rotation, quality, "fake 1")


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> list[ocr.Recognised]:
    """The answers of a stand-in for the OCR engine, first to last."""
    answers: list[ocr.Recognised] = []
    monkeypatch.setattr(ocr, "recognise", lambda *_: answers.pop(0))
    return answers


def _bates(canvas: Canvas) -> None:
    scan(canvas)
    canvas.drawString(480, 20, "HERON-000417")


def test_a_scan_becomes_what_ocr_found(finds: list[ocr.Recognised]) -> None:
    ink = Mark(MarkKind.INK, Box(1, 300, 600, 400, 640))
    finds.append(_found(_word("Order", 72, 90), quality=0.8, marks=(ink,)))
    page = PdfSource(pdf(scan), Limits()).recognise(0)
    assert (text_of(page), page.origin) == ("Order", Origin.OCR)
    assert (page.quality, page.marks) == (0.8, (ink,))
    assert page.reason == "no text layer"


def test_a_stamped_number_stays_and_is_not_doubled(finds: list[ocr.Recognised]) -> None:
    misread = _word("HER0N-OOO4I7", 480, 764)
    finds.append(_found(_word("Order", 72, 90), _word("below", 150, 90), misread))
    page = PdfSource(pdf(_bates), Limits()).recognise(0)
    assert (text_of(page), page.origin) == ("Order below\n\nHERON-000417", Origin.MIXED)
    assert [w.confidence for w in page.words] == [0.9, 0.9, 1.0]


def test_a_page_turned_by_ocr_turns_its_own_words_too(
    finds: list[ocr.Recognised],
) -> None:
    finds.append(_found(_word("Order", 72, 90), rotation=90))
    page = PdfSource(pdf(_bates), Limits()).recognise(0)
    assert (page.width, page.height, page.rotation) == (792, 612, 90)
    stamp = next(w for w in page.words if w.text == "HERON-000417")
    assert stamp.box.height > stamp.box.width
    assert stamp.box.left < 30


def _garbled(canvas: Canvas) -> None:
    lines(canvas, *["Xkcdq vmzsr qjfwb xwqzj gtrdk"] * 20)


def test_a_garbled_layer_is_replaced(finds: list[ocr.Recognised]) -> None:
    finds.append(_found(_word("Order", 72, 90), quality=0.9))
    page = PdfSource(pdf(_garbled), Limits()).recognise(0)
    assert (text_of(page), page.origin) == ("Order", Origin.OCR)


def test_ocr_that_is_no_better_is_not_taken(finds: list[ocr.Recognised]) -> None:
    finds.append(_found(_word("~", 72, 90), quality=0.0))
    page = PdfSource(pdf(_garbled), Limits()).recognise(0)
    assert page.origin is Origin.EMBEDDED
    assert "Xkcdq" in text_of(page)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_on_gets_a_box_back(degrees: int) -> None:
    box = Box(1, 10, 20, 110, 50)
    size = LETTER[::-1] if degrees % 180 else LETTER
    assert turn(turn(box, degrees, *LETTER), 360 - degrees, *size) == box


def test_a_scan_is_read_by_the_engine_at_hand() -> None:
    page = PdfSource(pdf(_bates), Limits()).recognise(0)
    text = text_of(page)
    assert page.origin is Origin.MIXED
    assert "keep a copy of all that was sent" in text
    assert text.count("HERON-000417") == 1
    first = next(w for w in page.words if w.text == "The")
    # Drawn at 150 dpi, 150 pixels from the left and 190 from the top.
    assert first.box.left == pytest.approx(72, abs=4)
    assert 85 < first.box.top < first.box.bottom < 110


def test_a_picture_on_a_page_of_text_is_read_too() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, *PROSE[:2])
        pasted = scan_image("Attachment of the order", size=(1275, 800))
        canvas.drawImage(ImageReader(pasted), 72, 200, 468, 400)

    source = PdfSource(pdf(draw), Limits())
    assert source.plan(0).needs_ocr
    page = source.recognise(0)
    assert page.origin is Origin.MIXED
    assert text_of(page).startswith("\n".join(PROSE[:2]))
    assert "Attachment of the order" in text_of(page)


def _size(jpeg: bytes | None) -> tuple[int, int]:
    assert jpeg is not None
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size


def test_the_picture_is_upright_and_of_the_asked_resolution() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -612)
        lines(canvas, *PROSE, top=300)

    def rotate(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Rotate = 90

    source = PdfSource(changed(pdf(draw), rotate), Limits())
    assert source.plan(0).page.rotation == 0
    assert _size(source.picture(0, 72)) == (792, 612)
    assert _size(source.picture(0, 144)) == (1584, 1224)


def test_the_picture_of_sideways_text_is_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -612)
        lines(canvas, *PROSE, top=300)

    source = PdfSource(pdf(draw), Limits())
    assert _size(source.picture(0, 72)) == (792, 612)


def test_the_picture_of_a_scan_is_drawn() -> None:
    assert _size(PdfSource(pdf(scan), Limits()).picture(0, 72)) == (612, 792)


def test_a_picture_stays_within_the_pixel_budget() -> None:
    source = PdfSource(pdf(prose), Limits(pixels=100_000))
    width, height = _size(source.picture(0, 300))
    assert width * height <= 101_000
