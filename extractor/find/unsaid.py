"""What may be a target though no wording beside it says so: names, handles, numbers.

Most of what is found here is none: a learned model weighs each one's surroundings.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.find.candidate import Candidate, data_pattern, numeric
from extractor.find.candidates import candidates
from extractor.find.leanings import stretches
from extractor.find.people import belongs_to_no_name, is_officials, is_person
from extractor.geometry import Span
from extractor.taxonomy.vocabulary import vocabulary

_NAME_WORD = (
    r"(?:(?=[\w'’]{0,30}[a-zà-ÿ])[A-ZÀ-ÖØ-Þ][\w'’]{1,30}(?![\w'’])"
    r"(?:-[A-ZÀ-ÖØ-Þ][\w'’]{1,30}(?![\w'’]))*(?![\w-])|[A-Z]\.)"
)
_CAPITALS = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{1,30}|[A-Z]\.)"
_BETWEEN = r"(?:[ ](?:de|da|do|dos|van|von|der|la|el|al|bin|di|del)(?=[ ]))"
_RUN = re.compile(
    rf"(?<![\w@.-]){_NAME_WORD}(?:{_BETWEEN}?(?:[ ]&)?[ \n]{_NAME_WORD}){{1,7}}"
    rf"|(?<![\w@.-]){_CAPITALS}(?:(?:[ ]&)?[ ]{_CAPITALS}){{1,5}}"
)
_WORD = re.compile(r"\S+")
_HANDLE = re.compile(
    r"(?<![\w@./:-])(?:"
    r"@(?P<at>[A-Za-z0-9_][\w.-]{1,38}\w)(?![\w@])"
    r"|(?P<joined>(?=[\w-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]*(?:_+[A-Za-z0-9-]+)+)"
    r"|(?P<humps>(?:[A-Z][a-z0-9]+){3,}|[a-z]{3,}[A-Z][a-z]+(?:[A-Z][a-z]+)*\d*)"
    r"|(?P<digits>[A-Za-z]{3,}\d{1,5}[a-z]*)"
    r"|(?P<shop>[A-Z]{3,}-[A-Z]{2,}(?:-[A-Z]+)?)"
    r"|(?P<joined_low>[a-z]{3,}(?:[.-][a-z0-9]{2,}){1,3})"
    r"|(?P<plain>(?<=[\"“'‘])[A-Za-z][\w.-]{3,28}(?=[\"”'’]))"
    r")(?![\w@/]|[.-]\w)"
)
_TOKEN = re.compile(
    r"(?<![\w-])A(?:(?=[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{9,20}"
    r"|(?=[A-Z]*\d)[A-Z0-9]{12,13})(?![\w-])"
)
_TWELVE = re.compile(
    r"(?<![\d-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\d-])"
    r"|(?<![\d-])(?<!\d )\d{4} \d{4} \d{4}(?! ?\d)(?!-)"
)
_ORDINARY = 40
"""A text with more handles of one form than this prints codes, not handles."""


@lru_cache(maxsize=16)
def unsaid(text: str) -> tuple[Candidate, ...]:
    """Candidates beside those that cues and plain forms give; none overlaps these."""
    taken = [c.span for c in candidates(text)]
    kept: list[Candidate] = []
    for found in (_numbers, _handles, _names):
        for candidate in found(text):
            if not any(_overlap(candidate.span, span) for span in taken):
                kept.append(candidate)
                taken.append(candidate.span)
    return tuple(sorted(kept, key=lambda c: c.span))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _numbers(text: str) -> Iterator[Candidate]:
    """Numbers of the length of an AWS account, and tokens of a customer or merchant."""
    if data_pattern("speaks_of_aws").search(text):
        for match in _TWELVE.finditer(numeric(text)):
            digits = re.sub(r"\D", "", match.group())
            yield _loose("aws_account_id", digits, match)
    for match in _TOKEN.finditer(text):
        yield _loose("account_id", match.group(), match)
    for match in data_pattern("bare_domain").finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if "@" not in before.rsplit("\n", maxsplit=1)[-1]:
            yield _loose("url", match.group(), match)


def _handles(text: str) -> Iterator[Candidate]:
    found = list(_HANDLE.finditer(text))
    for match in found if len(found) <= _ORDINARY else ():
        value = match[match.lastgroup or 0]
        if not _is_spoken(value):
            yield _loose("username", value, match)


def _is_spoken(value: str) -> bool:
    """True for "log-in" and "ship-to": words of the language, joined."""
    words = re.split(r"[-.]", value)
    return value.islower() and all(w in vocabulary() or len(w) < 3 for w in words)


def _loose(kind: str, value: str, match: re.Match[str]) -> Candidate:
    return Candidate(kind, value, Span(match.start(), match.end()), loose=True)


def _names(text: str) -> Iterator[Candidate]:
    """Runs of capitalised words, parted at words of which no name is made.

    Whoever opens or signs the paper is not among them.
    """
    blocks = (text[zone.start : zone.end] for zone in stretches(text).zones)
    opened = {
        word.strip(".,;:()") for block in blocks for word in block.casefold().split()
    }
    for run in _RUN.finditer(text):
        for span in _pieces(text, run):
            printed = text[span.start : span.end]
            if printed.count("\n") < 2 and is_person(" ".join(printed.split())):
                value = " ".join(printed.split())
                known = value.casefold().split()[0] in opened
                if not known and not is_officials(text, span):
                    yield Candidate("name", value, span, loose=True)


def _pieces(text: str, run: re.Match[str]) -> Iterator[Span]:
    start = end = None
    for word in _WORD.finditer(text, run.start(), run.end()):
        if belongs_to_no_name(word.group()):
            if start is not None and end is not None:
                yield Span(start, end)
            start = end = None
        else:
            start = word.start() if start is None else start
            end = word.end()
    if start is not None and end is not None:
        yield Span(start, end)
