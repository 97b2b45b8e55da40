"""A paragraph goes in, its sentences come out, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.find.paragraphs import Paragraph
from extractor.geometry import Span

_SENTENCE = re.compile(r"[^.;:!?]*(?:[.;:!?](?!\s|$)[^.;:!?]*)*(?:[.;:!?]+|$)")
# A full stop before a small letter ends no sentence: it is short, or a misread comma.
_GOES_ON = re.compile(r"\s+[a-z]{3}")
_ABBREVIATION = re.compile(
    r"\b(?:betw|tél|Abs|Nr|Bd|núms?|n|pp?|ff|cf|i\.e|e\.g|Pen|Proc|Stat|Rev|Ann|Gen|Md|Cal|"
    r"Corp|Bros|Assn|Rd|Blvd|Hwy|Pkwy|Ste|Fl|Rm|U\.S|No|Nos|Inc|Ltd|Mr|Mrs|Ms|Dr|Jr|Sr|St|Ave|v|vs|Fed|Crim|Civ|P|R|Co|Cr|"
    r"a\.m|p\.m|Inv|Det|Sgt|Lt|Capt|Ofc|Dep|Asst|Dept|Hon|Esq|Art|Sec|Subd|approx|incl|Tel|Ext|Bldg|Apt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"et seq|[A-Z])\.$"
)
# A colon before "and" divides two things: it is a semicolon, misread.
_DIVIDES = re.compile(r"\s+(?:and|or|as well as|together with)\s+[a-z]")
# What numbers a sentence in the run of a paragraph: "and (3) ", "b) ".
_NUMBERED = re.compile(
    r"\s*(?:(?:and|or|y|et|und|e)\s+)?\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A text that may be a demand, the text that led to it, the list it stands in."""

    text: str
    span: Span
    lead: Paragraph | None = None
    listed: int = 0


def sentences(paragraph: Paragraph, document: Document) -> Iterator[Ask]:
    """The sentences of a paragraph with their spans in the document."""
    text = document.quote(paragraph.body)
    start = 0
    for match in _SENTENCE.finditer(text):
        part = text[start : match.end()]
        short = _ABBREVIATION.search(part) and text[match.end() :].strip()
        if short or not part.strip():
            continue
        if part.endswith(".") and _GOES_ON.match(text, match.end()):
            continue
        low = start + _opening(part)
        span = Span(paragraph.body.start + low, paragraph.body.start + match.end())
        yield Ask(_mended(" ".join(part.split()), text[match.end() :]), span)
        start = match.end()


def _mended(part: str, rest: str) -> str:
    divides = part.endswith(":") and _DIVIDES.match(rest)
    return f"{part[:-1]};" if divides else part


def _opening(part: str) -> int:
    """Where the words of a sentence begin, behind spaces and its number."""
    numbered = _NUMBERED.match(part)
    return numbered.end() if numbered else len(part) - len(part.lstrip())
