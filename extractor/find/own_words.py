"""An item of a list goes in; out comes what it asks, without what is said besides."""

import re
from dataclasses import replace

from extractor.document import Document
from extractor.find.asking import names_thing, says, speaks_besides, tells
from extractor.find.paragraphs import Mark, Paragraph
from extractor.find.sentences import Ask, sentences
from extractor.geometry import Span

# A line that ends as no sentence goes on, and one that opens as a sentence does.
_NEXT_LINE = re.compile(
    r"(?<![,;:(/-])(?<!\b(?:and|the|for|all|any))(?<!\b(?:of|or|to|in|by|on|at))"
    r"\s*\n\s*(?=(?:[A-Z][a-z]+|I)\s+[a-z])"
)
_STOP = re.compile(r"\.(?=\s|$)")
_BOX = re.compile(r"\[\s?[xX✓]?\s?\]|[☐□☒☑]")


def own_words(paragraph: Paragraph, document: Document) -> Ask | None:
    """An item up to the sentence that speaks of other things."""
    kept: list[Ask] = []
    for ask in sentences(_closed(_first_box(paragraph), document), document):
        if speaks_besides(ask.text) or (kept and says("asks_still", ask.text)):
            break
        kept.append(ask)
    if not kept:
        return None
    span = Span(kept[0].span.start, kept[-1].span.end)
    return Ask(" ".join(document.quote(span).split()), span)


def _closed(paragraph: Paragraph, document: Document) -> Paragraph:
    """An item up to the line where a sentence of other things begins below it."""
    text = document.quote(paragraph.body)
    for line in _NEXT_LINE.finditer(text):
        end = _STOP.search(text, line.end())
        told = " ".join(text[line.end() : end.end() if end else len(text)].split())
        own = text[: line.start()]
        if names_thing(own) and (tells(told) or speaks_besides(told)):
            body = Span(paragraph.body.start, paragraph.body.start + line.start())
            return replace(paragraph, text=" ".join(own.split()), body=body)
    return paragraph


def _first_box(paragraph: Paragraph) -> Paragraph:
    """A checked item up to the next box of its row."""
    box = _BOX.search(paragraph.text) if paragraph.mark is Mark.CHECKED else None
    if box is None or box.start() == 0:
        return paragraph
    body = Span(paragraph.body.start, paragraph.body.start + box.start())
    return replace(paragraph, text=paragraph.text[: box.start()], body=body)
