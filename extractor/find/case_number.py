"""The number of the case or file a paper belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.find.legible import legible
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:case_number"
_ENOUGH = 1.8
_REACH = 60
_MOST = 400
_FIRST_LINES_SHARE = 0.35
_CUES = cues("dockets")
_LABELLED = re.compile(
    r"(?<=[\s.:#№)}\]_-])(?P<number>[A-Z0-9А-Я][\w./:-]{0,30}\d[\w./:()-]{0,30}"
    r"(?:\s\([A-Z]{2,4}\))?)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$")
_BATES = re.compile(r"[A-Z]{3,}[-_ ]?\d{6,}$")
_DATE = re.compile(r"\d{1,2}:\d\d$|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}$")
_SECTION = re.compile(r"\d+[A-Za-z]?\([a-z0-9]\)|.*(?:USC|U\.S\.C)")


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    span: Span
    score: float


def find_case_number(scope: Scope) -> Field[str]:
    """The case number of the face; a rider's or a cover letter's where it has none."""
    for view, share in (
        (scope.face, 1.0),
        (scope.rider, 0.85),
        (scope.covering, 0.8),
    ):
        best = _best(view)
        if best and not _is_better_in_rider(scope, best):
            sure = min(0.96, 0.5 + 0.1 * best.score) * share
            return field_at(view, best.text, best.span, SOURCE, sure)
    return absent()


def _is_better_in_rider(scope: Scope, best: _Number) -> bool:
    """A face number of no known form gives way to a rider's of a known form."""
    other = _best(scope.rider)
    return (
        other is not None
        and other.score > best.score
        and not _has_form(best.text)
        and _has_form(other.text)
    )


def _has_form(text: str) -> bool:
    return any(cue.pattern.fullmatch(text) for cue in matching(_CUES, "form"))


def _best(document: Document) -> _Number | None:
    found = [n for n in _candidates(document.text) if n.score >= _ENOUGH]
    return max(found, key=lambda n: (n.score, -n.span.start), default=None)


def _candidates(text: str) -> Iterator[_Number]:
    read = legible(text)
    for cue in matching(_CUES, "form"):
        for match in islice(cue.pattern.finditer(text), _MOST):
            score = cue.weight + _labels(read, match.start(), match.end())
            yield _number(text, match.start(), match.end(), score)
    for match in islice(_LABELLED.finditer(text), _MOST):
        start, end = match.span("number")
        score = _labels(read, start, end)
        if score > 0 and _may_be_number(match["number"]):
            yield _number(text, start, end, score)


def _labels(text: str, start: int, end: int) -> float:
    """What the words before a number, and its line, say for and against it."""
    before = text[max(0, start - _REACH) : start]
    closes = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : closes if closes > 0 else len(text)]
    found = [c for c in matching(_CUES, "label") if c.pattern.search(before)]
    score = max((c.weight for c in found), default=0.0)
    score += 0.3 * (start < len(text) * _FIRST_LINES_SHARE)
    for cue in matching(_CUES, "noise"):
        place = line if cue.id == "filing_stamp" else before
        score -= cue.weight * (cue.pattern.search(place) is not None)
    return score


def _may_be_number(text: str) -> bool:
    """Whether a labelled word can be a case number at all."""
    refused = (_PHONE, _BATES, _DATE, _SECTION)
    digits = sum(c.isdigit() for c in text)
    whole = not text.endswith(("-", ":", "/"))
    return digits >= 2 and whole and not any(p.match(text) for p in refused)


def _number(text: str, start: int, end: int, score: float) -> _Number:
    printed = text[start:end].rstrip(".,;:")
    printed = (
        printed if printed.count("(") == printed.count(")") else printed.rstrip(")")
    )
    closed = re.sub(r"(?<=\d)\s(?=\d)|\s?(?<=-)\s|\s(?=-)", "", printed)
    return _Number(" ".join(closed.split()), Span(start, start + len(printed)), score)
