"""Electronic forms: values are fields, and words at their place on the page."""

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.document import MarkKind
from extractor.read.limits import Limits
from extractor.read.pdf.source import PdfSource
from tests.read.pdf.make import changed, lines, pdf, plan, prose, read, text_of


def _form(canvas: Canvas) -> None:
    form = canvas.acroForm
    canvas.drawString(72, 700, "Case number:")
    form.textfield(name="case", x=150, y=695, width=200, height=18, value="31-0042")
    form.checkbox(name="order", x=72, y=640, size=14, checked=True)
    canvas.drawString(100, 643, "Order")
    form.checkbox(name="warrant", x=72, y=610, size=14, checked=False)
    canvas.drawString(100, 613, "Warrant")


EXPECTED = "Case number: 31-0042\n\n[X] Order\n[ ] Warrant"


def _without_appearance(opened: pikepdf.Pdf) -> None:
    for annotation in opened.pages[0].Annots:
        del annotation["/AP"]


def test_values_and_ticks_are_read_in_place() -> None:
    page = plan(pdf(_form)).page
    assert text_of(page) == EXPECTED
    fields = {f.name: f.value for f in page.form_fields}
    assert fields == {"case": "31-0042", "order": "Yes", "warrant": "Off"}
    value = next(w for w in page.words if w.text == "31-0042")
    assert value.box.touches(page.form_fields[0].box)


def test_values_without_an_appearance_are_read_too() -> None:
    assert read(changed(pdf(_form), _without_appearance)) == EXPECTED


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
def test_values_outside_a_known_form_are_read_too() -> None:
    def unlist(opened: pikepdf.Pdf) -> None:
        opened.Root.AcroForm.Fields = pikepdf.Array()

    assert "31-0042" in read(changed(pdf(_form), unlist))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_form_has_its_values_in_place(turn: int) -> None:
    def rotate(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Rotate = turn

    page = plan(changed(pdf(_form), rotate)).page
    assert text_of(page) == EXPECTED


def test_a_form_reads_the_same_the_second_time() -> None:
    source = PdfSource(pdf(_form), Limits())
    assert source.plan(0) == source.plan(0)


def test_a_hidden_field_is_not_read() -> None:
    def hide(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Annots[0].F = 2

    page = plan(changed(pdf(_form), hide)).page
    assert "31-0042" not in text_of(page)
    assert "case" not in {f.name for f in page.form_fields}


def _note(text: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[150, 690, 400, 720],
        Contents=text,
        DA="/Helv 12 Tf 0 g",
        F=4,
    )


def test_text_typed_over_a_flat_form_is_read() -> None:
    def annotate(opened: pikepdf.Pdf) -> None:
        notes = [_note("to the Records desk of Heron Mail")]
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array(notes))

    data = changed(pdf(lambda c: lines(c, "Deliver", top=96)), annotate)
    assert read(data) == "Deliver to the Records desk of Heron Mail"


def test_an_ink_signature_becomes_a_mark() -> None:
    def sign(opened: pikepdf.Pdf) -> None:
        stroke = b"2 w 0 0 m 20 30 40 -10 60 20 c 80 40 90 0 120 15 c S"
        shape = opened.make_stream(
            stroke, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
            BBox=[0, -10, 120, 40],
        )  # fmt: skip
        ink = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Ink, F=4,
            Rect=[200, 100, 320, 150], AP=pikepdf.Dictionary(N=shape),
        )  # fmt: skip
        opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(ink)])

    (mark,) = plan(changed(pdf(prose), sign)).page.marks
    assert mark.kind is MarkKind.DRAWING
    assert 190 < mark.box.left < mark.box.right < 330
    assert 640 < mark.box.top < mark.box.bottom < 700


def test_a_value_in_a_broken_field_does_not_stop_the_page() -> None:
    def spoil(opened: pikepdf.Pdf) -> None:
        field = opened.pages[0].Annots[0]
        field.Rect = pikepdf.Array([0, 0])
        field.V = pikepdf.Array([1, 2])

    assert "[X] Order" in read(changed(pdf(_form), spoil))


def test_many_lines_of_a_value_stay_in_their_field() -> None:
    def fill(opened: pikepdf.Pdf) -> None:
        field = opened.pages[0].Annots[0]
        field.V = pikepdf.String("Heron Mail\rQuay Lane 4\rPort Ansel")
        field.Ff = 1 << 12
        field.Rect = pikepdf.Array([150, 650, 350, 715])
        del field["/AP"]

    with pikepdf.open(io.BytesIO(changed(pdf(_form), fill))) as opened:
        assert len(opened.pages) == 1
    page = plan(changed(pdf(_form), fill)).page
    assert "Heron Mail" in text_of(page)
    assert "Quay Lane 4" in text_of(page)


def test_a_digital_signature_is_a_signed_field_and_a_note() -> None:
    def sign(opened: pikepdf.Pdf) -> None:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
            Contents=pikepdf.String("none"),
            ByteRange=[0, 1, 2, 3],
        )
        field = opened.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="judge",
                V=value,
                F=4,
                Rect=[300, 100, 450, 140],
            )
        )
        opened.pages[0].Annots.append(field)
        opened.Root.AcroForm.Fields.append(field)

    source = PdfSource(changed(pdf(_form), sign), Limits())
    assert "digital_signature" in {note.code for note in source.notes}
    page = source.plan(0).page
    assert {f.name: f.value for f in page.form_fields}["judge"] == "Signed"
    assert "Signed" not in text_of(page)


def test_what_is_written_on_buttons_is_not_read() -> None:
    def button(opened: pikepdf.Pdf) -> None:
        field = opened.pages[0].Annots[0]
        field.FT, field.Ff = pikepdf.Name.Btn, 1 << 16
        del field["/V"]

    page = plan(changed(pdf(_form), button)).page
    assert text_of(page).startswith("Case number:\n")
    assert [f.name for f in page.form_fields] == ["order", "warrant"]
