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
    r"\b(?:U\.S|No|Nos|Inc|Ltd|Mr|Mrs|Ms|Dr|Jr|Sr|St|Ave|v|vs|Fed|Crim|Civ|P|R|Co|Cr|"
    r"a\.m|p\.m|Inv|Det|Sgt|Lt|Capt|Ofc|Dep|Asst|Dept|Hon|Esq|Art|Sec|Subd|approx|incl|Tel|Ext|Bldg|Apt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"et seq|[A-Z])\.$"
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
        if _ABBREVIATION.search(part) or not part.strip():
            continue
        if part.endswith(".") and _GOES_ON.match(text, match.end()):
            continue
        low = start + len(part) - len(part.lstrip())
        span = Span(paragraph.body.start + low, paragraph.body.start + match.end())
        yield Ask(" ".join(part.split()), span)
        start = match.end()
