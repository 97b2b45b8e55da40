"""Bytes to an open PDFium document, repaired once if need be, and the notes on it."""

import logging

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.document import Note
from extractor.errors import Broken, Empty, NoPages, PasswordProtected, TooLarge
from extractor.read.limits import Limits
from extractor.read.pdf.structure import inspect, repair

MOST_PAGES = 50_000


Opened = tuple[pdfium.PdfDocument, bytes, tuple[Note, ...]]
"""The document, the bytes it was read from (repaired or not), and the notes."""


def open_pdf(data: bytes, limits: Limits) -> Opened:
    """Open a file, or raise the code that says why it does not open."""
    if not data:
        raise Empty
    structure = inspect(data, limits)
    document, data, notes = _opened(data)
    pages = len(document)
    if structure is not None:
        notes += tuple(structure.notes(pages))
    if signatures := raw.FPDF_GetSignatureCount(document.raw):
        message = f"The file holds {signatures} digital signature(s), not verified."
        notes += (Note("digital_signature", message),)
    if pages == 0:
        raise NoPages
    if pages > MOST_PAGES:
        raise TooLarge(f"The file has {pages} pages.")
    return _with_forms(document), data, notes


def open_again(data: bytes) -> pdfium.PdfDocument:
    """The document of bytes that `open_pdf` returned."""
    return _with_forms(pdfium.PdfDocument(data))


def _with_forms(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    if document.get_formtype() != raw.FORMTYPE_NONE:
        # It would print advice to build another PDFium for every XFA form.
        logging.getLogger("pypdfium2").setLevel(logging.ERROR)
        document.init_forms()
    return document


def _opened(data: bytes) -> Opened:
    try:
        return pdfium.PdfDocument(data), data, ()
    except pdfium.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
    try:
        mended = repair(data)
        document = pdfium.PdfDocument(mended)
    except (Broken, pdfium.PdfiumError) as error:
        raise (PasswordProtected if locked else Broken) from error
    note = Note("repaired", "The file was damaged and has been repaired.")
    return document, mended, (note,)
