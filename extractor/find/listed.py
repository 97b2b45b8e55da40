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


def lists_data(lead: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True for a lead with a colon whose items, two in three, plainly name data."""
    tail = lead.text.rstrip()[-_TAIL:]
    if not tail.endswith(":") or speaks_besides(tail):
        return False
    items = list(takewhile(lambda p: p.mark is not Mark.NONE, below))
    named = sum(_names_data(item.text) for item in items)
    return named >= _FEWEST and 3 * named >= 2 * len(items)


def _names_data(text: str) -> bool:
    return asks_for_data(text) and not tells(text) and not speaks_besides(text)


def names_targets(lead: Paragraph) -> bool:
    """True for "for the following accounts:": whose data, not which."""
    return says("targets", lead.text)
