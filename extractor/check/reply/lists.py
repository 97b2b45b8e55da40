"""Numbered lists of a DOCX: each list counts from one."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph


def restart(word: WordDocument, paragraph: Paragraph, *, anew: bool = True) -> None:
    """Put a paragraph into a list of its own, or into the list last begun."""
    numbering = word.part.numbering_part.element
    if anew:
        own = numbering.add_num(_abstract(word, paragraph))
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        number = own.numId
    else:
        number = max(num.numId for num in numbering.num_lst)
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no public way
    own_numbering = properties.get_or_add_numPr()
    own_numbering.get_or_add_ilvl().val = 0
    own_numbering.get_or_add_numId().val = number


def _abstract(word: WordDocument, paragraph: Paragraph) -> int:
    """The list definition of the paragraph's style."""
    style = paragraph.style
    number = style.element.pPr.numPr.numId.val if style is not None else 1
    numbering = word.part.numbering_part.element
    found: int = numbering.num_having_numId(number).abstractNumId.val
    return found


def field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the word processor fills in: PAGE, NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()._r  # noqa: SLF001  # fields have no public way
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run.append(mark)
