"""Police and prosecutors of other countries, those of the letterhead first."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document, Word
from extractor.facts import Field, Place, field_at
from extractor.find.command import commands_of, has_commands, is_force
from extractor.geometry import Span
from extractor.taxonomy.agencies import wording
from extractor.taxonomy.countries import (
    cues_in,
    full_names,
    office_wording,
    offices_in,
    styled_offices_in,
    unplaced_in,
)
from extractor.taxonomy.jurisdictions import fold_word
from extractor.taxonomy.phrases import Hit

SOURCE = "rule:agency"
_FORCE = re.compile(
    r"\b(?P<place>(?:[A-Z][\w'-]{1,30} (?:(?:and|&) )?){1,3})"
    r"(?:Police|Constabulary)(?: (?:Service|Force|Agency|Station))?\b"
    r"(?! (?:Act|and Criminal|Powers|Constable|Officer|Inspector))"
)
_ARTICLES = frozenset({"the", "any", "to", "by", "local", "state", "city", "foreign"})
_LETTERHEAD_LINES = 12
_STACKED = 4
_LESS = 0.06
_BRANCH = 0.1
_UNLISTED = 0.3
_UNPLACED = 0.2
_MARKS = ".,;:()[]\"'"
_AHEAD, _BEHIND, _LONG = 3, 4, 3


def foreign_agencies(document: Document, factor: float) -> Iterator[Field[Place]]:
    """Every agency of another country that a document names."""
    words = document.words
    found = [
        hit
        for hit in (*cues_in(words), *offices_in(words), *styled_offices_in(words))
        if hit.key.split()[1] == "police" and not _is_rank(document, hit)
    ]
    found = [hit for hit in found if not _is_within(hit, found)]
    for hit in found:
        if document.words[hit.first].text.islower() and hit.first == hit.last:
            continue  # a common word a letter away from a name: "market", "Parket"
        span = _named(document.words, hit)
        printed = _printed(document, hit, span)
        if _names_statute(words, span):
            continue
        less = _LESS if _is_beside(document, hit, found) else 0.0
        less += _LESS * 2 * _passes_on(words, hit, found)
        sure = (0.55 + _height(document, hit) - less) * factor
        force = _force_above(document, hit, found)
        if force:
            printed, sure = f"{force}, {printed}", sure + _BRANCH * factor
        elif _height(document, hit) and has_commands(words, hit):
            last = max(i for i, w in enumerate(words) if w.span.end <= span.end)
            printed = ", ".join((printed, *commands_of(words, last)))
        place = Place(printed, hit.key.split()[0], "foreign")
        yield field_at(document, place, span, SOURCE, sure)


def _printed(document: Document, hit: Hit, span: Span) -> str:
    """An office's name as printed, in full where letters alone stand for it."""
    letters = document.words[hit.first].text.strip(_MARKS)
    if hit.first == hit.last and letters in full_names():
        return full_names()[letters]
    return " ".join(document.quote(span).split()).strip(" ,.;:()")


def _names_statute(words: Sequence[Word], span: Span) -> bool:
    """True for "Police Powers and Responsibilities Act" and "... Police Act"."""
    named = [w for w in words if span.start <= w.span.start <= span.end + 1]
    return bool({fold_word(w.text) for w in named} & office_wording("statutes"))


def _passes_on(words: Sequence[Word], hit: Hit, others: Sequence[Hit]) -> bool:
    """True for a ministry where another office of its country is named too."""
    of_country = [o for o in others if o.key == hit.key]
    return _is_central(words, hit) and not all(
        _is_central(words, o) for o in of_country
    )


def _is_central(words: Sequence[Word], hit: Hit) -> bool:
    folds = {fold_word(w.text) for w in words[hit.first : hit.last + 1]}
    return bool(folds & office_wording("passing_on"))


def _is_within(hit: Hit, others: Sequence[Hit]) -> bool:
    """True for words of a longer name of the same country."""
    size = hit.last - hit.first
    return any(
        o.first <= hit.first and hit.last <= o.last and o.last - o.first > size
        for o in others
        if o.key == hit.key
    )


def _force_above(document: Document, hit: Hit, others: Sequence[Hit]) -> str | None:
    """The force that a letterhead names on the line above its branch."""
    words = document.words
    folds = {fold_word(w.text) for w in words[hit.first : hit.last + 1]}
    if not folds & office_wording("branches") or not _height(document, hit):
        return None
    line = words[hit.first].line - 1
    for other in others:
        above = other.key == hit.key and words[other.first].line == line
        if above and is_force(words, other):
            return " ".join(document.quote(_named(words, other)).split())
    return None


def unplaced_offices(document: Document) -> Iterator[Field[Place]]:
    """Offices that many countries have, at the head of a paper that tells none."""
    for hit in unplaced_in(document.words):
        height = _height(document, hit)
        if height and not document.words[hit.first].text.islower():
            span = _named(document.words, hit)
            printed = " ".join(document.quote(span).split()).strip(" ,.;:()")
            sure = _UNPLACED + height
            yield field_at(document, Place(printed, None, None), span, SOURCE, sure)


def unlisted_forces(document: Document) -> Iterator[Field[Place]]:
    """Forces that no list names, of whatever country: "North Mercia Police"."""
    for found in _FORCE.finditer(document.text):
        words = found["place"].split()
        ranks = wording("officers") | wording("ranks") | _ARTICLES
        while words and fold_word(words[0]) in ranks:
            words.pop(0)
        if words:
            start = found.start() + found.group().index(words[0])
            span = Span(start, found.end())
            printed = " ".join(document.quote(span).split())
            place = Place(printed, None, None)
            yield field_at(document, place, span, SOURCE, _UNLISTED)


def _is_rank(document: Document, hit: Hit) -> bool:
    """True for "Detective Constable": a person's rank is no agency."""
    folds = [_bare(w.text) for w in document.words[hit.first : hit.last + 1]]
    before = [_bare(w.text) for w in document.words[max(hit.first - 3, 0) : hit.first]]
    if {"office", "oo"} & set(before):
        return False  # "Office of the Superintendent of Police", "O/o the ..."
    return bool(wording("ranks") & {folds[-1], " ".join(folds)})


def _bare(text: str) -> str:
    """A folded word without its article: "L'officier"."""
    return fold_word(text.replace("\u2019", "'").rpartition("'")[2] or text)


def _is_beside(document: Document, hit: Hit, others: Sequence[Hit]) -> bool:
    """True for the roof over another office's name, and for a unit within one."""
    folds = [fold_word(w.text) for w in document.words[hit.first : hit.last + 1]]
    opens = {" ".join(folds[:size]) for size in (1, 2)}
    marked = opens & office_wording("roofs") or set(folds) & office_wording("units")
    return bool(marked) and any(_stacked(document.words, hit, o) for o in others)


def _stacked(words: Sequence[Word], hit: Hit, other: Hit) -> bool:
    one, two = words[hit.first], words[other.first]
    apart = other.first > hit.last or other.last < hit.first
    near = abs(one.line - two.line) <= _STACKED
    return apart and near and one.box.page == two.box.page


def _height(document: Document, hit: Hit) -> float:
    """The nearer the top of the first page, the likelier its own letterhead."""
    word, first = document.words[hit.first], document.words[0]
    if word.box.page != first.box.page:
        return 0.0
    return 0.01 * max(_LETTERHEAD_LINES - word.line, 0)


def _named(words: Sequence[Word], hit: Hit) -> Span:
    """An office's name with its place: "Komenda Miejska Policji w Lublinie"."""
    first, last = hit.first, hit.last
    while first > 0 and hit.first - first < _AHEAD and _opens(words, first - 1):
        first -= 1
    named = 0
    while last + 1 < len(words) and named < _BEHIND and _joins(words, last):
        if fold_word(words[last + 1].text) in office_wording("forces"):
            break  # the same in another language
        last += 1
        named += len(words[last].text) > _LONG
    while last > hit.last and not words[last].text[:1].isupper():
        last -= 1
    return Span(words[first].span.start, words[last].span.end)


def _opens(words: Sequence[Word], at: int) -> bool:
    """True for a capitalised word of the name before it: no "Finch of" the police."""
    same_line = words[at].line == words[at + 1].line
    return same_line and words[at].text[:1].isupper() and _joins(words, at)


def _joins(words: Sequence[Word], at: int) -> bool:
    """True where a name goes on from a word to the next, if need be a line below."""
    before, after = words[at], words[at + 1]
    if before.box.page != after.box.page or before.text[-1:] in ",.;:)":
        return False
    named = _is_name(after)
    goes_on = after.line == before.line + 1 and _is_joiner(after)
    return named and (before.line == after.line or goes_on)


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() or _is_joiner(word)


def _is_joiner(word: Word) -> bool:
    return word.text.islower() and fold_word(word.text) in office_wording("joiners")
