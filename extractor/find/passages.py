"""Words that rules lean on beside the fields: how served, terms, blanks, emergencies.

The wordings are data (taxonomy/passages.yaml); what stands in one part of a packet
against another is found in `find/elsewhere.py`.
"""

import re
from collections.abc import Iterator

from extractor.document import Document
from extractor.facts import Passage, field_at
from extractor.find.dates import count_of
from extractor.find.elsewhere import restated
from extractor.find.legible import figures, legible
from extractor.find.ranges import ranges
from extractor.find.unsigned import unsigned_lines
from extractor.find.views import returns
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import Cue, cues, matching

SOURCE = "rule:passages"
_CUES = cues("passages")
_ANYWHERE = ("served", "sender", "section", "abroad", "domesticated")
_ON_FACE = ("term", "term_dated", "blank", "draft", "runs", "undated", "dated", "bare")
_EMERGENCY = (
    *("in_danger", "danger", "past", "why_now"),
    *("officer", "supervisor", "call_back"),
)
_IS_EMERGENCY = re.compile(r"emergenc|exigen|2702\s?\(|\bEDR\b", re.IGNORECASE)
# Where the sender's words end and the server's own blanks begin.
_TAIL = re.compile(
    r"\n[^\w\n]*(?:proof\s+of\s+service|return\s+of\s+service|(?:i|we)\s+received\s+this"
    r"|this\s+subpoena\s+for\s+\(name|certificate\s+of)",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"(?:\[[\s_]*\]|☐|□|\(\s\))[^\n\[\]☐□☒☑]{0,40}$")
_LONGEST_TEXT = 60_000
_MOST = 4
# A certificate of the Union has its sections lettered.
_MOST_SECTIONS = 16
_SURE = 0.8


def find_passages(scope: Scope) -> tuple[Passage, ...]:
    """Every passage of an instrument's pages, a few of each kind."""
    found = [
        *_said(scope.whole, _ANYWHERE),
        *_said(scope.face, _ON_FACE),
        *_said(scope.demanding, ("pointed", "pointing")),
        *_unread_periods(scope.demanding),
    ]
    if _IS_EMERGENCY.search(scope.whole.text):
        found += _said(_speaking(scope), _EMERGENCY)
    return (*found, *unsigned_lines(scope), *restated(scope))


def _unread_periods(document: Document) -> Iterator[Passage]:
    """Words that state a period, where it is none of those that could be read."""
    text = legible(figures(document.text[:_LONGEST_TEXT]))
    read = [found.span for found in ranges(document)]
    for cue in matching(_CUES, "timed"):
        for match in cue.pattern.finditer(text):
            apart = (s.end <= match.start() or match.end() <= s.start for s in read)
            value = " ".join(match.group().split())
            span = Span(match.start(), match.end())
            if all(apart):
                yield Passage(cue.role, field_at(document, value, span, SOURCE, _SURE))


def _speaking(scope: Scope) -> Document:
    back = {page.number for page in returns(scope).pages}
    whole = scope.whole
    return whole.only(tuple(p.number for p in whole.pages if p.number not in back))


def _said(document: Document, roles: tuple[str, ...]) -> Iterator[Passage]:
    text = legible(figures(document.text[:_LONGEST_TEXT]))
    tail = _TAIL.search(text)
    for role in roles:
        ends = tail.start() if tail and role in _ON_FACE else len(text)
        seen: dict[str, Passage] = {}
        for cue in matching(_CUES, role):
            for passage in _passages(document, text[:ends], cue):
                seen.setdefault(passage.value.value or "", passage)
        most = _MOST_SECTIONS if role == "section" else _MOST
        yield from tuple(seen.values())[:most]


def _passages(document: Document, text: str, cue: Cue) -> Iterator[Passage]:
    for match in cue.pattern.finditer(text):
        value = _value(match, cue)
        if not value or _is_unticked(text, match):
            continue
        field = field_at(
            document, value, Span(match.start(), match.end()), SOURCE, _SURE
        )
        if field.value is not None:
            yield Passage(cue.role, field)


def _is_unticked(text: str, match: re.Match[str]) -> bool:
    return bool(_UNTICKED.search(text, max(0, match.start() - 40), match.end()))


def _value(match: re.Match[str], cue: Cue) -> str:
    if cue.value:
        return cue.value
    groups = match.groupdict()
    if "unit" in groups:
        return _term(match)
    said = groups.get("value") or groups.get("other") or match.group()
    return " ".join(said.split()).strip(" ,;:.")


def _term(match: re.Match[str]) -> str:
    """A term such as "10 business days"; empty where its number is none."""
    count = count_of(match)
    unit = match["unit"].lower().replace("hrs", "hours").replace("hr", "hour")
    business = "business " if match["business"] else ""
    return f"{count} {business}{unit.rstrip('s')}s" if count else ""
