"""The look of a DOCX letter: page, styles, letterhead, banner, foot."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Inches, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from extractor.check.reply.letter import Reply
from extractor.check.reply.lists import field

_FONT = "Times New Roman"
_INK = RGBColor(0x1F, 0x29, 0x37)
_RED = RGBColor(0x9B, 0x1C, 0x1C)
_SIZES = {"Heading 1": 14, "Heading 2": 12}


def prepare(word: WordDocument, reply: Reply) -> None:
    """Page, styles, head, foot and properties of an empty document."""
    _page(word)
    _styles(word)
    _properties(word, reply)
    _letterhead(word, reply.opening.sender)
    _running(word, reply)
    banner = word.add_paragraph(reply.banner, "Draft Banner")
    _border(banner, ("top", "bottom", "left", "right"), "9B1C1C")


def _page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.different_first_page_header_footer = True


def _styles(word: WordDocument) -> None:
    _font(word.styles["Normal"], 11)
    for name, size in _SIZES.items():
        _font(word.styles[name], size)
        word.styles[name].font.bold = True
    _spaced("Heading 1", word, before=6, after=8)
    _spaced("Heading 2", word, before=14, after=4)
    _spaced("Body Text", word, before=0, after=8)
    for name in ("List Number", "List Bullet"):
        _spaced(name, word, before=0, after=5)
        word.styles[name].paragraph_format.widow_control = True
    _own_styles(word)


def _own_styles(word: WordDocument) -> None:
    for name, size, after in (
        ("Letter Line", 11, 0),
        ("Table Text", 9.5, 2),
        ("Table End", 4, 4),
        ("Running Head", 9, 6),
        ("Draft Banner", 9, 14),
    ):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        _font(style, size)
        _spaced(name, word, before=2 if after else 0, after=after)
    word.styles["Draft Banner"].font.color.rgb = _RED
    mark = word.styles.add_style("Reference Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    mark.font.color.rgb = _INK


def _font(style: ParagraphStyle | CharacterStyle, size: float) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = _INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    # A theme font would win over the named one.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _spaced(name: str, word: WordDocument, *, before: float, after: float) -> None:
    layout = word.styles[name].paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.08


def _properties(word: WordDocument, reply: Reply) -> None:
    properties = word.core_properties
    properties.title, properties.author = reply.title, reply.opening.sender[0]
    properties.comments, properties.language = reply.continued, "en-US"


def _letterhead(word: WordDocument, sender: tuple[str, ...]) -> None:
    """On the first page only."""
    head = word.sections[0].first_page_header
    name, *rest = sender
    first = head.paragraphs[0]
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = first.add_run(name)
    run.bold, run.font.size, run.font.small_caps = True, Pt(17), True
    for line in rest:
        below = head.add_paragraph(line)
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.space_after = Pt(0)
    _border(head.paragraphs[-1], ("bottom",), "1F2937")


def _running(word: WordDocument, reply: Reply) -> None:
    """Who and what at the head of the following pages, the page at every foot."""
    section = word.sections[0]
    number = dict(reply.opening.subject).get("Number", "")
    upper = section.header.paragraphs[0]
    upper.style = "Running Head"
    upper.add_run("; ".join(filter(None, (reply.title, number))))
    for foot in (section.first_page_footer, section.footer):
        line = foot.paragraphs[0]
        line.style, line.alignment = "Running Head", WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(f"{reply.continued}. Page ")
        field(line, "PAGE")
        line.add_run(" of ")
        field(line, "NUMPAGES")


def _border(paragraph: Paragraph, edges: tuple[str, ...], colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    for edge in edges:
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "4")):
            line.set(qn(f"w:{key}"), value)
        line.set(qn("w:color"), colour)
        borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001  # python-docx has no public way
