"""The text layer: what is drawn comes out as words, in place and in order."""

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.pdf.make import LETTER, changed, lines, pdf, plan, prose, read, text_of


def test_words_have_boxes_in_points_from_the_top_left() -> None:
    page = plan(pdf(lambda c: c.drawString(100, 700, "Order to produce"))).page
    order, _, produce = page.words
    assert (order.text, produce.text) == ("Order", "produce")
    assert order.box.left == pytest.approx(100, abs=1.5)
    assert order.box.top < LETTER[1] - 700 < order.box.bottom
    assert order.box.right < produce.box.left
    assert order.line == produce.line


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_turned_by_its_rotate_entry_is_read_upright(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(306, 396)
        canvas.rotate(turn)
        canvas.translate(-306, -396)
        lines(canvas, "Return within", "fourteen days", left=200, top=300)

    def rotate(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Rotate = turn

    page = plan(changed(pdf(draw), rotate)).page
    assert text_of(page) == "Return within\nfourteen days"
    assert page.rotation == 0
    wide = turn in {90, 270}
    assert (page.width, page.height) == (LETTER[::-1] if wide else LETTER)
    assert page.words[0].box.bottom <= page.words[2].box.top + 2


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_sideways_text_turns_the_page(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(306, 396)
        canvas.rotate(turn)
        canvas.translate(-306, -396)
        lines(canvas, "Return within", "fourteen days", left=200, top=300)

    page = plan(pdf(draw)).page
    assert text_of(page) == "Return within\nfourteen days"
    assert page.rotation == turn
    first = page.words[0].box
    assert first.width > first.height


def test_a_cropped_page_counts_from_its_visible_corner() -> None:
    def crop(opened: pikepdf.Pdf) -> None:
        opened.pages[0].CropBox = pikepdf.Array([50, 100, 562, 742])

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "visible")
        canvas.drawString(5, 20, "cut")

    page = plan(changed(pdf(draw), crop)).page
    assert (page.width, page.height) == (512, 642)
    assert text_of(page) == "visible"
    assert page.words[0].box.left == pytest.approx(50, abs=1.5)


@pytest.mark.parametrize(
    ("drawn", "texts"),
    [
        ("ac\u00adcount", ["account"]),
        ("a\u00a0b", ["a", "b"]),
        ("§ 12", ["§", "12"]),
    ],
)
def test_signs_that_only_set_type_are_gone(drawn: str, texts: list[str]) -> None:
    page = plan(pdf(lambda c: c.drawString(72, 700, drawn))).page
    shown = [w.text.replace("-", "") for w in page.words]
    assert shown == texts


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_line() -> None:
    data = pdf(lambda c: lines(c, "the sub-", "scriber named below"))
    assert read(data) == "the sub-\nscriber named below"


def test_text_printed_twice_for_boldness_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4, 0.8):
            canvas.drawString(72 + shift, 700, "GRAND JURY")

    assert read(pdf(draw)) == "GRAND JURY"


def test_the_same_word_elsewhere_on_the_page_is_kept() -> None:
    assert read(pdf(lambda c: lines(c, "date date", "date"))) == "date date\ndate"


def test_words_beside_the_page_are_not_on_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "inside")
        canvas.drawString(-300, 700, "outside")

    assert read(pdf(draw)) == "inside"


def test_a_blank_page_needs_no_ocr() -> None:
    planned = plan(pdf(lambda c: c.setLineWidth(1)))
    assert (planned.page.words, planned.needs_ocr) == ((), False)
    assert planned.page.reason == "blank page"


def test_reading_twice_gives_the_same() -> None:
    data = pdf(prose)
    assert plan(data) == plan(data)


def _faceless(opened: pikepdf.Pdf) -> None:
    """Words in a font that is neither embedded nor known, as OCR programs write them.

    Each letter of the text is a code of its own; a word is an object, so is a space.
    """
    text = "передать в суд сведения о счёте и о сеансах к сроку"
    codes = {letter: code for code, letter in enumerate(sorted(set(text)), 65)}
    names = [pikepdf.Name(f"/uni{ord(letter):04X}") for letter in codes]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name("/TimesNewRomanPSMT"),
        FirstChar=65,
        LastChar=64 + len(codes),
        Widths=[500] * len(codes),
        Encoding=pikepdf.Dictionary(
            BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=[65, *names]
        ),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/TimesNewRomanPSMT"),
            Flags=34,
            FontBBox=[-568, -306, 2045, 1039],
            Ascent=693,
            Descent=-215,
            ItalicAngle=0,
            CapHeight=0,
            StemV=0,
        ),
    )
    page = opened.pages[0]
    page.Resources.Font = pikepdf.Dictionary(F9=font)
    parts, left = [], 80
    for word in text.split(" "):
        shown = bytes(codes[letter] for letter in word)
        parts.append(b"1 0 0 1 %d 700 Tm <%s> Tj" % (left, shown.hex().encode()))
        left += 6 * len(word) + 4
    page.Contents = opened.make_stream(b"BT /F9 12 Tf " + b" ".join(parts) + b" ET")


def test_words_of_a_font_without_glyphs_are_not_lost() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        _faceless(opened)
        page = opened.pages[0]
        page.MediaBox = pikepdf.Array([10, 20, 622, 812])
        page.CropBox = pikepdf.Array([30, 60, 600, 800])

    page = plan(changed(pdf(prose), change)).page
    assert text_of(page) == "передать в суд сведения о счёте и о сеансах к сроку"
    box = page.words[0].box
    assert box.left == pytest.approx(80 - 30, abs=1)
    assert box.top < 800 - 700 < box.bottom + 1
