"""Traces of a pen: marks the reader saw on the page, and what OCR makes of them."""

import re

from extractor.document import Document, Mark, MarkKind
from extractor.geometry import Box

_ABOVE_PT = 60.0
_BELOW_PT = 14.0
_ASIDE_PT = 60.0
_WIDTH_PT = (14.0, 330.0)
_HEIGHT_PT = (5.0, 130.0)
_MOST_TOKENS = 6
_CLOSING_PT = 90.0
_STROKE_PT = 10.0
_STRIP_PT = (460.0, 160.0)
_PLAIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}[.,;:]?$|[A-Z]\.$|\d{1,4}[.,]?$")
_KNOWN = re.compile(
    r"@|\d{3}|\d[:/.-]\d|^\W*$|\b(?:by|date|dated|no|tel|fax|room|rev|page|the|of)\b",
    re.IGNORECASE,
)
_ODD = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[a-z][^\w\s'’.,;:-]|[~^{}\\|•«»]")


# What stands on a printed rule, and the words of forms that stand between two rules.
_ON_RULE = re.compile(
    r"(?<!\w)_{2,}\s?(?P<pen>[^\W\d_][^_\n]{2,40}?)\s?_{2,}"
    r"|(?<!\w)_{2,}\s?(?P<pen2>[^\W\d_]\w*[.]?(?:\s[\w.'’-]+){1,3}?)_+(?!\w)"
)
_OF_A_FORM = re.compile(
    r"\b(?:of|for|in|and|or|the|to|day|date|dated|time|city|state|county|district|court"
    r"|name|title|printed|signature|signed|judge|magistrate|justice|clerk|deputy|attorney"
    r"|officer|agent|detective|badge|phone|tel|fax|e-?mail|address|street|yes|no|am|pm"
    r"|section|case|room|page|division|department|years?|days|hours|dollars"
    r"|jan\w*|feb\w*|march|april|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b"
    r"|[@$/:]|\d{2}",
    re.IGNORECASE,
)


def pen_on_rule(line: str) -> str | None:
    """What OCR reads of a hand on a line to sign on: "___D. Kem____".

    None where nothing stands there, or a form's own word between two blanks.
    """
    for found in _ON_RULE.finditer(line):
        pen = found["pen"] or found["pen2"]
        letters = sum(c.isalpha() for c in pen)
        if pen[0].isupper() and letters >= 4 and not _OF_A_FORM.search(pen):
            return pen
    return None


def is_scribble(line: str) -> bool:
    """Whether a line is what OCR makes of handwriting: odd signs, hardly a word."""
    tokens = [token.strip("'\"‘’“”():;,") for token in line.split()]
    if not 1 <= len(tokens) <= _MOST_TOKENS or _KNOWN.search(_letters(line)):
        return False
    plain = sum(bool(_PLAIN.match(token)) for token in tokens)
    return bool(_ODD.search(" ".join(tokens))) and plain * 2 <= len(tokens)


def _letters(line: str) -> str:
    """The line without digits that stand for letters inside a word."""
    return re.sub(r"(?<=[A-Za-z])\d+|\d+(?=[A-Za-z])", "", line)


def ink_near(document: Document, box: Box) -> Mark | None:
    """The pen mark, signature image or drawn curve by a line, None where none is."""
    near = [
        mark
        for page in document.pages
        if page.number == box.page
        for mark in page.marks
        if _is_near(mark.box, box) and _has_size(mark.box)
    ]
    order = (MarkKind.INK, MarkKind.IMAGE, MarkKind.DRAWING)
    return min(near, key=lambda m: (order.index(m.kind), m.box), default=None)


def drawn_above(document: Document, box: Box) -> bool:
    """Whether a stroke of a signature's size stands right above a line."""
    return any(
        _has_size(mark.box)
        and mark.box.height >= _STROKE_PT
        and -_STROKE_PT <= box.top - mark.box.bottom <= _STROKE_PT
        and mark.box.left <= box.right
        and box.left <= mark.box.right
        for page in document.pages
        if page.number == box.page
        for mark in page.marks
    )


def closing_mark(document: Document) -> Mark | None:
    """Ink or an image below the last words of a paper: a stamp, a signature strip.

    A stamped decision often names its judge in the picture alone.
    """
    words = [w for w in document.words if len(w.text) > 3]
    if not words:
        return None
    last = words[-1].box
    below = [
        mark
        for page in document.pages
        if page.number == last.page
        for mark in page.marks
        if mark.kind is not MarkKind.DRAWING and _closes(mark.box, last)
    ]
    return min(below, key=lambda m: (m.box.top, m.box.left), default=None)


def _closes(mark: Box, last: Box) -> bool:
    beneath = last.bottom - 4 <= mark.top <= last.bottom + _CLOSING_PT
    return beneath and mark.width <= _STRIP_PT[0] and 20 <= mark.height <= _STRIP_PT[1]


def _is_near(mark: Box, line: Box) -> bool:
    above = line.top - _ABOVE_PT <= mark.bottom and mark.top <= line.bottom + _BELOW_PT
    beside = mark.left <= line.right + _ASIDE_PT and line.left - _ASIDE_PT <= mark.right
    return above and beside


def _has_size(mark: Box) -> bool:
    wide = _WIDTH_PT[0] <= mark.width <= _WIDTH_PT[1]
    return wide and _HEIGHT_PT[0] <= mark.height <= _HEIGHT_PT[1]
