"""The text layer by pdfplumber, for fonts PDFium has no glyphs of.

Where a font is not embedded and the machine has none like it, PDFium knows no glyph
boxes and drops words of one letter. pdfplumber needs no glyphs, only takes longer.
"""
# ruff: noqa: PLC0415 - pdfplumber costs a tenth of a second that most uploads save.

import io
from typing import TYPE_CHECKING

from extractor.read.pdf.frame import Frame
from extractor.read.pdf.text import Token, cleaned

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF


class Miner:
    """Opens the file a second time, when first asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: PDF | None = None

    def tokens(self, index: int, frame: Frame, media: Frame) -> list[Token] | None:
        """The words of a page; None where pdfplumber cannot read it.

        `media` frames the whole sheet, as pdfplumber counts from its corner.
        """
        from pdfminer.pdfexceptions import PDFException
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            page = self._document().pages[index]
            words = page.extract_words(use_text_flow=True, keep_blank_chars=False)
        except (PDFException, PdfminerException, ValueError, TypeError, KeyError):
            return None
        page.close()
        inset = media.upright(frame.left, frame.bottom, frame.right, frame.top)
        left, top = page.bbox[0] + inset[0], page.bbox[1] + inset[1]
        tokens = [
            Token(
                text, w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top
            )
            for w in words
            if (text := cleaned(w["text"]))
        ]
        return [t for t in tokens if frame.shows(t[1:5])]

    def _document(self) -> "PDF":
        import pdfplumber

        if self._opened is None:
            self._opened = pdfplumber.open(io.BytesIO(self._data))
        return self._opened
