"""A list of what is asked, told by its items where its lead has no verb that asks."""

from collections.abc import Sequence
from itertools import takewhile

from extractor.find.asking import says, speaks_besides, tells
from extractor.find.paragraphs import Mark, Paragraph
from extractor.taxonomy.categories import asks_for_data

LOOKAHEAD = 12
_FEWEST = 2
# How much of a lead's end says what it leads to.
_TAIL = 80
_SECTIONS = (Mark.DIGIT, Mark.ROMAN, Mark.LETTER)
# Prose, not the rest of a title, has so many words.
_SENTENCE = 10


def lists_data(lead: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True for a lead with a colon whose items, two in three, plainly name data."""
    tail = lead.text.rstrip()[-_TAIL:]
    if not tail.endswith(":") or speaks_besides(tail):
        return False
    return _name_data(below)


def heads_data(title: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True for "F.2 Subscriber data": a title whose items plainly name data."""
    plain = title.mark is Mark.NONE and title.is_heading
    return plain and not speaks_besides(title.text) and _name_data(below)


def _name_data(below: Sequence[Paragraph]) -> bool:
    items = list(takewhile(lambda p: p.mark is not Mark.NONE, below))
    named = sum(_names_data(item.text) for item in items)
    return named >= _FEWEST and 3 * named >= 2 * len(items)


def _names_data(text: str) -> bool:
    return asks_for_data(text) and not tells(text) and not speaks_besides(text)


def names_targets(lead: Paragraph) -> bool:
    """True for "for the following accounts:": whose data, not which."""
    return says("targets", lead.text)


def is_title(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True for "I. Items Subject to Search": no data, but a text or list of its own."""
    marked = paragraph.mark in _SECTIONS
    short = (
        len(paragraph.text.split()) <= _SENTENCE and paragraph.text[-1:] not in ".;,"
    )
    if not (marked and short and below) or asks_for_data(paragraph.text):
        return False
    first, *others = below
    if not paragraph.is_heading or first.mark is not Mark.NONE:
        return first.mark in _SECTIONS and first.mark is not paragraph.mark
    goes_on = any(other.mark is paragraph.mark for other in others)
    return goes_on and len(first.text.split()) >= _SENTENCE
