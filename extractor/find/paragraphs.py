"""A document's lines joined to paragraphs and list items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.document import Document
from extractor.geometry import Span
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.wording import wording

# Some are no bullets but what OCR makes of them.
_BULLETS = "•●▪■◦·○✓➢❖*–—‣⁃►▶◆»«¢©-"
# A number of two levels ("5.1", "1-1") but no measure and no section of a law.
_LEVELS = (
    r"\(?\d{1,2}(?:[.-]\d{1,2}){1,2}[.)]?(?=\s+[^\W\d])(?!\s+(?:of|and|or|to|per|a\.?m"
    r"|p\.?m|percent|million|billion|[kmgt]b|miles?|km|hours?|et|shall|does)\b)"
)
# "II." and "I." are how OCR reads 11. and 1.; a lone "o" or "e" is a bullet.
# It also sets a space before the stop: "ii . ".
_MARKER = re.compile(
    rf"\W{{0,2}}(?:(?P<request>(?i:(?:(?:document )?request|interrogatory|question"
    rf"|demand)(?: (?:for|to) (?:production|produce|documents?|information|admission))?"
    rf"(?: of documents)? ?(?:no\.?|number|#) ?\d{{1,3}}[:.)]*"
    rf"|(?:request(?: for production)?|interrogatory|question|demand|category)"
    rf" ?\d{{1,3}}[:.)]))"
    rf"|(?P<checked>(?<=\[)\s?[xX✓√]\s?\]|(?<=\()\s?X\s?\)"
    rf"|_{{1,6}}\s?[xX✓√]\s?_{{0,6}}|[☒☑✔])"
    rf"|(?P<unchecked>(?<=\[)\s?\]|(?<=\()\s{{0,3}}\)"
    rf"|_{{2,6}}(?=\s+[A-Z][a-z])|[☐□❑❒])"
    rf"|(?P<row>(?<=\|)\s?\d{{1,3}}\s?\|)"
    rf"|(?P<digit>{_LEVELS}|\(?\s?\d{{1,3}}\s?(?:[.)][°º]?-?(?!\d)|[°º][.)]?-?|/(?=\s+[^\W\d])"
    rf"|[-–](?=\s+[^\W\d])))"
    rf"|(?P<roman>\(?[ivxlIVX1]{{1,5}}\s?[.)]-?|[IVX]{{1,5}}\s?[-–—](?=\s))"
    rf"|(?P<letter>\(?[a-zA-Z](?:\s?[.)]-?|(?<![sS])/(?=\s)))|(?P<bullet>[{_BULLETS}]+|[oe]))(?:\s+(?=\S)|$)"
)
# A line that goes on with a name: "D. HATHERSAGE (DOB", "B. Moore and/or".
_INITIAL = re.compile(
    r"[A-Z]\.\s+[A-Z][\w.'-]+(?:\W*$|,?\s*\(?\b(?:DOB|D\.O\.B|born|SSN|DL|aka|a/k/a|alias"
    r"|d/b/a|dba|and/or|e-mail|email)\b)"
)
_SHORT = 0.72
# A line that ends so goes on below.
_HANGS = re.compile(
    r"(?:,|&|\b(?:of|the|and|or|to|for|by|with|in|on|at|a|an|from|his))$"
)


_COLUMN_GAP_PT = 14.0


class Mark(StrEnum):
    """What opens a list item."""

    NONE = "none"
    DIGIT = "digit"
    ROMAN = "roman"
    LETTER = "letter"
    BULLET = "bullet"
    REQUEST = "request"
    ROW = "row"
    ORDINAL = "ordinal"
    CHECKED = "checked"
    UNCHECKED = "unchecked"


_NO_MARK = (Mark.NONE, 0)
_BOXES = (Mark.CHECKED, Mark.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `text` and `body` without the item's mark."""

    text: str
    span: Span
    body: Span
    mark: Mark

    @property
    def is_heading(self) -> bool:
        """Short, and printed as titles are: in capitals, title case or with a colon."""
        words = re.findall(r"[^\W\d_]{2,}", self.text)
        if not 0 < len(words) <= 9 or self.text.endswith((".", ";", ",")):
            return False
        capital = sum(w[0].isupper() for w in words if len(w) > 3)
        long = sum(len(w) > 3 for w in words)
        return _shouts(self.text) or (long > 0 and capital == long)


def _mark(line: Line) -> tuple[Mark, int]:
    """What opens a line, and how many letters of it that takes."""
    text = line.text
    found = _MARKER.match(text)
    if found is None or _INITIAL.match(text):
        return _unusual(line)
    kind = Mark(found.lastgroup or "none")
    token = found.group().strip(" ().")
    # "I." alone among letters or numbers is decided by its case: roman.
    if kind is Mark.ROMAN and token.lower() in ("l", "v", "x") and token.islower():
        kind = Mark.LETTER
    return _checkbox(text, found.end()) or (kind, found.end())


def _unusual(line: Line) -> tuple[Mark, int]:
    """A number in a column of its own, or a number in words: "Second.", "TERCERO.-"."""
    if _row(line):
        return Mark.DIGIT, len(line.words[0].text) + 1
    spelt = wording("spelt_numbers").match(line.text)
    return (Mark.ORDINAL, spelt.end()) if spelt else _NO_MARK


def _checkbox(text: str, at: int) -> tuple[Mark, int] | None:
    """The box behind an item's mark: "a. [X] by mail"."""
    box = _MARKER.match(text, at)
    kind = Mark(box.lastgroup or "none") if box else Mark.NONE
    return (kind, box.end()) if box and kind in _BOXES else None


def _row(line: Line) -> bool:
    """True for a table's row that opens with its number in a column of its own."""
    number, *rest = line.words
    near = rest and rest[0].box.left - number.box.right < _COLUMN_GAP_PT
    return bool(rest) and not near and bool(re.fullmatch(r"\d{1,2}", number.text))


def _is_stamp(line: Line) -> bool:
    return bool(wording("stamps").match(line.text))


def _breaks(before: Line, line: Line, width: float) -> bool:
    """True when `line` opens a new paragraph."""
    ends = before.text.rstrip()[-1:] in ".:;?"
    low = line.text[:1].islower()
    if before.words[-1].block != line.words[0].block and _same_page(before, line):
        return not low or ends
    if _mark(before)[1] >= len(before.text):
        return False  # a mark on a line of its own belongs to the line below
    if before.text.endswith(":") or re.fullmatch(r"\(.*\)", before.text):
        return True
    if ends and not low and _reach(line) < _SHORT * width:
        return True  # a short line below a full stop is a title or a closing
    reach = _reach(before)
    if reach < _SHORT * width and not low and not _HANGS.search(before.text):
        return True
    return _shouts(line.text) != _shouts(before.text) and not low


def _reach(line: Line) -> float:
    return line.words[-1].box.right - line.words[0].box.left


def _shouts(text: str) -> bool:
    """True for capitals, a slip of the OCR here and there forgiven."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.85 * len(letters) > 0


def _same_page(one: Line, other: Line) -> bool:
    return one.words[0].box.page == other.words[0].box.page


def _width(printed: Sequence[Line]) -> float:
    widths = sorted(map(_reach, printed))
    return widths[int(0.9 * (len(widths) - 1))] if widths else 1.0


def _paragraph(group: Sequence[Line]) -> Paragraph:
    mark, skip = _mark(group[0])
    text = " ".join(n.text for n in group)[skip:]
    text = re.sub(r"(?<=[a-z])- (?=[a-z])", "-", text)
    span = Span(group[0].span.start, group[-1].span.end)
    body = Span(min(span.start + skip, span.end - 1), span.end)
    return Paragraph(text.strip(), span, body, mark)


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """The paragraphs of a document in reading order, stamps and page marks left out."""
    printed = [n for n in lines(document.words) if not _is_stamp(n)]
    width = _width(printed)
    group: list[Line] = []
    for line in printed:
        opens = _mark(line)[0] is not Mark.NONE
        if group and (opens or _breaks(group[-1], line, width)):
            yield _paragraph(group)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group)
