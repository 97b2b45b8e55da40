"""Sentences that no rule took for a demand: a learned model may know better."""

import re
from collections.abc import Iterable, Iterator

from extractor.find.asking import (
    heading_kind,
    only_whose,
    says,
    speaks_besides,
)
from extractor.find.paragraphs import Mark, Paragraph, paragraphs
from extractor.find.sentences import Ask, sentences
from extractor.geometry import Span
from extractor.packet import Scope

FEWEST_WORDS = 4
MOST_WORDS = 160
MOST_UNCLAIMED = 400
# So near below a lead stands the first of its items.
_NEAR = 40
# A line ruled below a table's head; crosses in its columns do ask.
_RULED = re.compile(r"[-_=]{5,}(?!.*\b[xX]\s.*\b[xX]\b)")


def unclaimed(scope: Scope, claimed: Iterable[Ask]) -> tuple[Ask, ...]:
    """Sentences of the instrument and its attachments outside all its demands."""
    document = scope.demanding
    taken = sorted(ask.span for ask in claimed)
    found: list[Ask] = []
    for paragraph in _speaking(paragraphs(document)):
        found += (
            ask
            for ask in sentences(paragraph, document)
            if not _is_claimed(ask, taken) and _may_ask(ask.text)
        )
    return tuple(found[:MOST_UNCLAIMED])


def _is_claimed(ask: Ask, taken: Iterable[Span]) -> bool:
    """True for a text within a demand, and for the lead of one."""
    leads = ask.text.endswith(":") and not says("appearance", ask.text)
    leads_to = ask.span.end + (_NEAR if leads else 0)
    return any(t.start < leads_to and ask.span.start < t.end for t in taken)


def _may_ask(text: str) -> bool:
    """True for a sentence of some length that does not plainly say other things."""
    if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS or _RULED.search(text):
        return False
    return not (only_whose(text) or speaks_besides(text))


def _speaking(printed: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs but for boxes left empty and what headings set apart as not asking."""
    silent = False
    for paragraph in printed:
        kind = heading_kind(paragraph.text)
        silent = kind == "other" if kind else silent
        if not (silent or paragraph.is_heading or paragraph.mark is Mark.UNCHECKED):
            yield paragraph
