"""A letter as DOCX: headings, lists, tables and styles a word processor knows."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from extractor.check.reply import stationery
from extractor.check.reply.archive import repacked
from extractor.check.reply.letter import Opening, Paragraph, Reply, Sentence, Style
from extractor.check.reply.lists import restart
from extractor.check.reply.tables import grid

_STYLES = {
    Style.HEADING: "Heading 2",
    Style.TEXT: "Body Text",
    Style.NUMBERED: "List Number",
    Style.BULLET: "List Bullet",
}
_ITEM_WIDTHS = (0.55, 3.75, 2.2)
_REFERENCE_WIDTHS = (0.5, 2.1, 2.4, 1.5)


def to_docx(reply: Reply) -> bytes:
    """The letter as a DOCX file; the same letter gives the same bytes."""
    word = Document()
    stationery.prepare(word, reply)
    _opening(word, reply.opening)
    word.add_heading(reply.title, level=1)
    word.add_paragraph(f"{reply.opening.greeting}:", "Body Text")
    _body(word, reply.paragraphs)
    _signature(word, reply.signature)
    _references(word, reply)
    written = BytesIO()
    word.save(written)
    return repacked(written.getvalue())


def _opening(word: WordDocument, head: Opening) -> None:
    _lines(word, tuple(filter(None, (head.day, head.via))), "Letter Line")
    _lines(word, head.to, "Letter Line")
    if head.subject:
        grid(word, head.subject, (1.3, 5.2), header=False)


def _lines(word: WordDocument, lines: tuple[str, ...], style: str) -> None:
    """Lines close together, then a space."""
    added = [word.add_paragraph(line, style) for line in lines]
    for last in added[-1:]:
        last.paragraph_format.space_after = Pt(12)


def _body(word: WordDocument, paragraphs: tuple[Paragraph, ...]) -> None:
    before: Style | None = None
    rows: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.style in (Style.COLUMNS, Style.ROW):
            rows.append(paragraph)
        else:
            _flush(word, rows)
            _add(word, paragraph, starts=paragraph.style is not before)
        before = paragraph.style
    _flush(word, rows)


def _flush(word: WordDocument, rows: list[Paragraph]) -> None:
    if rows:
        cells = tuple(tuple(map(_cell, row.sentences)) for row in rows)
        grid(word, cells, _ITEM_WIDTHS, header=True)
        rows.clear()


def _cell(sentence: Sentence) -> str:
    return " ".join((sentence.text, *_marks(sentence)))


def _marks(sentence: Sentence) -> tuple[str, ...]:
    return tuple(f"[{number}]" for number in sentence.numbers)


def _add(word: WordDocument, paragraph: Paragraph, *, starts: bool) -> None:
    added = word.add_paragraph(style=_STYLES[paragraph.style])
    for index, sentence in enumerate(paragraph.sentences):
        _sentence(added, sentence, first=index == 0)
    if paragraph.style is Style.NUMBERED and starts:
        restart(word, added)
    elif paragraph.style is Style.NUMBERED:
        restart(word, added, anew=False)


def _sentence(added: WordParagraph, sentence: Sentence, *, first: bool) -> None:
    run = added.add_run(("" if first else " ") + sentence.text)
    run.bold = sentence.strong or None
    if marks := _marks(sentence):
        added.add_run(" " + "".join(marks), "Reference Mark")


def _signature(word: WordDocument, lines: tuple[str, ...]) -> None:
    first, *rest = lines
    closing = word.add_paragraph(f"{first},", "Letter Line")
    closing.paragraph_format.space_before = Pt(12)
    closing.paragraph_format.space_after = Pt(36)
    closing.paragraph_format.keep_with_next = True
    _lines(word, tuple(rest), "Letter Line")


def _references(word: WordDocument, reply: Reply) -> None:
    if not reply.references:
        return
    heading = word.add_heading(reply.references_title, level=2)
    heading.alignment = WD_ALIGN_PARAGRAPH.LEFT
    lead = word.add_paragraph(reply.references_lead, "Body Text")
    lead.paragraph_format.keep_with_next = True
    head = ("No.", "Rule or duty", "Authority", "Guideline")
    rows = tuple(
        (f"[{e.number}]", e.name, e.authority, e.guideline) for e in reply.references
    )
    grid(word, (head, *rows), _REFERENCE_WIDTHS, header=True)
