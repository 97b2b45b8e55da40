"""Whether a paper asks or orders its recipient to keep it secret, and how long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.document import Document
from extractor.facts import Field, Nondisclosure, absent, field_at
from extractor.find.legible import legible
from extractor.find.views import speaking
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import Cue, cues, matching

SOURCE = "rule:secrecy"
_CUES = cues("secrecy")
_AUTHORITY_REACH = 700
_UNTIL_REACH = 400
# Where a sentence ends: an abbreviation's point is followed by a number or a section.
_SENTENCE_END = re.compile(
    r"(?<=[a-z\d\")][.;])(?<!\bInc\.)(?<!\bLtd\.)(?<!\bCorp\.)(?<!\bNo\.)"
    r"\s+(?=[A-Z(\"])|\n\s*\n(?!\s*[a-z])|\f(?!\s*[a-z])"
)


@dataclass(frozen=True, slots=True)
class _Heard:
    kind: Literal["requested", "ordered"]
    span: Span
    sure: float


def find_nondisclosure(scope: Scope) -> Field[Nondisclosure]:
    """Secrecy asked or ordered; an order outweighs a wish.

    The order may be an instrument of its own in the packet.
    """
    document = speaking(scope)
    heard = list(_heard(document))
    ordered = [h for h in heard if h.kind == "ordered"]
    if not heard:
        document = scope.document
        ordered = [h for h in _heard(document) if h.kind == "ordered"]
    best = max(ordered or heard, key=lambda h: (h.sure, -h.span.start), default=None)
    if best is None:
        return absent(0.8)
    value = Nondisclosure(
        best.kind, _authority(document.text, best), _until(document.text, best)
    )
    return field_at(document, value, best.span, SOURCE, best.sure)


def _heard(document: Document) -> Iterator[_Heard]:
    text = legible(document.text)
    for span in sentences(text):
        sentence = " ".join(text[span.start : span.end].split())
        speaks = _said(sentence)
        if speaks is None or _cue("not", sentence):
            continue
        start, end = _place(text, span, speaks)
        yield _judged(document, speaks, Span(start, end))


def _said(sentence: str) -> Cue | None:
    return next(
        (
            found
            for role in ("asks_court", "ordered", "command", "requested")
            if (found := _cue(role, sentence)) is not None
        ),
        None,
    )


def _cue(role: str, text: str) -> Cue | None:
    return next((c for c in matching(_CUES, role) if c.pattern.search(text)), None)


def _judged(document: Document, speaks: Cue, span: Span) -> _Heard:
    """A prohibition is an order only where a court speaks; applications only ask."""
    if speaks.role == "ordered":
        return _Heard("ordered", span, 0.92)
    if speaks.role == "command":
        page = legible(document.page_text(document.page_at(span.start)))
        court = _is_court(legible(document.text) if _is_brief(document) else page)
        asks = re.search(
            r"\bto\s+whom\s+it\s+may|\bsincerely|\bdear\b", page, re.IGNORECASE
        )
        if court and not asks:
            return _Heard("ordered", span, 0.8)
        return _Heard("requested", span, 0.7)
    return _Heard("requested", span, 0.9)


def _is_court(text: str) -> bool:
    """Whether a court speaks; under its caption an attorney may."""
    if _cue("court", text):
        return True
    return bool(_cue("caption", text)) and not _cue("attorney", text)


def _is_brief(document: Document) -> bool:
    """Short papers are one voice; in a long packet each page speaks for itself."""
    return len(document.pages) <= 6


def _place(text: str, span: Span, speaks: Cue) -> tuple[int, int]:
    match = speaks.pattern.search(text, span.start, span.end)
    return match.span() if match else (span.start, span.end)


def sentences(text: str) -> Iterator[Span]:
    """Rough sentences: OCR loses points, so empty lines and pages end one too."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if text[start : gap.start()].strip():
            yield Span(start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield Span(start, len(text))


def _authority(text: str, heard: _Heard) -> str | None:
    opens = max(0, heard.span.start - _AUTHORITY_REACH)
    around = text[opens : heard.span.end + _AUTHORITY_REACH]
    found = _cue("authority", around)
    if found is None and heard.kind == "ordered":
        found = _cue("authority", text)
    return found.value if found else None


def _until(text: str, heard: _Heard) -> str | None:
    """The period or event that ends the secrecy, in the paper's own words."""
    after = text[heard.span.start : heard.span.end + _UNTIL_REACH]
    near = _SENTENCE_END.split(after, maxsplit=1)[0]
    for cue in matching(_CUES, "until"):
        match = cue.pattern.search(near)
        if match:
            return " ".join(match["until"].split())
    return None
