"""Habits of typesetting that part a word or hide what was filled in."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.pdf.make import pdf, plan, read


def _typed_over(canvas: Canvas) -> None:
    canvas.drawString(72, 660, "this ______ day of _______________, 20____.")
    canvas.setFont("Courier", 11)
    for left, text in ((104, "14th"), (185, "October"), (284, "31")):
        canvas.drawString(left, 662, text)


def _raised(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "the 2")
    canvas.setFont("Helvetica", 7)
    canvas.drawString(99.5, 705, "nd")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(110, 700, "day of May")


def _letter_by_letter(canvas: Canvas) -> None:
    for place, letter in enumerate("ORDER TO PRODUCE"):
        canvas.drawString(100 + place * 16, 700, letter)


@pytest.mark.parametrize(
    ("draw", "text"),
    [
        (_typed_over, "this 14th day of October, 2031."),
        (_raised, "the 2nd day of May"),
        (_letter_by_letter, "ORDER TO PRODUCE"),
        (
            lambda c: c.drawString(72, 700, "S U B P O E N A  D U C E S"),
            "SUBPOENA DUCES",
        ),
        (lambda c: c.drawString(72, 700, "Name: ________ Age: ____"), None),
        (lambda c: c.drawString(72, 700, "Exhibit A to form B"), None),
        (lambda c: c.drawString(72, 700, "J. R. R. Vane and I, A B"), None),
        (lambda c: c.drawString(72, 700, "18 th and 2 of 5"), None),
    ],
)
def test_words_are_mended_and_nothing_else(draw: object, text: str | None) -> None:
    assert callable(draw)
    drawn: list[str] = []
    if text is None:
        draw(type("Said", (), {"drawString": lambda _, __, ___, s: drawn.append(s)})())
    assert read(pdf(draw)) == (text or drawn[0])


def test_a_filled_blank_keeps_the_place_of_its_typing() -> None:
    words = {w.text: w.box for w in plan(pdf(_typed_over)).page.words}
    assert words["October,"].left == pytest.approx(185, abs=2)
    assert words["2031."].right > 284 + 12
