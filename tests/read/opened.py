"""What an opened upload reads as, without a child process around it."""

from extractor.document import Document, Note, assemble
from extractor.read.limits import Limits
from extractor.read.open import open_source
from extractor.read.source import Source


def source(data: bytes, limits: Limits | None = None) -> Source:
    return open_source(data, limits or Limits())


def document(data: bytes) -> Document:
    opened = source(data)
    pages = tuple(opened.plan(index).page for index in range(len(opened)))
    return assemble(Document("0" * 64, "x", opened.media, pages, "", ()))


def texts(data: bytes) -> list[str]:
    """The text of each page."""
    read = document(data)
    return [read.page_text(page.number) for page in read.pages]


def codes(notes: tuple[Note, ...]) -> list[str]:
    return [note.code for note in notes]
