"""The text of a mail part: bytes in whatever charset, or HTML, to lines."""

import re
from collections.abc import Iterator
from email.message import Message
from html import unescape

from lxml import etree, html

from extractor.errors import TooLarge

_MOST_HTML = 4 << 20
_DROPPED = frozenset({"head", "script", "style", "template", "noscript", "title"})
_BREAKS = frozenset({"br", "tr", "li", "dt", "dd", "hr"})
_BLOCKS = frozenset({"address", "article", "blockquote", "center", "div", "dl", "form"})
_BLOCKS |= {"fieldset", "figure", "header", "footer", "main", "ol", "ul", "p", "pre"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "section", "table", "aside", "nav"}
_CELLS = frozenset({"td", "th"})


def readable(part: Message) -> str:
    """A text part decoded; an unknown charset as Windows writes it."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return _lines(data.decode(charset))
        except (LookupError, UnicodeError, ValueError):
            continue
    return _lines(data.decode("cp1252", errors="replace"))


def _lines(text: str) -> str:
    """One kind of line end, no control characters."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c >= " " or c in "\n\t" else " " for c in ends)


def html_text(source: str) -> str:
    """HTML as a reader without pictures sees it; what is hidden stays hidden."""
    if len(source) > _MOST_HTML:
        raise TooLarge("a mail body of over four million characters")
    parser = html.HTMLParser(
        no_network=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    # Past a depth of 256 the parser gives up and drops the rest.
    gave_up = parser.error_log.filter_from_fatals()
    text = _without_tags(source) if gave_up else "".join(_walk(root))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return _without_doubled_gaps(lines)


def _without_tags(source: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "\n", source))


def _walk(root: html.HtmlElement) -> Iterator[str]:
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag)
        if event == "start":
            if tag in _DROPPED or _is_hidden(element):
                walker.skip_subtree()
                continue
            yield _before(tag) + _flat(element.text, tag)
        else:
            if tag in _BLOCKS:
                yield "\n\n" if tag == "p" else "\n"
            yield _flat(element.tail, "")


def _before(tag: str) -> str:
    if tag in _BLOCKS or tag in _BREAKS:
        return "\n• " if tag == "li" else "\n"
    return "   " if tag in _CELLS else ""


def _flat(text: str | None, tag: str) -> str:
    """Line ends are white space in HTML, except in preformatted text."""
    text = text or ""
    return text if tag == "pre" else text.replace("\r", " ").replace("\n", " ")


def _is_hidden(element: html.HtmlElement) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return "display:none" in style or "visibility:hidden" in style


def _without_doubled_gaps(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
