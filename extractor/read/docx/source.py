"""A Word document as a Source: the text laid out, then the scans pasted into it."""

from collections.abc import Callable, Iterator

from extractor.document import Note, Page
from extractor.errors import ExtractorError, Hostile
from extractor.read.chain import Chain, Piece, Unreadable
from extractor.read.docx.blocks import Block, Grid, Paragraph, Section
from extractor.read.docx.flow import Sheet, lay_out, sheets
from extractor.read.docx.package import Package
from extractor.read.docx.wordml import WordReader
from extractor.read.limits import Limits
from extractor.read.source import Planned, Source

_SCAN_PT = 300.0
"""An image at least so wide and high may be a pasted page, not a logo or signature."""


class WordSource:
    """The text of a Word document, page by page."""

    media = "docx"

    def __init__(self, on: tuple[Sheet, ...], notes: tuple[Note, ...]) -> None:
        self._sheets = on
        self.notes = notes

    def __len__(self) -> int:
        """How many pages the explicit breaks make."""
        return len(self._sheets)

    def plan(self, index: int) -> Planned:
        """Lay a page out; text never needs OCR."""
        page = lay_out(self._sheets[index], index + 1, len(self))
        return Planned(page, needs_ocr=False, has_picture=False)

    def recognise(self, index: int) -> Page:
        """The same as planned: there is nothing to recognise."""
        return self.plan(index).page

    def picture(self, index: int, dpi: int) -> bytes | None:
        """Laid-out text has no picture."""
        del index, dpi
        return None


def open_docx(
    data: bytes, limits: Limits, open_image: Callable[[bytes], Source]
) -> Source:
    """Open a package; `open_image` opens a scan pasted into it."""
    try:
        package = Package(data, limits)
        reader = WordReader(package)
        sections = tuple(reader.sections())
        on = sheets(sections)
    except RecursionError as error:
        raise Hostile("nested beyond reason") from error
    notes = [*package.notes()]
    if reader.has_hidden:
        notes.append(Note("hidden_text", "hidden text was left out"))
    scans = tuple(_scans(sections, package, open_image))
    notes.extend(_scan_notes(scans))
    text = WordSource(on, tuple(notes))
    return Chain("docx", (Piece(text, ""), *scans)) if scans else text


def _scans(
    sections: tuple[Section, ...],
    package: Package,
    open_image: Callable[[bytes], Source],
) -> Iterator[Piece]:
    seen: set[str] = set()
    for paragraph in _paragraphs(b for s in sections for b in s.blocks):
        for picture in paragraph.pictures:
            is_scan = min(picture.width, picture.height) >= _SCAN_PT
            if not is_scan or picture.part in seen:
                continue
            seen.add(picture.part)
            data = package.bytes_of(picture.part)
            if data:
                file = picture.part.rpartition("/")[2]
                yield Piece(_opened(data, open_image), file)


def _opened(data: bytes, open_image: Callable[[bytes], Source]) -> Source:
    try:
        return open_image(data)
    except ExtractorError as error:
        return Unreadable(error)


def _scan_notes(scans: tuple[Piece, ...]) -> Iterator[Note]:
    for scan in scans:
        says = f"an image of page size, read after the text: {scan.file}"
        yield Note("embedded_scan", says)


def _paragraphs(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Grid():
                cells = (b for row in block.rows for cell in row for b in cell.blocks)
                yield from _paragraphs(cells)
            case _:
                pass
