"""Sentences that no rule took for a demand: a learned model may know better."""

from collections.abc import Iterable, Iterator

from extractor.find.asking import heading_kind
from extractor.find.paragraphs import Mark, Paragraph, paragraphs
from extractor.find.sentences import Ask, sentences
from extractor.packet import Scope

FEWEST_WORDS = 4
MOST_WORDS = 160
MOST_UNCLAIMED = 400


def unclaimed(scope: Scope, claimed: Iterable[Ask]) -> tuple[Ask, ...]:
    """Sentences of the instrument and its attachments outside all its demands."""
    document = scope.demanding
    taken = sorted(ask.span for ask in claimed)
    found: list[Ask] = []
    for paragraph in _speaking(paragraphs(document)):
        for ask in sentences(paragraph, document):
            inside = any(
                t.start < ask.span.end and ask.span.start < t.end for t in taken
            )
            if not inside and FEWEST_WORDS <= len(ask.text.split()) <= MOST_WORDS:
                found.append(ask)
    return tuple(found[:MOST_UNCLAIMED])


def _speaking(printed: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs but for boxes left empty and what headings set apart as not asking."""
    silent = False
    for paragraph in printed:
        kind = heading_kind(paragraph.text)
        silent = kind == "other" if kind else silent
        if not (silent or paragraph.is_heading or paragraph.mark is Mark.UNCHECKED):
            yield paragraph
