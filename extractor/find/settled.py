"""Texts that may be demands go in; those that are come out: no leads, no titles."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.find.asking import lead_says_more, names_thing, says
from extractor.find.sentences import Ask
from extractor.taxonomy.categories import asks_for_data, asks_narrowly, kinds_named

# A title before a list has so many words at most.
_WORDS_OF_A_TITLE = 10
_FEWEST_ITEMS = 2
# Items behind these words are but examples of what the lead asks.
_OPEN_ENDED = re.compile(r"\b(?:includ\w+|such as|among others|e\.g)\b", re.IGNORECASE)
_TAIL = 40


def settled(found: Sequence[Ask]) -> list[Ask]:
    """Leads fall away where their items say it all, items where they name no thing."""
    things = _lists_of_things(found)
    items = [a for a in found if a.lead and _is_thing(a, things)]
    kept: list[Ask] = []
    for i, ask in enumerate(found):
        below = _below(ask, items)
        formal = says("form_words", ask.text) or i + 1 < len(found)
        is_lead = bool(below) or (ask.text.endswith(":") and formal)
        says_more = lead_says_more(ask.text) and not _is_said_below(ask, below)
        if _is_thing(ask, things) and (not is_lead or says_more):
            kept.append(ask)
    plain = any(asks_narrowly(ask.text) for ask in kept)
    return [a for a in kept if a.listed or asks_for_data(a.text) or not plain]


def _below(ask: Ask, items: Iterable[Ask]) -> list[Ask]:
    """The items of the list that a text leads."""
    at = ask.span.start
    return [a for a in items if a.lead and a.lead.span.start <= at < a.lead.span.end]


def _is_said_below(lead: Ask, below: Sequence[Ask]) -> bool:
    """True for a title of a list, and a lead whose kinds of data its items name."""
    if lead.text[-1:] in ".;?!" or len(below) < _FEWEST_ITEMS:
        return False
    if _OPEN_ENDED.search(lead.text[-_TAIL:]):
        return False
    if lead.listed and len(lead.text.split()) <= _WORDS_OF_A_TITLE:
        return True
    return _kinds([lead]) <= _kinds(below)


def _kinds(asks: Iterable[Ask]) -> set[str]:
    return {named.category.id for ask in asks for named in kinds_named(ask.text)}


def _lists_of_things(found: Sequence[Ask]) -> frozenset[int]:
    """The lists in which at least every second item names a thing: all do, then."""
    every = Counter(a.listed for a in found if a.listed)
    named = Counter(a.listed for a in found if a.listed and names_thing(a.text))
    return frozenset(number for number in every if 2 * named[number] >= every[number])


def _is_thing(ask: Ask, things: frozenset[int]) -> bool:
    spoken = any(len(word) > 3 and word.isalpha() for word in ask.text.split())
    return names_thing(ask.text) or (ask.listed in things and spoken)
