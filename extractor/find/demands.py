"""What a paper asks for, split into its items: the demands of face and attachments.

Paragraphs go through a small state: a sentence that ends in a colon and asks opens a
list; its items are demands; headings switch between parts that ask and parts that do
not; sentences outside lists are demands where they ask for a thing themselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.document import Document
from extractor.facts import Demand, corners
from extractor.find.appearance import find_appearance
from extractor.find.asking import (
    announces_facts,
    asks,
    breaks_off,
    heading_kind,
    is_attachment_title,
    is_caption,
    is_demand,
    is_label,
    leads_on,
    names_thing,
    only_whose,
    opens,
    points_elsewhere,
    says,
    says_more,
    speaks_besides,
    tells,
)
from extractor.find.identifiers import identifiers_in
from extractor.find.listed import (
    LOOKAHEAD,
    heads_data,
    is_title,
    lists_data,
    names_targets,
)
from extractor.find.objects import objects
from extractor.find.own_words import own_words
from extractor.find.paragraphs import Mark, Paragraph, paragraphs
from extractor.find.sentences import Ask, sentences
from extractor.find.settled import settled
from extractor.find.stated import Periods, periods
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.categories import asks_for_data

_ASKING = (Mark.REQUEST, Mark.CHECKED)  # these ask by themselves, in a list or not
_LABEL = re.compile(r"[\w '’()/#.-]{2,40}:\s*\S")
_TARGET = re.compile(
    r"\W*(?:(?:target|subject)\b[\w ]{0,20}|accounts?|subscribers?|customers?|users?)"
    r"[\w ]{0,15}:\s*\S",
    re.IGNORECASE,
)
# Words beside an identifier that say no more than whose it is.
_WORDS_OF_A_LABEL = 8


@dataclass(slots=True)
class _State:
    """Where the reading of the paragraphs stands; lists are counted from 1."""

    lead: Paragraph | None = None
    silent: bool = False
    asking: bool = False
    section: Mark = Mark.NONE
    lists: int = 1
    found: list[Ask] = field(default_factory=list)

    def turn(self, *, asking: bool) -> None:
        """Enter a part that asks, or one that does not."""
        self.silent, self.asking, self.lead = not asking, asking, None
        self.lists += 1

    def end_silence(self) -> None:
        """Enter a part that says of itself neither."""
        if self.silent:
            self.turn(asking=False)
            self.silent = False

    def open(self, lead: Paragraph) -> None:
        """Open a list."""
        self.lead = lead
        self.lists += 1


def _heading(state: _State, paragraph: Paragraph) -> bool:
    """Follow a heading; True when the paragraph was one."""
    text = paragraph.text
    sealed = " to be " in text.casefold() and text[-1:] not in ".;,:"
    kind = "" if _is_item(state, paragraph) and not sealed else heading_kind(text)
    if kind == "part" or (not kind and _is_next_section(state, paragraph)):
        state.end_silence()
        return False
    leads = opens(text) and asks(text)
    if kind == "other" and _TARGET.match(text) and (leads or text.endswith(".")):
        # A label with its entry on the line says nothing of what stands below.
        state.lead = None
        return not leads
    if kind:
        state.turn(asking=kind == "asking")
        state.section = paragraph.mark
    return bool(kind) and not (kind == "asking" and is_label(text))


def _is_next_section(state: _State, paragraph: Paragraph) -> bool:
    """True for "II. Information" below "I. Definitions"."""
    numbered = paragraph.mark is not Mark.NONE and paragraph.mark is state.section
    return state.silent and numbered and paragraph.is_heading


def _is_item(state: _State, paragraph: Paragraph) -> bool:
    """True for an item of the open list that asks for a thing."""
    in_list = state.lead is not None and paragraph.mark is not Mark.NONE
    return in_list and names_thing(paragraph.text) and not paragraph.is_heading


def _item(
    state: _State, paragraph: Paragraph, below: Sequence[Paragraph], document: Document
) -> None:
    """An item of a list: a demand, or the head of a list below it."""
    ask = own_words(paragraph, document)
    if ask is None or (points_elsewhere(ask.text) and not says_more(ask.text)):
        return
    if tells(ask.text) and not asks(ask.text):
        return
    if not _only_names_target(ask, document):
        state.found.append(Ask(ask.text, ask.span, state.lead, state.lists))
    if opens(paragraph.text, marked=True) and not _has_sibling(paragraph, below):
        state.lead = paragraph


def _has_sibling(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True for an item that names data by itself, the next item of its list below."""
    alike = bool(below) and below[0].mark is paragraph.mark
    return alike and not asks(paragraph.text) and asks_for_data(paragraph.text)


def _only_names_target(ask: Ask, document: Document) -> bool:
    """True for an item that says whose data is asked and nothing of which."""
    if only_whose(ask.text):
        return True
    short = len(ask.text.split()) <= _WORDS_OF_A_LABEL
    if not short or asks(ask.text) or not identifiers_in(document, ask.span):
        return False
    return bool(_LABEL.match(ask.text)) or not asks_for_data(ask.text)


def _prose(state: _State, paragraph: Paragraph, document: Document) -> None:
    """A paragraph outside of lists: each sentence that asks for a thing."""
    led = before = runs_on = False
    for ask in sentences(paragraph, document):
        if led and names_thing(ask.text) and not speaks_besides(ask.text):
            state.found.append(Ask(ask.text, ask.span, paragraph))
        elif any(c.isalpha() for c in ask.text):
            going = before and (runs_on or says("goes_on", ask.text))
            before = _sentence(state, ask, asked=going)
            runs_on = ask.text.endswith(";")
            led = leads_on(ask.text)
    if led:
        state.open(paragraph)


def _sentence(state: _State, ask: Ask, *, asked: bool = False) -> bool:
    """A sentence by itself; `asked`: one that went before asks for this too."""
    if is_demand(ask.text, asked=asked or state.asking):
        state.found.append(ask)
        return True
    return False


def _lead(state: _State, paragraph: Paragraph, document: Document) -> None:
    """A paragraph that opens a list; what it asks for itself counts too."""
    state.open(paragraph)
    parts = list(sentences(paragraph, document))
    if parts and names_thing(parts[-1].text) and not points_elsewhere(parts[-1].text):
        state.found.append(Ask(parts[-1].text, parts[-1].span, None))


def _is_passed(state: _State, paragraph: Paragraph) -> bool:
    """True for paragraphs that ask nothing, whatever they name."""
    commands = says("asks_still", paragraph.text)
    if state.found and says("narrows", paragraph.text) and not commands:
        state.turn(asking=False)
    return paragraph.mark is Mark.UNCHECKED or (state.silent and not commands)


def _step(
    state: _State, paragraph: Paragraph, below: Sequence[Paragraph], document: Document
) -> None:
    if _heading(state, paragraph) or _is_passed(state, paragraph):
        return
    state.silent = announces_facts(paragraph.text)
    listed = state.lead is not None or state.asking
    if state.silent or is_attachment_title(paragraph.text):
        state.lead = None
    elif listed and is_title(paragraph, below):
        state.lists += 1
    elif state.asking and heads_data(paragraph, below):
        state.open(paragraph)
    elif paragraph.mark is Mark.NONE and _opens(paragraph, below):
        _lead(state, paragraph, document)
    elif paragraph.mark in _ASKING or (paragraph.mark is not Mark.NONE and listed):
        _item(state, paragraph, below, document)
    elif state.lead is not None:
        _continue(state, paragraph, document)
    else:
        _prose(state, paragraph, document)


def _opens(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """True before a list of what is asked, by the words of the lead or of the items."""
    if lists_data(paragraph, below):
        return True
    if names_targets(paragraph) or says("offences_follow", paragraph.text):
        return False
    marked = bool(below) and below[0].mark is not Mark.NONE
    return opens(paragraph.text) or (marked and breaks_off(paragraph.text))


def _continue(state: _State, paragraph: Paragraph, document: Document) -> None:
    """Unmarked text of an open list: demands until the paper speaks of other things."""
    for ask in sentences(paragraph, document):
        if speaks_besides(ask.text):
            state.lead = None
        if state.lead is None or paragraph.is_heading:
            _sentence(state, ask)
        elif _is_item_of(ask, document):
            state.found.append(Ask(ask.text, ask.span, state.lead))


def _is_item_of(ask: Ask, document: Document) -> bool:
    """True for what an open list goes on with: a thing, no statement, no target."""
    told = (tells(ask.text) and not asks(ask.text)) or is_caption(ask.text)
    points = points_elsewhere(ask.text) and not says_more(ask.text)
    silent = told or points or _only_names_target(ask, document)
    return names_thing(ask.text) and not silent


def _read(document: Document) -> list[Ask]:
    state = _State()
    printed = list(paragraphs(document))
    for i, paragraph in enumerate(printed):
        _step(state, paragraph, printed[i + 1 : i + 1 + LOOKAHEAD], document)
    return [thing for ask in settled(state.found) for thing in objects(ask, document)]


def _demand(document: Document, name: str, ask: Ask, stated: Periods) -> Demand:
    box = document.boxes(ask.span)
    first = [b for b in box if b.page == box[0].page]
    around = first[0]
    for other in first[1:]:
        around = around.union(other)
    return Demand(
        id=name,
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


def read_asks(scope: Scope) -> tuple[Ask, ...]:
    """All texts of the instrument and its attachments that ask, in reading order."""
    document = scope.demanding
    read = _read(document)
    found = [*read, *find_appearance(scope, read)]
    once = {ask.span: ask for ask in reversed(found)}
    ordered = sorted(once.values(), key=lambda ask: ask.span)
    return tuple(ask for ask in ordered if document.boxes(ask.span))


def as_demands(
    scope: Scope, asks: Iterable[Ask], prefix: str = "d"
) -> tuple[Demand, ...]:
    """Texts as demands, each with its place, its period and its identifiers."""
    stated = periods(scope)
    return tuple(
        _demand(scope.demanding, f"{prefix}{i + 1}", ask, stated)
        for i, ask in enumerate(asks)
    )


def find_demands(scope: Scope) -> tuple[Demand, ...]:
    """Everything the instrument and its attachments ask for, in reading order."""
    return as_demands(scope, read_asks(scope))
