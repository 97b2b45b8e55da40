"""Which country other than the United States a paper comes from, and how plainly."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.document import Document
from extractor.geometry import Span
from extractor.taxonomy.countries import (
    countries,
    cues_in,
    language_words,
    office_wording,
    offices_in,
    province_book,
    script_countries,
    script_of,
    seat_book,
    styled_offices_in,
    weight,
)
from extractor.taxonomy.headings import lines
from extractor.taxonomy.jurisdictions import fold_word, load
from extractor.taxonomy.phrases import Hit, PhraseBook
from extractor.taxonomy.recipients import company

_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.([a-z]{2})\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|\b00)\s?(\d{1,3})[\s(.-]?\d")
_OPENED = re.compile(
    r"\W*(?:to|an|à|a|al|alla|aan|attn)\b\W*(?:la société )?", re.IGNORECASE
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d\b")
_AT_MOST = 3
_NEAR_WORDS = 14
_TOP = 60
_HEADING_LINES = 12
_LINE = 6


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a country."""

    code: str
    worth: float
    span: Span


@dataclass(frozen=True, slots=True)
class Leaning:
    """A country, the sum of what speaks for it, and the cue that says it best."""

    code: str
    score: float
    span: Span


def _phrases(document: Document) -> Iterator[Cue]:
    named = (*offices_in(document.words), *styled_offices_in(document.words))
    for hit in (*cues_in(document.words), *named):
        code, kind = hit.key.split()
        # Abroad they are forces; "X Metropolitan Police Department" is American.
        if kind != "police" or not _is_department(document, hit.last):
            yield Cue(code, weight(kind), hit.span(document.words))


def _headings(document: Document) -> Iterator[Cue]:
    """Countries that head the first page on a line of their own: "JAPAN"."""
    begins = _addressee(document)
    told: set[str] = set()
    for hit in cues_in(document.words[:_TOP]):
        code, kind = hit.key.split()
        span = hit.span(document.words)
        worth = _heading_worth(document, hit) if kind == "names" else 0.0
        # Below a company's name a country's ends the address, a full style never.
        addressed = span.start > begins and worth < weight("sovereign")
        if worth and code not in told and not addressed:
            told.add(code)
            yield Cue(code, worth, span)


def _addressee(document: Document) -> int:
    """Where the company that is addressed is first named, at the head of a line."""
    for line in lines(document.words):
        opened = _OPENED.match(line.text)
        text = line.text[opened.end() if opened else 0 :]
        if company().match(text):
            return line.span.start
    return len(document.text)


def _heading_worth(document: Document, hit: Hit) -> float:
    """What a country's name says for its line; nothing where other words are on it."""
    words, head = document.words, document.words[hit.first]
    if head.box.page != words[0].box.page or head.line >= _HEADING_LINES:
        return 0.0
    line = [
        (i, fold_word(w.text))
        for i, w in enumerate(words[: hit.last + _LINE])
        if (w.box.page, w.line) == (head.box.page, head.line)
    ]
    styles = office_wording("sovereign_words")
    around = {fold for i, fold in line if not hit.first <= i <= hit.last}
    if around - styles - office_wording("sovereign_joiners"):
        return 0.0
    return weight("sovereign" if styles & {fold for _, fold in line} else "heading")


def _is_department(document: Document, last: int) -> bool:
    after = document.words[last + 1 : last + 2]
    return any(fold_word(w.text) in ("department", "dept") for w in after)


def _contacts(document: Document) -> Iterator[Cue]:
    tlds = {c.tld: c.code for c in countries().values()}
    phones = {c.phone: c.code for c in countries().values() if c.phone}
    for found in _MAIL.finditer(document.text):
        code = tlds.get(found[1].lower())
        if code:
            yield Cue(code, weight("tld"), Span(*found.span()))
    for found in _PHONE.finditer(document.text):
        digits = found[1]
        code = next(
            (phones[digits[:n]] for n in (3, 2, 1) if digits[:n] in phones), None
        )
        if code:
            yield Cue(code, weight("phone"), Span(*found.span()))


def _unlatin(document: Document) -> Iterator[Cue]:
    text = document.text.lower()
    if text.isascii():
        return
    for country in countries().values():
        for run in country.unlatin:
            at = text.find(run)
            if at >= 0:
                yield Cue(country.code, weight("unlatin"), Span(at, at + len(run)))


def _scripts(document: Document) -> Iterator[Cue]:
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    letters = 0
    for at, letter in enumerate(document.text):
        if letter.isalpha():
            letters += 1
            if not letter.isascii():
                script = script_of(letter)
                counts[script] += 1
                first.setdefault(script, at)
    for script, codes in script_countries().items():
        if counts[script] > 0.2 * letters:
            span = Span(first[script], first[script] + 1)
            for rank, code in enumerate(codes):
                yield Cue(code, weight("script") * (3 if rank == 0 else 2), span)


def _languages(document: Document) -> Iterator[Cue]:
    words = [w.text.lower().strip(".,;:()") for w in document.words]
    if not words:
        return
    for known, codes in language_words().values():
        hits = [i for i, word in enumerate(words) if word in known]
        # Running text in a language is a fifth or more its small words.
        if len(hits) > 0.12 * len(words) and len(hits) >= 5:
            span = document.words[hits[0]].span
            for rank, code in enumerate(codes):
                yield Cue(code, weight("language") * (2 if rank == 0 else 1.5), span)


def _cues(document: Document) -> list[Cue]:
    found = [*_phrases(document), *_contacts(document), *_unlatin(document)]
    return [
        *found,
        *_headings(document),
        *_scripts(document),
        *_languages(document),
    ]


def leanings(document: Document) -> tuple[Leaning, ...]:
    """The countries a document speaks for, strongest first."""
    total: Counter[str] = Counter()
    best: dict[str, Cue] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for cue in _cues(document):
        key = (cue.code, document.quote(cue.span).lower())
        seen[key] += 1
        # The same word over and over says little more than once.
        if seen[key] > _AT_MOST:
            continue
        total[cue.code] += cue.worth / seen[key]  # type: ignore[assignment]
        if cue.code not in best or cue.worth > best[cue.code].worth:
            best[cue.code] = cue
    order = sorted(total, key=lambda code: (-total[code], code))
    return tuple(Leaning(c, float(total[c]), best[c].span) for c in order)


@cache
def _assistance_book() -> PhraseBook:
    return PhraseBook({"assistance": load("assistance.yaml")["words"]})


def _is_dated(document: Document, hit: Hit) -> bool:
    """True for where a treaty was signed: "(Panama, 1975)"."""
    after = document.words[hit.last + 1 : hit.last + 2]
    return any(_YEAR.match(word.text) for word in after)


def assisted(document: Document) -> Leaning | None:
    """The country that asks another for legal assistance, if a paper says so."""
    places = [
        (hit.first, hit.key.split()[0])
        for hit in cues_in(document.words)
        if hit.key.split()[1] in ("names", "people") and not _is_dated(document, hit)
    ]
    counts = Counter(code for _, code in places)
    for asked in _assistance_book().find(document.words):
        near = [c for at, c in places if abs(at - asked.first) <= _NEAR_WORDS]
        if near:
            code = max(sorted(set(near)), key=lambda c: counts[c])
            return Leaning(code, 6.0, asked.span(document.words))
    return None


def province(document: Document, code: str) -> tuple[str, Span] | None:
    """A province of a country that is printed, as ISO 3166-2, else its city's."""
    for hit in province_book().find(document.words):
        if hit.key.startswith(f"{code}-"):
            return hit.key, hit.span(document.words)
    return _of_city(document, code) if countries()[code].seats else None


def _of_city(document: Document, code: str) -> tuple[str, Span] | None:
    """The province of the first city that stands where a sender names its own."""
    words = document.words
    top = [w for w in words[:_TOP] if w.box.page == words[0].box.page]
    for hit in seat_book(code).find(top):
        if words[hit.first].text[:1].isupper():
            return hit.key, hit.span(top)
    return None
