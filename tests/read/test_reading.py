"""Real files through the whole reader: the child in its wall, and its parent."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Origin
from extractor.errors import NoEngine, NoText
from extractor.read import engines
from extractor.read.limits import Limits
from extractor.read.options import ReadOptions
from extractor.read.reading import pictures, read

PIL = pytest.importorskip("PIL.Image")

LINES = (
    "IN THE CIRCUIT COURT OF ELM COUNTY",
    "SUBPOENA DUCES TECUM",
    "To the custodian of records: you are commanded to produce",
    "all subscriber records of the account named below.",
)
needs_ocr = pytest.mark.skipif(not engines.available(), reason="no OCR engine here")


def born_digital(pages: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(612, 792), invariant=1)
    for number in range(1, pages + 1):
        for row, line in enumerate(LINES):
            canvas.drawString(72, 700 - 20 * row, line)
        canvas.drawString(72, 60, f"Page {number} of {pages}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scanned(pages: int) -> bytes:
    drawn = pictures(born_digital(pages), "made.pdf", ReadOptions(), 200)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(612, 792), invariant=1)
    for jpeg in drawn:
        assert jpeg is not None
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_born_digital_file_is_read_page_by_page() -> None:
    document = read(born_digital(3), "elm.pdf", ReadOptions())
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert {page.origin for page in document.pages} == {Origin.EMBEDDED}
    assert (document.media, document.gaps, document.ocr) == ("pdf", (), "")
    assert "SUBPOENA DUCES TECUM" in document.page_text(2)
    assert document.page_text(3).endswith("Page 3 of 3")


def test_many_pages_are_planned_by_several_children_alike() -> None:
    data = born_digital(150)
    one, two = (read(data, "a.pdf", ReadOptions(jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert len(two.pages) == 150


def test_a_page_is_drawn_as_a_jpeg_of_the_asked_size() -> None:
    (jpeg,) = pictures(born_digital(1), "elm.pdf", ReadOptions(), 50)
    assert jpeg is not None
    with PIL.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        assert image.size == (425, 550)


@pytest.mark.slow
@needs_ocr
def test_a_scan_is_recognised_in_parallel_and_the_engine_named() -> None:
    data = scanned(3)
    options = ReadOptions(jobs=2)
    document = read(data, "scan.pdf", options)
    assert {page.origin for page in document.pages} == {Origin.OCR}
    assert "SUBPOENA DUCES TECUM" in document.page_text(2)
    assert document.ocr.split()[0] in engines.available()
    assert document == read(data, "scan.pdf", replace(options, jobs=1))


@pytest.mark.slow
@needs_ocr
def test_an_engine_can_be_chosen_and_one_that_is_not_there_is_told() -> None:
    data = scanned(1)
    for name in engines.available():
        document = read(data, "scan.pdf", ReadOptions(engine=name))
        assert document.ocr.startswith(f"{name} ")
    with pytest.raises(NoEngine):
        read(data, "scan.pdf", ReadOptions(engine="none"))


def test_a_scan_that_may_not_be_recognised_has_no_text() -> None:
    with pytest.raises(NoText):
        read(scanned(1), "scan.pdf", ReadOptions(ocr="never"))


def test_pages_over_the_limit_are_not_drawn() -> None:
    limits = Limits(pages=1)
    drawn = pictures(born_digital(2), "a.pdf", ReadOptions(limits=limits), 30)
    assert len(drawn) == 1


def test_the_parent_loads_no_parser() -> None:
    script = (
        "import sys; from extractor.read import read, ReadOptions\n"
        "read(sys.stdin.buffer.read(), 'a.pdf', ReadOptions())\n"
        "parsers = {'pypdfium2', 'pdfplumber', 'pikepdf', 'lxml', 'PIL', 'cv2',\n"
        "           'numpy', 'tesserocr', 'puremagic'}\n"
        "print(sorted(parsers & set(sys.modules)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        input=born_digital(1),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    assert said.stdout == b"[]\n"
