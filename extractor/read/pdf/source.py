"""A PDF upload as a Source: text layer first, OCR where it is needed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extractor.document import Origin, Page
from extractor.errors import Broken
from extractor.read.limits import Limits
from extractor.read.pdf.forms import form_fields
from extractor.read.pdf.layout import lay_out
from extractor.read.pdf.marks import marks_of
from extractor.read.pdf.miner import Miner
from extractor.read.pdf.opening import open_again, open_pdf
from extractor.read.pdf.quality import Judged, judge
from extractor.read.pdf.sheet import Sheet, Sheets, read_sheet
from extractor.read.pdf.tables import dividers_of, find_grids, tables_of, zones_of
from extractor.read.source import Planned

if TYPE_CHECKING:
    from extractor.read.pdf.ink import Ink

POINTS_PER_INCH = 72
JPEG_QUALITY = 72
LONGEST_PX = 30_000
FORGET_AFTER = 16


class PdfSource:
    """A PDF upload; pages are opened one by one and closed again."""

    media = "pdf"

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        document, self._data, self.notes = open_pdf(data, limits)
        self._count = len(document)
        self._miner = Miner(self._data)
        self._document, self._sheets = document, Sheets(document, limits)
        self._read_since = 0

    def __len__(self) -> int:
        """How many pages there are."""
        return self._count

    @contextmanager
    def _sheet(self, index: int) -> Iterator[Sheet]:
        """A page, of a document opened anew from time to time.

        PDFium keeps the data of every page it has seen: memory would grow with them.
        """
        if self._read_since == FORGET_AFTER:
            self._document.close()
            self._document = open_again(self._data)
            self._sheets, self._read_since = Sheets(self._document, self._limits), 0
        self._read_since += 1
        with self._sheets.open(index) as sheet:
            yield sheet

    def plan(self, index: int) -> Planned:
        """Read the text layer of a page and judge it; no OCR."""
        with self._sheet(index) as sheet:
            page, judged = self._read(sheet)
        return Planned(page, needs_ocr=judged.needs_ocr, has_picture=True)

    def recognise(self, index: int) -> Page:
        """Read a page by OCR; words of a good text layer are kept."""
        # Engines are loaded only where a page needs one.
        from extractor.read import ocr, raster  # noqa: PLC0415
        from extractor.read.pdf.merge import with_ocr  # noqa: PLC0415

        with self._sheet(index) as sheet:
            page, judged = self._read(sheet)
            picture = raster.from_pdf_page(sheet.page, self._limits)
        recognised = ocr.recognise(picture, index + 1, self._limits)
        worse = recognised.quality <= judged.quality
        if page.words and worse and not judged.keep:
            return page
        return with_ocr(page, recognised, keep=judged.keep)

    def picture(self, index: int, dpi: int) -> bytes | None:
        """The upright page as a JPEG, a scan turned as OCR would turn it."""
        with self._sheet(index) as sheet:
            if self._read(sheet)[1].needs_ocr:
                return self._scan(sheet, dpi)
            return _jpeg(sheet.page.render(scale=self._scale(sheet, dpi)))

    def _scan(self, sheet: Sheet, dpi: int) -> bytes:
        from extractor.read import ocr, raster  # noqa: PLC0415

        picture = raster.from_pdf_page(sheet.page, self._limits)
        return raster.jpeg(ocr.upright(picture), dpi)

    def _scale(self, sheet: Sheet, dpi: int) -> float:
        """Pixels a point, fewer where the page is so large that it would not fit."""
        area = sheet.frame.width * sheet.frame.height
        if area <= 0:
            raise Broken("A page has no size.")
        longest = max(sheet.frame.width, sheet.frame.height)
        fits = (self._limits.pixels / area) ** 0.5
        return float(min(dpi / POINTS_PER_INCH, fits, LONGEST_PX / longest))

    def _read(self, sheet: Sheet) -> tuple[Page, Judged]:
        # numpy, which looking at the ink needs, is loaded only for pages with images.
        def look() -> "Ink":
            from extractor.read.pdf.ink import measure_ink  # noqa: PLC0415

            return measure_ink(sheet.page)

        frame = sheet.frame
        layer, drawn = read_sheet(sheet, self._limits, self._miner)
        judged = judge(layer, drawn, frame, look)
        grids = find_grids(drawn.rules)
        zones = (*zones_of(grids), *dividers_of(drawn.rules, grids))
        words = lay_out(layer.tokens, frame, zones)
        page = Page(
            number=frame.number,
            width=frame.width,
            height=frame.height,
            origin=Origin.EMBEDDED,
            reason=judged.reason,
            quality=judged.quality,
            rotation=sheet.turned,
            words=words,
            marks=marks_of(drawn, frame),
            tables=tables_of(grids, words, frame),
            form_fields=form_fields(sheet.overlay.entries, frame),
        )
        return page, judged


def _jpeg(bitmap: pdfium.PdfBitmap) -> bytes:
    body = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(body, "JPEG", quality=JPEG_QUALITY)
    bitmap.close()
    return body.getvalue()
