"""An item of a list goes in; out comes what it asks, without what is said besides."""

import re
from dataclasses import replace

from extractor.document import Document
from extractor.find.asking import says, speaks_besides
from extractor.find.paragraphs import Mark, Paragraph
from extractor.find.sentences import Ask, sentences
from extractor.geometry import Span

_BOX = re.compile(r"\[\s?[xX✓]?\s?\]|[☐□☒☑]")


def own_words(paragraph: Paragraph, document: Document) -> Ask | None:
    """An item up to the sentence that speaks of other things."""
    kept: list[Ask] = []
    for ask in sentences(_first_box(paragraph), document):
        if speaks_besides(ask.text) or (kept and says("asks_still", ask.text)):
            break
        kept.append(ask)
    if not kept:
        return None
    span = Span(kept[0].span.start, kept[-1].span.end)
    return Ask(" ".join(document.quote(span).split()), span)


def _first_box(paragraph: Paragraph) -> Paragraph:
    """A checked item up to the next box of its row."""
    box = _BOX.search(paragraph.text) if paragraph.mark is Mark.CHECKED else None
    if box is None or box.start() == 0:
        return paragraph
    body = Span(paragraph.body.start, paragraph.body.start + box.start())
    return replace(paragraph, text=paragraph.text[: box.start()], body=body)
