"""Names: what looks like one, and the people and companies records are asked about."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from extractor.find.language import Phrases
from extractor.find.rows import rows_from
from extractor.geometry import Span
from extractor.taxonomy.cues import read_yaml

_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞА-Я][\w'’\-]*[\w]|[A-ZÀ-ÖØ-Þ]\.?"
    r"|(?:de|van|von|der|la|el|al|bin|di|da)\b)"
)
_NAME = re.compile(
    rf"{_WORD}(?:[ ](?:&[ ])?{_WORD}){{0,5}}(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?"
)
# A first name that ends its line, and the surname on the next.
_BROKEN = re.compile(
    rf"(?:[A-Z][a-z]+\n[ ]*(?:[A-Z]\.[ ])?{_WORD}(?=[,.;:)\s])"
    rf"|[A-Z]{{2,}}\n[ ]*[A-Z]\.[ ][A-Z]{{2,}}(?:-[A-Z]{{2,}})?(?=[,.;:)\s]))"
)
# The surname on the next line, prose behind it.
_REST_OF_NAME = re.compile(rf"\n[ ]?(?P<rest>{_WORD})(?=[ ][a-z(]|[,;)])")
_PROSE = 35
_TITLE_WORD = re.compile(r"([A-Z]\w+)\.?\s")
_WORD_BEFORE = re.compile(r"[A-Z][a-z]+[ ]\Z")
_GAP = re.compile(
    r"(?:[\s\"“”„«'‘’:•*°\-–(|)]|[oO](?=\s)){0,6}(?:(?:Mrs?|Ms|Dr)\.?\s)?"
)
_ORGANISATION = re.compile(r"[\s,]+([A-Za-z.]{2,14}?)(?=[.,;:)\s]|$)")
_ALSO = re.compile(
    r"(?:\s*(?:,|;|\band(?:/or)?\b|\bor\b|&|a/k/a|aka|also known as))+\s*",
    re.IGNORECASE,
)
# What the next column of a caption opens with.
_LABEL = re.compile(
    r"[ ](?:Case|Cause|Docket|Index|File|No|DOB|Misc|Warrant|Dept|Title|Position|Tel"
    r"|Phone|Fax|Badge|SSN)(?=$|[ .])",
    re.IGNORECASE,
)
_PROSE_AFTER = re.compile(r"[ ](?:[a-z]{2,}|/|&)")
_COLON = re.compile(r"\s?:(?=\s|$)")
# A shop's name, not a person's: "HarborLightGoods".
_HUMPS = re.compile(r"[a-z][A-Z][a-z]+[A-Z][a-z]")


@lru_cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("people")
    return data


@lru_cache
def _not_names() -> frozenset[str]:
    return frozenset(str(word).lower() for word in _data()["not_names"])


@lru_cache
def _titles() -> frozenset[str]:
    return frozenset(_data()["titles"])


def belongs_to_no_name(word: str) -> bool:
    """True for a word that stands before or between names, and in none."""
    plain = word.strip(".,'’").removesuffix("'s").removesuffix("’s").lower()
    return len(plain) > 1 and (plain in _not_names() or plain in _titles())


@lru_cache
def _leads() -> Phrases:
    return Phrases(_data()["leads"])


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name], re.IGNORECASE)


def name_at(text: str, offset: int) -> Span | None:
    """The name of a person or company that begins at an offset, if one does."""
    match = _BROKEN.match(text, offset) or _NAME.match(text, offset)
    if match is None:
        return None
    end = _company_end(text, offset, match.end())
    if end is None:
        end = _over_line(text, match) or _without_label(text, match)
        if not is_person(text[offset:end]):
            return None
    return Span(offset, end)


def _over_line(text: str, match: re.Match[str]) -> int | None:
    """Where a name ends on the next line, if a full line of prose broke it."""
    rest = _REST_OF_NAME.match(text, match.end())
    opens = text.rfind("\n", 0, match.start()) + 1
    if rest is None or match.start() - opens < _PROSE or " " not in match.group():
        return None
    both = match.group() + rest["rest"]
    return rest.end() if both.isupper() == match.group().isupper() else None


def _without_label(text: str, match: re.Match[str]) -> int:
    """Where a name ends if its last word labels the next column: "Ann Roe E-MAIL:"."""
    label = _LABEL.search(match.group())
    if label:
        return match.start() + label.start()
    last = match.group().rfind(" ")
    labels = last > 0 and _COLON.match(text, match.end()) and _is_label(match.group())
    keeps = " " in match.group()[: max(last, 0)]
    return match.start() + last if labels and keeps else match.end()


def _is_label(words: str) -> bool:
    """True where the last of some words may label what follows: it is no surname."""
    front, _, last = words.rpartition(" ")
    louder = last.isupper() and not front.isupper() and len(last) > 1
    return louder or belongs_to_no_name(last) or "-" in last


def looks_like_name(line: str) -> bool:
    """Whether a whole line is one person's name."""
    match = _NAME.fullmatch(line.strip().rstrip(",."))
    return match is not None and is_person(match.group())


def is_person(words: str) -> bool:
    """Two to five words, a surname among them, none a word of another trade."""
    parts = [w.strip(".,").lower() for w in words.split()]
    long = [w for w in parts if len(w) > 1]
    known = any(w in _not_names() for w in parts if w != "a")
    return (
        2 <= len(parts) <= 5
        and words[:1].isupper()
        and len(long) >= 1
        and len(max(long, key=len)) > 2
        and not known
        and not any(_HUMPS.search(w) for w in words.split())
    )


def _company_end(text: str, start: int, end: int) -> int | None:
    """Where a company's name ends, if its legal form follows or closes the name."""
    if text[start:end].split(None, 1)[0].lower() in _data()["no_company"]:
        return None
    match = _ORGANISATION.match(text, end)
    if match and _is_form(match[1]):
        dotted = text[match.end(1) : match.end(1) + 1] == "."
        return match.end(1) + dotted
    last = text[start:end].rsplit(None, 1)[-1]
    if last == text[start:end].strip():
        return None
    dotted = text[end : end + 1] == "."
    return end + dotted if _is_form(last) and "\n" not in last else None


def _is_form(word: str) -> bool:
    return (
        word[:1].isupper() and word.lower().rstrip(".,") in _data()["organisation_ends"]
    )


@lru_cache(maxsize=16)
def target_names(text: str) -> tuple[Span, ...]:
    """Names that a demand's wording makes its subject, in reading order."""
    return tuple(_target_names(text))


def _target_names(text: str) -> Iterator[Span]:
    found = {
        s.start: s
        for s in (
            *_after_leads(text),
            *_after_words(text),
            *_in_lists(text),
            *_surname_first(text),
            *_before_words(text),
        )
    }
    ends = 0
    for start in sorted(found):
        span = found[start]
        if start >= ends and not (is_officials(text, span) or _keeps(text, span)):
            ends = span.end
            yield span


def is_officials(text: str, span: Span) -> bool:
    """True for a name with a title or a mark of signature beside it."""
    before = text[max(0, span.start - 30) : span.start]
    return bool(_pattern("not_targets").search(before)) or titled(text, span)


def _keeps(text: str, span: Span) -> bool:
    """True for a company that only keeps the records asked for."""
    if not _is_form(text[span.start : span.end].rsplit(None, 1)[-1]):
        return False
    before = text[max(0, span.start - 120) : span.start]
    after = text[span.end : span.end + 120]
    return bool(
        _pattern("keeper_before").search(before)
        or _pattern("keeper_after").match(after)
    )


def titled(text: str, span: Span) -> bool:
    """True for a name with an official's title behind it: "A. Roe, Detective"."""
    return _pattern("official_after").match(text[span.end : span.end + 80]) is not None


def _after_leads(text: str) -> Iterator[Span]:
    for lead in _leads().spans(text):
        start = _past_gap(text, lead.end)
        between = _pattern("between").match(text, start)
        if name_at(text, start) is None and between:
            start = _past_gap(text, between.end())
        if not (_is_inside(text, lead, start) or _is_subject_line(text, lead, start)):
            yield from _names_from(text, start)


def _is_subject_line(text: str, lead: Span, start: int) -> bool:
    """True where a letter tells what it is about: "Subject: Lost Kettle at school"."""
    if text[lead.start : start].strip().casefold() not in ("subject:", "subject :"):
        return False
    name = name_at(text, start)
    return name is not None and _PROSE_AFTER.match(text, name.end) is not None


def _is_inside(text: str, lead: Span, start: int) -> bool:
    """True where a lead is a word of a company's name: "Amazon Seller Services Ltd"."""
    word = _WORD_BEFORE.search(text, max(0, lead.start - 30), lead.start)
    name = name_at(text, start) if word and text[lead.start].isupper() else None
    return name is not None and _is_form(text[start : name.end].rsplit(None, 1)[-1])


def _before_words(text: str) -> Iterator[Span]:
    """Names that what follows makes a target's: "Ann Roe (ann@", "A. Roe, who goes"."""
    for match in _NAME.finditer(text):
        if _pattern("behind_name").match(text[match.end() : match.end() + 60]):
            start = match.start()
            while " " in text[start : match.end()] and belongs_to_no_name(
                text[start : match.end()].split(maxsplit=1)[0]
            ):
                start = text.index(" ", start) + 1
            name = name_at(text, start)
            if name and name.end == match.end():
                yield name


def _past_gap(text: str, offset: int) -> int:
    gap = _GAP.match(text, offset)
    return gap.end() if gap else offset


def _after_words(text: str) -> Iterator[Span]:
    for lead in _pattern("before_names").finditer(text):
        yield from _names_from(text, lead.end())


def _surname_first(text: str) -> Iterator[Span]:
    """Names such as "RE: ROE, ANN B."; the surname alone is no given name."""
    for found in re.finditer(_data()["surname_first"], text, re.IGNORECASE):
        last, first = found["value"].split(",", 1)
        if first.strip()[0].isupper() and is_person(f"{first.strip()} {last}"):
            yield Span(*found.span("value"))


def _names_from(text: str, offset: int) -> Iterator[Span]:
    """A name and those joined to it ("A. Roe and/or B. Roe, a/k/a C. Roe")."""
    span = name_at(text, _past_titles(text, offset))
    while span is not None:
        yield span
        also = _ALSO.match(text, span.end)
        span = name_at(text, also.end()) if also else None


def _past_titles(text: str, offset: int) -> int:
    """Past ranks before a name: "Lance Corporal A. Roe"."""
    word = _TITLE_WORD.match(text, offset)
    while word and word[1].lower() in _titles():
        offset = word.end()
        word = _TITLE_WORD.match(text, offset)
    return offset


def _in_lists(text: str) -> Iterator[Span]:
    """Bulleted or bare lines below a line that announces people or companies."""
    for lead in _pattern("list_leads").finditer(text):
        start = text.find("\n", lead.end())
        misses = 0
        for at, line in rows_from(text, start):
            names = [*_names_from(text, at)]
            yield from names
            misses = 0 if names or len(line.strip()) < 3 else misses + 1
            if misses > 1:
                break
