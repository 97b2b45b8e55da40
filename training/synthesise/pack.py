"""A drawn paper to the bytes that are served: PDF, scan, fax, picture, DOCX, mail.

The same paper gives the same bytes: no clock, no random number without a seed.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import docx
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from docx.enum.text import WD_BREAK
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from training.synthesise.damage import PRESETS, SOURCE_DPI, Pixels, damage
from training.synthesise.draw import pdf
from training.synthesise.paper import Paper, lines

_EPOCH = (2020, 1, 1, 0, 0, 0)


def pack(paper: Paper) -> tuple[str, bytes]:
    """The file's ending and its bytes."""
    ending, make = _MEDIA[paper.media]
    return ending, make(paper)


def _scanned(paper: Paper, index: int) -> tuple[Pixels, tuple[int, int]]:
    """A sheet's pixels after its damage, and their dots per inch across and down."""
    drawn = pdfium.PdfDocument(pdf(paper))
    page = drawn[index]
    gray = page.render(scale=SOURCE_DPI / 72, grayscale=True).to_numpy()
    recipe = PRESETS[paper.sheets[index].damage or "clean_scan"]
    seed = zlib.crc32(f"{paper.slug}/{index}".encode())
    pixels = damage(np.ascontiguousarray(gray.reshape(gray.shape[:2])), recipe, seed)
    return pixels, recipe.resolution


def _jpeg(pixels: Pixels) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=70)
    return out.getvalue()


def _mixed_pdf(paper: Paper) -> bytes:
    """Sheets with damage become one picture each, the others stay text."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(paper))) as whole:
        for index, sheet in enumerate(paper.sheets):
            if sheet.damage:
                with pikepdf.open(io.BytesIO(_picture_page(paper, index))) as scan:
                    whole.pages[index] = scan.pages[0]
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _picture_page(paper: Paper, index: int) -> bytes:
    pixels, (dpi_x, dpi_y) = _scanned(paper, index)
    height, width = pixels.shape
    size = (width * 72 / dpi_x, height * 72 / dpi_y)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(_jpeg(pixels))), 0, 0, *size)
    canvas.save()
    return out.getvalue()


def _encrypted_pdf(paper: Paper) -> bytes:
    """Opens with an empty password, as copies locked against editing do."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(paper))) as whole:
        # RC4 of revision 3 is weak, and is used here because its bytes do not vary.
        lock = pikepdf.Encryption(
            owner="owner", user="", R=3, aes=False, metadata=False
        )
        whole.save(out, encryption=lock, static_id=True)
    return out.getvalue()


def _fax(paper: Paper) -> bytes:
    frames = []
    for index in range(len(paper.sheets)):
        pixels, dpi = _scanned(paper, index)
        frame = Image.fromarray(np.where(pixels < 128, 0, 255).astype(np.uint8))
        frame = frame.convert("1")
        frame.info["dpi"] = dpi
        frames.append((frame, dpi))
    out = io.BytesIO()
    frames[0][0].save(
        out,
        "TIFF",
        compression="group4",
        dpi=frames[0][1],
        save_all=True,
        append_images=[frame for frame, _ in frames[1:]],
    )
    return out.getvalue()


def _picture(kind: str) -> Callable[[Paper], bytes]:
    def make(paper: Paper) -> bytes:
        pixels, dpi = _scanned(paper, 0)
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, kind, dpi=dpi, quality=70)
        return out.getvalue()

    return make


def _docx(paper: Paper) -> bytes:
    document = docx.Document()
    for index, sheet in enumerate(paper.sheets):
        for kind, content in sheet.blocks:
            if kind == "table":
                _docx_table(document, content)
                continue
            lone = type(sheet)(sheet.part, ((kind, content),))
            for line in lines(lone):
                document.add_paragraph(line)
        if index + 1 < len(paper.sheets):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    out = io.BytesIO()
    document.save(out)
    return _same_times(out.getvalue())


def _docx_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _same_times(data: bytes) -> bytes:
    """A ZIP again, its entries' times set to one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _mail(paper: Paper) -> bytes:
    """The first sheet is the body; the others travel as an attached PDF."""
    mail = EmailMessage()
    for name, value in paper.options["headers"].items():
        mail[name] = value
    mail.set_content("\n".join(lines(paper.sheets[0])))
    if len(paper.sheets) > 1:
        rest = Paper(paper.slug, paper.about, "pdf", paper.sheets[1:], {})
        mail.add_attachment(
            pdf(rest),
            maintype="application",
            subtype="pdf",
            filename=paper.options["attachment"],
        )
        mail.set_boundary("=====tecum=====")
    return mail.as_bytes()


def _text(paper: Paper) -> bytes:
    return "\f".join("\n".join(lines(sheet)) for sheet in paper.sheets).encode()


_MEDIA: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("pdf", pdf),
    "scan": ("pdf", _mixed_pdf),
    "encrypted": ("pdf", _encrypted_pdf),
    "fax": ("tif", _fax),
    "jpeg": ("jpg", _picture("JPEG")),
    "png": ("png", _picture("PNG")),
    "docx": ("docx", _docx),
    "eml": ("eml", _mail),
    "text": ("txt", _text),
}
