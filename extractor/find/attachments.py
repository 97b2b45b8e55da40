"""Attachments that a paper cites, and those whose titles stand at the top of a page."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.facts import Field, field_at
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.wording import wording

SOURCE = "rule:attachments"
_FILE = "contact_wording.yaml"
_TITLE_LINES = 6
_BODY_LINES = 2


def name_of(printed: str) -> str:
    """One form for "ATTACHMENT  “A”" and "Attachments A": Attachment A."""
    kind, *rest = re.sub(r"[\"“”]", "", printed).split()
    number = "" if not rest or rest[0].lower() == "to" else rest[0].upper()
    return f"{kind.title().removesuffix('s')} {number}".strip()


def _cited(document: Document) -> Iterator[tuple[str, Span]]:
    text = document.text
    for found in wording("referenced", _FILE).finditer(text):
        if _is_elsewhere(text, found):
            continue
        name = name_of(found["name"])
        yield name, Span(*found.span("name"))
        yield from _further(text, name.split()[0], found.end())
    for found in wording("referenced_plain", _FILE).finditer(text):
        if _is_elsewhere(text, found):
            continue
        if not re.match(r"\s+[\"“]?(?:[A-Z]|\d{1,2})\b", text[found.end() :]):
            yield name_of(found["name"]), Span(*found.span("name"))


def _is_elsewhere(text: str, found: re.Match[str]) -> bool:
    """True for a statute's own schedule, a party's name, or a box nobody ticked."""
    after = text[found.end() : found.end() + 120]
    before = text[max(found.start() - 90, 0) : found.start()]
    return bool(
        re.match(wording("elsewhere", _FILE).pattern, after, re.IGNORECASE)
        or wording("of_statute", _FILE).search(before)
        or wording("of_parties", _FILE).search(before)
        or wording("unticked", _FILE).search(before)
    )


def _further(text: str, kind: str, end: int) -> Iterator[tuple[str, Span]]:
    """The B of "Attachments A and B"."""
    more = re.compile(wording("more", _FILE).pattern).match(text[end : end + 12])
    if more:
        yield f"{kind} {more['name']}", Span(end + more.start("name"), end + more.end())


def _titles(document: Document) -> Iterator[tuple[str, Span]]:
    for page in document.pages:
        printed = lines([w for w in document.words if w.box.page == page.number])
        top = tuple(_titles_in(printed[:_TITLE_LINES], "title"))
        yield from top
        # Below one attachment the next may begin; on a face it would be a citation.
        key = "title" if top else "title_below"
        yield from _titles_in(printed[_TITLE_LINES:-_BODY_LINES], key)


def _titles_in(printed: Sequence[Line], key: str) -> Iterator[tuple[str, Span]]:
    """Titles of attachments among some lines of a page."""
    for line in printed:
        found = wording(key, _FILE).match(line.text)
        if found and (line.text.isupper() or len(line.words) <= 4):
            yield name_of(found["name"]), line.span


def _fields(
    document: Document, found: Iterator[tuple[str, Span]], sure: float
) -> tuple[Field[str], ...]:
    first: dict[str, Span] = {}
    for name, span in found:
        first.setdefault(name, span)
    return tuple(field_at(document, n, s, SOURCE, sure) for n, s in first.items())


def find_referenced(scope: Scope) -> tuple[Field[str], ...]:
    """The attachments that the instrument itself incorporates."""
    titles = {span for _, span in _titles(scope.face)}
    cited = (
        (n, s)
        for n, s in _cited(scope.face)
        if not any(t.start <= s.start < t.end for t in titles)
    )
    return _fields(scope.face, cited, 0.85)


def find_present(scope: Scope) -> tuple[Field[str], ...]:
    """The attachments that are in the packet, by the titles of their pages."""
    return _fields(scope.whole, _titles(scope.whole), 0.9)
