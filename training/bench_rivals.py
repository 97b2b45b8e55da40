"""The other ways to read a PDF that the reading benchmark measures against."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pdfplumber
import pikepdf
import pytesseract

_DPI = 200


def has_ocrmypdf() -> bool:
    """True where the program is installed (Debian: apt-get install ocrmypdf)."""
    return shutil.which("ocrmypdf") is not None


def ocrmypdf(pdf: bytes, *options: str) -> list[str]:
    """OCRmyPDF with two jobs: the text of every page."""
    with tempfile.TemporaryDirectory() as folder:
        source, text = Path(folder) / "in.pdf", Path(folder) / "out.txt"
        source.write_bytes(pdf)
        subprocess.run(  # noqa: S603
            [
                shutil.which("ocrmypdf") or "ocrmypdf",
                *options,
                *("--jobs", "2", "--quiet", "--sidecar", str(text)),
                *(str(source), str(Path(folder) / "out.pdf")),
            ],
            check=True,
            capture_output=True,
        )
        return text.read_text().split("\f")


def plain_pytesseract(pdf: bytes) -> list[str]:
    """Page images of pdfplumber, one after the other through pytesseract."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            str(pytesseract.image_to_string(page.to_image(resolution=_DPI).original))
            for page in opened.pages
        ]


def pdfplumber_words(pdf: bytes) -> list[str]:
    """Words with boxes of a born-digital PDF."""
    pages = []
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            pages.append(" ".join(word["text"] for word in page.extract_words()))
            page.close()
    return pages


def pages_of(pdf: bytes, count: int) -> bytes:
    """A PDF of `count` pages: those of another, again from the first where short."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.new() as made:
        for index in range(count):
            made.pages.append(opened.pages[index % len(opened.pages)])
        made.save(out)
    return out.getvalue()
