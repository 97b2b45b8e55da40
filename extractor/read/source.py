"""An opened upload as the reading child sees it: numbered pages, read one by one."""

from dataclasses import dataclass
from typing import Protocol

from extractor.document import Note, Page


@dataclass(frozen=True, slots=True)
class Planned:
    """A page as its own text layer tells it.

    `needs_ocr`: the layer is missing or bad, `page.reason` says why; `has_picture`: the
    page can be drawn, so OCR and a page image are possible at all.
    """

    page: Page
    needs_ocr: bool
    has_picture: bool


class Source(Protocol):
    """Pages counted from 0; page numbers from 1. Raises ExtractorError subclasses."""

    media: str
    notes: tuple[Note, ...]

    def __len__(self) -> int:
        """How many pages there are."""
        ...

    def plan(self, index: int) -> Planned:
        """Read the text layer of a page and judge it; no OCR."""
        ...

    def recognise(self, index: int) -> Page:
        """Read a page by OCR (mixed with its text layer where that is good)."""
        ...

    def picture(self, index: int, dpi: int) -> bytes | None:
        """The upright page as a JPEG, None where it has no picture."""
        ...
