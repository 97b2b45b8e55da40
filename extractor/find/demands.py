"""What a paper asks for, split into its items: the demands of face and attachments.

Paragraphs go through a small state: a sentence that ends in a colon and asks opens a
list; its items are demands; headings switch between parts that ask and parts that do
not; sentences outside lists are demands where they ask for a thing themselves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import Document
from extractor.facts import Demand, corners
from extractor.find.identifiers import identifiers_in
from extractor.find.paragraphs import Mark, Paragraph, paragraphs
from extractor.find.stated import Periods, periods
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.categories import asks_for_data, asks_narrowly, kinds_named
from extractor.taxonomy.wording import wording

_SENTENCE = re.compile(r"[^.;:!?]*(?:[.;:!?](?!\s|$)[^.;:!?]*)*(?:[.;:!?]+|$)")
_ABBREVIATION = re.compile(
    r"\b(?:U\.S|No|Inc|Mr|Ms|St|v|vs|Fed|Crim|Civ|P|R|Co|Cr|a\.m|p\.m|[A-Z])\.$"
)

_TELLING = 8
# These marks ask by themselves, in a list or not.
_ASKING = (Mark.REQUEST, Mark.CHECKED)


@dataclass(frozen=True, slots=True)
class Ask:
    """A text that may be a demand, and the text that led to it."""

    text: str
    span: Span
    lead: Paragraph | None = None


@dataclass(slots=True)
class _State:
    """Where the reading of the paragraphs stands."""

    lead: Paragraph | None = None
    silent: bool = False
    asking: bool = False
    found: list[Ask] = field(default_factory=list)


def sentences(paragraph: Paragraph, document: Document) -> Iterator[Ask]:
    """The sentences of a paragraph with their spans in the document."""
    text = document.quote(paragraph.body)
    start = 0
    for match in _SENTENCE.finditer(text):
        part = text[start : match.end()]
        if _ABBREVIATION.search(part) or not part.strip():
            continue
        low = start + len(part) - len(part.lstrip())
        span = Span(paragraph.body.start + low, paragraph.body.start + match.end())
        yield Ask(" ".join(part.split()), span)
        start = match.end()


def _besides(text: str) -> bool:
    """True for what papers say besides asking: warnings, certificates, contacts."""
    said = wording("besides").search(text)
    return bool(said) and not wording("asks_still").search(text)


def _names_thing(text: str) -> bool:
    return bool(wording("things").search(text)) or asks_for_data(text)


def _asks(text: str) -> bool:
    return bool(wording("asks").search(text)) and not _besides(text)


def _opens(text: str, *, marked: bool = False) -> bool:
    """True for "produce the following:" and for items that have items of their own."""
    if not wording("opens").search(text):
        return False
    if marked or wording("asks").search(text):
        return True
    leads = wording("leads").search(text)
    return bool(leads) and _names_thing(text) and not _besides(text)


def _heading(state: _State, paragraph: Paragraph) -> bool:
    """Follow a heading; True when the paragraph was one."""
    text = paragraph.text
    sealed = " to be " in text.casefold() and text[-1:] not in ".;,:"
    if len(text) > 110 or (_is_item(state, paragraph) and not sealed):
        return False
    if wording("other_headings").match(text) and not wording("asks").match(text):
        state.silent, state.asking, state.lead = True, False, None
        return True
    if wording("asking_headings").match(text) and not text.rstrip().endswith("."):
        state.silent, state.asking, state.lead = False, True, None
        return True
    return False


def _is_item(state: _State, paragraph: Paragraph) -> bool:
    """True for an item of the open list that asks for a thing."""
    in_list = state.lead is not None and paragraph.mark is not Mark.NONE
    return in_list and _names_thing(paragraph.text) and not paragraph.is_heading


def _own_words(paragraph: Paragraph, document: Document) -> Ask | None:
    """An item up to the sentence that speaks of other things."""
    kept: list[Ask] = []
    for ask in sentences(paragraph, document):
        if _besides(ask.text) or (kept and wording("asks_still").search(ask.text)):
            break
        kept.append(ask)
    if not kept:
        return None
    span = Span(kept[0].span.start, kept[-1].span.end)
    text = " ".join(document.quote(span).split())
    return Ask(text, span)


def _item(state: _State, paragraph: Paragraph, document: Document) -> None:
    """An item of a list: a demand, or the head of a list below it."""
    ask = _own_words(paragraph, document)
    if ask is None:
        return
    state.found.append(Ask(ask.text, ask.span, state.lead))
    if _opens(paragraph.text, marked=True):
        state.lead = paragraph


def _prose(state: _State, paragraph: Paragraph, document: Document) -> None:
    """A paragraph outside of lists: each sentence that asks for a thing."""
    led = False
    for ask in sentences(paragraph, document):
        if led and _names_thing(ask.text) and not _besides(ask.text):
            state.found.append(Ask(ask.text, ask.span, paragraph))
        elif any(c.isalpha() for c in ask.text):
            _sentence(state, ask)
            led = _leads_on(ask.text)
    if led:
        state.lead = paragraph


def _leads_on(text: str) -> bool:
    """True for a command that breaks off before it says what it wants."""
    if _opens(text):
        return not _is_see(text)
    return _asks(text) and not _names_thing(text) and text[-1:] not in ".!?"


def _sentence(state: _State, ask: Ask) -> None:
    """A sentence by itself: a demand where it asks for a thing and says which."""
    data = asks_for_data(ask.text)
    says = data or (len(ask.text.split()) >= _TELLING and not ask.text.isupper())
    asks = _asks(ask.text) or (state.asking and data and not _besides(ask.text))
    pointless = _is_see(ask.text) or _only_appears(ask.text)
    if asks and says and _names_thing(ask.text) and not pointless:
        state.found.append(ask)


def _is_see(text: str) -> bool:
    """True when a sentence only points to an attachment."""
    return bool(wording("points_to").search(text))


def _lead(state: _State, paragraph: Paragraph, document: Document) -> None:
    """A paragraph that opens a list; what it asks for itself counts too."""
    state.lead = paragraph
    asks = list(sentences(paragraph, document))
    if asks and _names_thing(asks[-1].text) and not _is_see(asks[-1].text):
        state.found.append(Ask(asks[-1].text, asks[-1].span, None))


def _step(state: _State, paragraph: Paragraph, document: Document) -> None:
    if _heading(state, paragraph) or paragraph.mark is Mark.UNCHECKED:
        return
    if state.silent and not wording("asks_still").search(paragraph.text):
        return
    state.silent = False
    listed = state.lead is not None or state.asking
    if _opens(paragraph.text) and paragraph.mark is Mark.NONE:
        _lead(state, paragraph, document)
    elif paragraph.mark in _ASKING or (paragraph.mark is not Mark.NONE and listed):
        _item(state, paragraph, document)
    elif state.lead is not None:
        _continue(state, paragraph, document)
    else:
        _prose(state, paragraph, document)


def _continue(state: _State, paragraph: Paragraph, document: Document) -> None:
    """Unmarked text of an open list: demands until the paper speaks of other things."""
    for ask in sentences(paragraph, document):
        if _besides(ask.text):
            state.lead = None
        if state.lead is None or paragraph.is_heading:
            _sentence(state, ask)
        elif _names_thing(ask.text):
            state.found.append(Ask(ask.text, ask.span, state.lead))


def _read(document: Document) -> list[Ask]:
    state = _State()
    for paragraph in paragraphs(document):
        _step(state, paragraph, document)
    return _settled(state.found)


def _says_more(text: str) -> bool:
    """True for a lead that names data itself, beyond a command to appear."""
    return asks_narrowly(text) and not _only_appears(text)


def _only_appears(text: str) -> bool:
    """True for a text that wants a witness and nothing else."""
    return {n.category.id for n in kinds_named(text)} == {"testimony"}


def _settled(found: Sequence[Ask]) -> list[Ask]:
    """Leads fall away where their items say it all, items where they name no thing."""
    items = [a for a in found if a.lead and _names_thing(a.text)]
    led = {a.lead.span for a in items if a.lead}
    kept: list[Ask] = []
    for i, ask in enumerate(found):
        is_lead = any(s.start <= ask.span.start < s.end for s in led)
        is_lead |= ask.text.endswith(":") and i + 1 < len(found)
        if not _names_thing(ask.text) or (is_lead and not _says_more(ask.text)):
            continue
        kept.append(ask)
    return kept


def _appearance(document: Document) -> Iterator[Ask]:
    """The command to appear, unless the paper says that records will do."""
    if wording("excused").search(" ".join(document.text.split())):
        return
    for paragraph in paragraphs(document):
        for ask in sentences(paragraph, document):
            wanted = {n.category.id for n in kinds_named(ask.text)}
            if wording("appearance").search(ask.text) and "testimony" in wanted:
                yield ask
                return


def _demand(document: Document, number: int, ask: Ask, stated: Periods) -> Demand:
    box = document.boxes(ask.span)
    first = [b for b in box if b.page == box[0].page]
    around = first[0]
    for other in first[1:]:
        around = around.union(other)
    return Demand(
        id=f"d{number}",
        page=around.page,
        box=corners(around),
        text=ask.text,
        categories=(),
        date_range=stated.of(document, *_spans(ask)),
        identifiers=identifiers_in(document, ask.span),
        lead_in=ask.lead.text if ask.lead else "",
    )


def _spans(ask: Ask) -> tuple[Span, ...]:
    """Where a demand's period may stand: in itself, else in its lead."""
    return (ask.span, ask.lead.span) if ask.lead else (ask.span,)


def find_demands(scope: Scope) -> tuple[Demand, ...]:
    """Everything the instrument and its attachments ask for, in reading order."""
    document = scope.demanding
    stated = periods(scope)
    asks = [*_read(document), *_appearance(document)]
    asks = sorted({a.span: a for a in reversed(asks)}.values(), key=lambda a: a.span)
    return tuple(
        _demand(document, i + 1, ask, stated)
        for i, ask in enumerate(a for a in asks if document.boxes(a.span))
    )
