"""A command in one sentence goes in; what it wants comes out, the command as its lead.

"You are directed to send us the card used and to preserve the orders" wants two things:
"the card used" and "preserve the orders".
"""

import re
from collections.abc import Iterator

from extractor.document import Document
from extractor.find.asking import names_thing
from extractor.find.paragraphs import Mark, Paragraph
from extractor.find.sentences import Ask
from extractor.geometry import Span
from extractor.taxonomy.mending import printed
from extractor.taxonomy.wording import wording

_FEWEST_WORDS = 2
# A place or a day that the command still adds is no thing.
_ADDED = re.compile(
    r"(?:and|at|by|for|from|in|no|not|on|or|to|within)\b", re.IGNORECASE
)


def objects(ask: Ask, document: Document) -> tuple[Ask, ...]:
    """The things a sentence asks for, each by itself; items of a list stay."""
    if ask.lead or ask.listed:
        return (ask,)
    text = printed(ask.text)
    head = wording("command_head").match(text)
    if head is None or not _is_object(text[head.end() :]):
        return (ask,)
    lead = _lead(_part(ask, document, 0, _words(text[: head.end()])))
    bounds = tuple(_bounds(text, head.end()))
    return tuple(_part(ask, document, *bound, lead=lead) for bound in bounds)


def _is_object(text: str) -> bool:
    long = len(text.split()) >= _FEWEST_WORDS
    return long and not _ADDED.match(text) and names_thing(text)


def _bounds(text: str, start: int) -> Iterator[tuple[int, int]]:
    """From which to which word each thing reaches."""
    for further in wording("command_further").finditer(text, start):
        if _is_object(text[further.end() :]):
            yield _words(text[:start]), _words(text[: further.start()])
            start = further.end()
    yield _words(text[:start]), _words(text)


def _words(text: str) -> int:
    return len(text.split())


def _part(
    ask: Ask, document: Document, first: int, end: int, lead: Paragraph | None = None
) -> Ask:
    """Some words of a text: mending letters moves places but never adds a word."""
    words = tuple(re.finditer(r"\S+", document.quote(ask.span)))[first:end]
    start = ask.span.start
    span = Span(start + words[0].start(), start + words[-1].end())
    return Ask(" ".join(word.group() for word in words), span, lead)


def _lead(head: Ask) -> Paragraph:
    return Paragraph(head.text, head.span, head.span, Mark.NONE)
