"""The number of the case or file a paper belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.find.columns import Columns
from extractor.find.legible import figures, legible
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:case_number"
_ENOUGH = 1.8
# From here a label says that a number is an office's own.
_OFFICES = 1.2
# From here a number is offered to those who correct, but never told by itself.
_LIKELY, _WEAKLY = 1.3, 0.14
_REACH = 60
_SHORT = 5
_MOST = 400
_FIRST_LINES_SHARE = 0.35
_CUES = cues("dockets")
_LABELLED = re.compile(
    r"(?<=[\s.:#№(})\]_-])(?P<number>[A-Z0-9А-Я][\w./:-]{0,30}\d[\w./:()-]{0,30}"
    r"(?:\s\([A-Z]{2,4}\))?)",
    re.IGNORECASE,
)
# Numbers printed with spaces: "23 CRS 2071", "BR 24-0919", "2024-GJ-2 (SC) 0061".
_SPACED = re.compile(
    r"(?<![\w/.-])(?P<number>(?P<year>\d{2,4})\s(?P<kind>[A-Z]{1,5})\.?\s[\dOIl]{1,8}"
    r"|(?P<prefix>[A-Z]{1,6}(?:-[A-Z]{1,4}){0,2})\s{1,2}"
    r"(?:\d[\w/-]{2,20}|\d{2,4}\s-\s\d{2,7})"
    r"|\d[\w-]{3,12}\s\([A-Z]{2,4}\)\s\d{3,6})(?:-[A-Z]{1,4}){0,3}(?!\w)"
)
_SPACED_BONUS = 0.35
_LONE_BONUS = 0.75
_LINE_END = re.compile(r"[ ]*(?:\n|\Z|\t|[ ]{2})")
# What still belongs to a number whose known form ends: a judge, a kind of case.
_TAIL = re.compile(
    r"(?:[-/:.]?[A-Za-z0-9]+)*(?:\s?\([A-Z]{2,4}\)|\(\d{1,3}\)){0,2}"
    r"(?:(?<=\d{3}) (?!NO)[A-Z]{3}(?=[ \t]*(?:\n|\Z)))?"
)
# A number behind another shares its label, not whose it is.
_SHARED = re.compile(r"\S*\d{3}\S*\s(?:/|and|&)\s$")
# A month of its own parts the year's kind from the serial: "25 CR 06 0277"; so does
# a year behind the letters of a troop: "DTD 2400 15573".
_PARTED = re.compile(
    r"(?:\d{2,4}\s[A-Z]{2,4}\s\d{2}\s\d{3,6}|[A-Z]{3}\s\d{4}\s\d{5,6})$"
)
_GAP = re.compile(r"(?<=\d)\s(?=\d)|\s?(?<=-)\s|\s(?=-)|(?<=\d)\s(?=/)")
# Digits with letters like them among them, and a zero inside letters alone.
_DIGITS = re.compile(r"(?<![A-Za-z0-9])(?=[OoIl]*\d)[\dOoIl]{2,}(?![A-Za-z0-9])")
_AS_DIGIT = str.maketrans("OoIl", "0011")
_ZERO = re.compile(r"(?<=[A-Z])0(?=[A-Z]{2})(?![A-Z]*\d)")
_GLOSS = re.compile(r"\s*\((?!s\))[^()\n]{2,40}\)(?=\s*:?\s*$)")
# A caption's own words in the column before: no label of the number beside them.
_APART = re.compile(r"(?:[^\s.:#]+ ){3,}[^\s.:#]*[A-Za-z]\t\s*$")
_LEADERS = re.compile(r"\s*[.…_]{3,}(?=\s*$)")
# Letters of the office before its number: "RFI 2030-CP-0058" is one number.
_PREFIX = re.compile(
    r"(?<![\w/.-])(?P<letters>[A-Z]{2,5}(?:-[A-Z]{1,4}){0,2})[ ]{1,2}\Z"
)
_PLAINLY, _TWICE = 1.0, 2
_POINT = re.compile(r"(?<=\b[Nn][Oo])[,;](?=\s*$)|\s[–—-](?=\s*$)")
_PHONE = re.compile(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$")
# Pages are numbered as some courts number cases: such a number needs a plain label.
_BATES = re.compile(r"[A-Z]{3,}[-_ ]?\d{6,}$")
_DATE = re.compile(
    r"\d{1,2}:\d\d$|\d{1,4}[/.-]\d{1,2}[/.-](?:\d\d|(?:19|20)\d\d)$"
    r"|\d{1,2}-[A-Z]{3}-(?:19|20)\d\d$|\d{1,3}\.\d{1,2}$",
    re.IGNORECASE,
)
# A word whose strokes OCR read as ones.
_WORD = re.compile(r"[A-Z]?[a-z]{2,}[01]+[a-z]*$")
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
    forms = (c for c in matching(_CUES, "form") if c.weight >= _ENOUGH)
    return any(cue.pattern.fullmatch(text) for cue in forms)


def other_case_numbers(scope: Scope) -> Iterator[Field[str]]:
    """All that may be the case number, also what is too weak to be told as one."""
    for view, share in ((scope.face, 1.0), (scope.rider, 0.85), (scope.covering, 0.8)):
        columns = Columns(view)
        text = legible(figures(columns.text))
        for n in _numbers(view, columns, text, _LIKELY):
            told = 0.5 + 0.1 * n.score if n.score >= _ENOUGH else _WEAKLY * n.score
            yield field_at(view, n.text, n.span, SOURCE, min(0.96, told) * share)


def _best(document: Document) -> _Number | None:
    columns = Columns(document)
    text = legible(figures(columns.text))
    best = max(
        _numbers(document, columns, text, _ENOUGH),
        key=lambda n: (n.score - _lesser(columns, text, n.span), -n.span.start),
        default=None,
    )
    if best is None or _stands_in(columns, text, best):
        return None
    return _prefixed(document.text, text, best)


def _stands_in(columns: Columns, text: str, number: _Number) -> bool:
    """An office's own number where the court's is printed, but blank or unread."""
    unread = any(c.pattern.search(columns.text) for c in matching(_CUES, "unread"))
    return unread and _lesser(columns, text, number.span) >= _OFFICES


def _numbers(
    document: Document, columns: Columns, text: str, least: float
) -> list[_Number]:
    """What may be a number and scores so much; `text` is the columns' made legible."""
    printed = figures(document.text)
    found = (
        _number(
            document.text,
            span,
            weight + _labels(columns, text, span) + _alone(text, span, weight),
        )
        for span, weight in _spans(printed)
        if _may_be_number(printed[span.start : span.end])
    )
    return [number for number in found if number.score >= least]


def _prefixed(printed: str, text: str, number: _Number) -> _Number:
    """The number with the office's letters, where a label or a second print says so."""
    opens = max(0, number.span.start - _REACH)
    letters = _PREFIX.search(printed[opens : number.span.start])
    if letters is None or _is_other(letters["letters"]):
        return number
    start = opens + letters.start()
    whole = printed[start : number.span.end]
    labelled = _said("label", (text[opens:start],)) >= _PLAINLY
    if not labelled and printed.count(whole) < _TWICE:
        return number
    span = Span(start, number.span.end)
    return _Number(f"{letters['letters']} {number.text}", span, number.score)


def _lesser(columns: Columns, text: str, span: Span) -> float:
    """What an office's own number stands behind a court's."""
    before = text[max(0, span.start - _REACH) : span.start]
    return _said("lesser", (before, *_box_labels(columns, span)))


def _spans(text: str) -> Iterator[tuple[Span, float]]:
    """What may be a number, and how much its form alone speaks for it."""
    forms: dict[Span, float] = {}
    for cue in matching(_CUES, "form"):
        for match in islice(cue.pattern.finditer(text), _MOST):
            tail = _TAIL.match(text, match.end())
            span = Span(match.start(), tail.end() if tail else match.end())
            forms[span] = max(cue.weight, forms.get(span, 0.0))
    yield from forms.items()
    for match in islice(_LABELLED.finditer(text), _MOST):
        yield Span(*match.span("number")), 0.0
    for match in islice(_SPACED.finditer(text), _MOST):
        if not _is_other(match["prefix"] or match["kind"] or ""):
            yield Span(*match.span("number")), _SPACED_BONUS


def _is_other(letters: str) -> bool:
    return any(c.pattern.search(letters) for c in matching(_CUES, "no_prefix"))


def _labels(columns: Columns, text: str, span: Span) -> float:
    """What the words before a number, above and beside it say for and against it."""
    before = _SHARED.sub("", text[max(0, span.start - _REACH) : span.start])
    score = _said("label", (before, *_box_labels(columns, span)))
    score += 0.3 * (span.start < len(text) * _FIRST_LINES_SHARE)
    score -= 0.3 * (span.end - span.start < _SHORT)
    score -= 0.7 * bool(_BATES.match(columns.text, span.start, span.end))
    closes = text.find("\n", span.end)
    opens = text.rfind("\n", 0, span.start) + 1
    line = text[opens : closes if closes > 0 else len(text)]
    for cue in matching(_CUES, "noise"):
        place = line if cue.id == "filing_stamp" else _APART.sub("", before)
        score -= cue.weight * (cue.pattern.search(place) is not None)
    return score


def _alone(text: str, span: Span, form: float) -> float:
    """What speaks for a number of known form that has a caption's line to itself."""
    opens = text.rfind("\n", 0, span.start) + 1
    before, after = text[opens : span.start], text[span.end :]
    early = span.start < len(text) * _FIRST_LINES_SHARE
    lone = not before.strip() and _LINE_END.match(after)
    lettered = any(sign.isalpha() for sign in text[span.start : span.end])
    return _LONE_BONUS * bool(form > _SPACED_BONUS and early and lone and lettered)


def _said(role: str, places: tuple[str, ...]) -> float:
    """The most that a wording of that role says in one of the places."""
    plain = [
        _POINT.sub(":", _LEADERS.sub("", _GLOSS.sub("", place))) for place in places
    ]
    found = (c for c in matching(_CUES, role) if any(map(c.pattern.search, plain)))
    return max((c.weight for c in found), default=0.0)


def _box_labels(columns: Columns, span: Span) -> tuple[str, ...]:
    """A form's labels above and beside; those of other things speak for nothing."""
    labels = legible(columns.below(span)), legible(columns.beside(span))
    noise = matching(_CUES, "noise")
    return tuple(t for t in labels if not any(c.pattern.search(t) for c in noise))


def _may_be_number(text: str) -> bool:
    """Whether a labelled word can be a case number at all."""
    refused = (_PHONE, _DATE, _SECTION, _WORD)
    digits = sum(c.isdigit() for c in text)
    whole = not text.endswith(("-", ":", "/"))
    return digits >= 2 and whole and not any(p.match(text) for p in refused)


def _number(text: str, span: Span, score: float) -> _Number:
    printed = text[span.start : span.end].rstrip(".,;:")
    printed = (
        printed if printed.count("(") == printed.count(")") else printed.rstrip(")")
    )
    closed = printed if _PARTED.match(printed) else _GAP.sub("", printed)
    told = _meant(" ".join(closed.split()))
    return _Number(told, Span(span.start, span.start + len(printed)), score)


def _meant(printed: str) -> str:
    """A number whose digits OCR took for letters, where its group leaves no doubt."""
    digits = _DIGITS.sub(lambda group: group.group().translate(_AS_DIGIT), printed)
    return _ZERO.sub("O", digits)
