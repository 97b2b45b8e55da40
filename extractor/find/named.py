"""Every name that a paper may command, plainly or not, with what a model weighs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.document import Document
from extractor.find.addressee import plain, recipient_spans
from extractor.find.choice import Nominee
from extractor.find.recipient import (
    Named,
    addressed,
    is_name,
    is_office,
    name_ends,
    tidy,
)
from extractor.find.standing import Sheet, sheet_of, standing, top_of
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.recipients import companies, company

_MOST = 160
_TOP_LINES = 60
_WORDS = 12
_SHORTEST, _LONGEST = 3, 110
_LABELLED = re.compile(r"^\W{0,3}[^\W\d][^:\n]{1,50}?\s?:\s*(?P<value>\S[^\n]*)$")
_FEW = 4


@dataclass(frozen=True)
class _View:
    """A part of the packet, its names, and where its addressee stands."""

    kind: str
    sheet: Sheet
    names: tuple[Named, ...]
    blocks: tuple[Span, ...]


def nominees(scope: Scope) -> tuple[Nominee, ...]:
    """The names on the face, its attachments and its letter, in that order."""
    views = tuple(_views(scope))
    times = Counter(_key(named.value) for view in views for named in view.names)
    first = _key(_worded(views))
    return tuple(
        _nominee(view, named, times, first) for view in views for named in view.names
    )


def _views(scope: Scope) -> Iterator[_View]:
    of_kind = (("face", scope.face), ("rider", scope.rider), ("letter", scope.covering))
    for kind, whole in of_kind:
        document = top_of(whole)
        if document.words:
            blocks = recipient_spans(document)
            yield _View(kind, sheet_of(document), names(document), blocks)


def _worded(views: Sequence[_View]) -> str:
    """The name our own wording would choose."""
    found = (n.value for view in views for n in addressed(view.sheet.document))
    return next((value for value in found if not is_office(value)), "")


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def names(document: Document) -> tuple[Named, ...]:
    """Names of a document, each place once; what our wording names comes first."""
    kept: dict[tuple[int, str], Named] = {}
    said = tuple(addressed(document))
    for named in islice((*said, *_free(document)), 4 * _MOST):
        kept.setdefault((named.span.start, _key(named.value)), named)
    return tuple(sorted(islice(kept.values(), _MOST), key=lambda n: n.span))


def _free(document: Document) -> Iterator[Named]:
    """Names that no wording announces."""
    printed = lines(document.words)
    yield from _labels(printed)
    yield from _short_lines(printed[:_TOP_LINES])
    yield from _companies(document)


def _labels(printed: Sequence[Line]) -> Iterator[Named]:
    """What stands behind a colon."""
    for line in printed:
        found = _LABELLED.match(line.text)
        if found:
            start = line.span.start + found.start("value")
            yield from _named(found["value"], Span(start, line.span.end))


def _short_lines(printed: Sequence[Line]) -> Iterator[Named]:
    """Lines of few words, most of them capitalised, and what such a line opens with."""
    for line in printed:
        words = [w.text for w in line.words if w.text[:1].isalpha()]
        capital = sum(w[0].isupper() for w in words)
        if words and len(line.words) <= _WORDS and 2 * capital > len(words):
            yield from _named(line.text, line.span)


def _named(text: str, span: Span) -> Iterator[Named]:
    value = tidy(text[: name_ends(text)])
    if _SHORTEST <= len(value) <= _LONGEST and is_name(value):
        yield Named(
            value, Span(span.start, min(span.start + len(value), span.end)), 0.0
        )


def _companies(document: Document) -> Iterator[Named]:
    """Companies by their legal form, domain or fame, wherever they stand."""
    for found in islice(companies().finditer(plain(document.text)), _MOST):
        span = Span(*found.span("name"))
        value = tidy(document.quote(span))
        if is_name(value):
            yield Named(value, span, 0.0)


def _nominee(view: _View, named: Named, times: Counter[str], first: str) -> Nominee:
    grams = (
        f"s {view.kind}",
        *standing(view.sheet, named.span),
        *_kind(named),
        *_counts(named, times),
    )
    said = tuple(_said(view, named, first))
    return Nominee(named.value, named.span, view.sheet.document, grams, said)


def _said(view: _View, named: Named, first: str) -> Iterator[str]:
    """What our own wording makes of a name."""
    key = _key(named.value)
    if named.sure:
        yield f"k sure {named.sure:.2f}"
    if first and (first in key or key in first):
        yield "k first"
    if any(block.start <= named.span.start < block.end for block in view.blocks):
        yield "k block"


def _kind(named: Named) -> Iterator[str]:
    """What sort of name it is."""
    value = named.value
    full = company().match(plain(value))
    formed = bool(full)
    whole = bool(full and full.end() >= len(value) - 1)
    sort = "whole company" if whole else "company" if formed else "other"
    sort = "office" if is_office(value) else sort
    yield f"f {sort}"
    yield f"f {'upper' if value.isupper() else 'mixed'}"
    yield f"f words {min(len(value.split()), 7)}"
    if "@" in value:
        yield "f mail"
    if any(c.isdigit() for c in value):
        yield "f digit"
    if "," in value:
        yield "f comma"
    small = _key(value).split()
    if not whole:
        yield from (f"n {t}" for t in small)
        yield f"n1 {small[0] if small else ''}"


def _counts(named: Named, times: Counter[str]) -> Iterator[str]:
    """How often it is named, and whether more than all others."""
    again = times[_key(named.value)]
    yield f"t {min(again, _FEW)}"
    if again == max(times.values()) and again > 1:
        yield "t most"
