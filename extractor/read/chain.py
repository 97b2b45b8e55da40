"""Several opened sources as one: a mail and its attachments, a text and its scans."""

from dataclasses import dataclass, replace

from extractor.document import FormField, Mark, Note, Page, Table, Word
from extractor.errors import ExtractorError
from extractor.geometry import Box
from extractor.read.source import Planned, Source


@dataclass(frozen=True, slots=True)
class Piece:
    """A source, and the name its pages carry; empty for the upload itself."""

    source: Source
    file: str


class Unreadable:
    """Stands for an attachment that did not open: one page that fails with its code."""

    media = "none"
    notes: tuple[Note, ...] = ()

    def __init__(self, error: ExtractorError) -> None:
        self._error = error

    def __len__(self) -> int:
        """One page, so that the loss has a place in the packet."""
        return 1

    def plan(self, index: int) -> Planned:
        """Fail with the code that opening gave."""
        del index
        raise type(self._error)(self._error.detail)

    def recognise(self, index: int) -> Page:
        """Fail likewise."""
        return self.plan(index).page

    def picture(self, index: int, dpi: int) -> bytes | None:
        """There is nothing to draw."""
        del index, dpi
        return None


class Chain:
    """Sources one after the other, pages numbered through."""

    def __init__(
        self, media: str, pieces: tuple[Piece, ...], notes: tuple[Note, ...] = ()
    ) -> None:
        self.media = media
        self._places = tuple(
            (piece, index) for piece in pieces for index in range(len(piece.source))
        )
        self.notes = notes + _notes(pieces)

    def __len__(self) -> int:
        """How many pages all the pieces have."""
        return len(self._places)

    def plan(self, index: int) -> Planned:
        """Plan a page where it lies."""
        piece, inner = self._places[index]
        planned = piece.source.plan(inner)
        return replace(planned, page=renumber(planned.page, index + 1, piece.file))

    def recognise(self, index: int) -> Page:
        """Recognise a page where it lies."""
        piece, inner = self._places[index]
        return renumber(piece.source.recognise(inner), index + 1, piece.file)

    def picture(self, index: int, dpi: int) -> bytes | None:
        """Draw a page where it lies."""
        piece, inner = self._places[index]
        return piece.source.picture(inner, dpi)


def _notes(pieces: tuple[Piece, ...]) -> tuple[Note, ...]:
    """The pieces' notes, pages numbered through and files named."""
    notes: list[Note] = []
    before = 0
    for piece in pieces:
        for note in piece.source.notes:
            page = note.page + before if note.page else None
            says = f"{piece.file}: {note.message}" if piece.file else note.message
            notes.append(Note(note.code, says, page))
        before += len(piece.source)
    return tuple(notes)


def renumber(page: Page, number: int, file: str) -> Page:
    """A page under another number; an attachment's own attachment keeps its name."""

    def word(item: Word) -> Word:
        return replace(item, box=_move(item.box, number))

    def mark(item: Mark) -> Mark:
        return replace(item, box=_move(item.box, number))

    def form_field(item: FormField) -> FormField:
        return replace(item, page=number, box=_move(item.box, number))

    return replace(
        page,
        number=number,
        file=f"{file} > {page.file}" if file and page.file else file or page.file,
        words=tuple(map(word, page.words)),
        marks=tuple(map(mark, page.marks)),
        tables=tuple(_table(table, number) for table in page.tables),
        form_fields=tuple(map(form_field, page.form_fields)),
    )


def _move(box: Box, number: int) -> Box:
    return replace(box, page=number)


def _table(table: Table, number: int) -> Table:
    boxes = tuple(
        tuple(box and _move(box, number) for box in row) for row in table.boxes
    )
    return replace(table, page=number, boxes=boxes)
