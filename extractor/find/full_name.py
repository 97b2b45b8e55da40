"""A company's name as it is meant: misread letters mended, a short name in full."""

import re

from extractor.find.legible import legible
from extractor.geometry import Span
from extractor.taxonomy.recipients import company

_STRAY = re.compile(
    r"(?<=\w)(?:\s\.\s?|\.\s)(?=(?:com|net|org)\b)|\s+(?=[.,;:](?:\s|\w|$))",
    re.IGNORECASE,
)


def mended_name(printed: str) -> str:
    """A name with what OCR put into it taken out: "T0RVANE.COM , lNC." in capitals."""
    return _STRAY.sub(_closed, " ".join(legible(printed).split()))


def _closed(gap: re.Match[str]) -> str:
    return "." if "." in gap.group() else ""


def in_full(text: str, span: Span) -> Span:
    """Where the company that a sentence names in short is first named in full.

    An order that defines "Torvane Mail, Inc." goes on to command "Torvane".
    """
    name = " ".join(text[span.start : span.end].split())
    short = re.compile(rf"(?<![\w@.-]){re.escape(name)}(?!\w)")
    for place in short.finditer(text):
        full = company().match(text, place.start())
        if (
            full
            and full.end("name") > place.end() + 1
            and full.start("name") == place.start()
        ):
            return Span(*full.span("name"))
    return span
