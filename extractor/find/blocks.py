"""Signature blocks: the lines around an office's title or a line to sign on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from extractor.document import Document, Mark, MarkKind
from extractor.facts import Signer
from extractor.find.ink import drawn_above, ink_near, is_scribble, pen_on_rule
from extractor.find.people import looks_like_name
from extractor.geometry import Span
from extractor.taxonomy.cues import Cue, cues, matching

_CUES = cues("signatures")
_TITLE_WORDS = 9
_HONORIFIC = re.compile(r"^(?:Hon\.|Honorable|Judge|Mr\.|Ms\.|Mrs\.|Dr\.)\s+")
_ABOVE = 4
# The label before a printed name, the day behind it.
_BESIDE_NAME = re.compile(
    r"^(?:by|name|printed)\s*:\s*|\s+\d{1,2}/\d{1,2}/\d{2,4}$", re.IGNORECASE
)
_CELLS = re.compile(
    r"\s{2,}|\t|\sOR\s|(?<=\d{4})\s|(?<=[/-]\d\d)\s|(?<=\d\s[ap]m)\s|(?<=[ap]\.m\.)\s",
    re.IGNORECASE,
)
# A clerk's stamp beside the title, and the hand that signs for an office.
_STAMP = re.compile(r"\s(?:FILED|ENTERED|E-FILED|ISSUED|DOCKETED)\b.*\d")
_BY = re.compile(r"^[\s,.]*by:?\s+", re.IGNORECASE)
_CLOSING_REACH = 14
# What is left of "/s/" before a name, and how alike two readings of one name are.
_BEFORE_NAME = re.compile(r"^(?:\W+|[^\W_]{1,2}[\W_]+)(?=[^\W\d_])")
_LOST, _ALIKE = 4, 78.0
# A name typed behind "Signature of officer".
_PLAINLY = 0.5
# The words of a plain text keep no ink: a block that is filled in may well be signed.
_INKLESS = ("text", "eml")


@dataclass(frozen=True, slots=True)
class Block:
    """Who may have signed here; `how` is None where nothing shows a signature."""

    around: Span
    span: Span
    signer: Signer
    name: str | None
    title: str | None
    how: Literal["text", "ink"] | None
    sure: float
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Trace:
    how: Literal["text", "ink"] | None
    sure: float
    name: str | None = None
    mark: Mark | None = None


def blocks(document: Document) -> tuple[Block, ...]:
    """The signature blocks of a document, in reading order."""
    return tuple(_blocks(document))


def _blocks(document: Document) -> Iterator[Block]:
    lines = [
        _Line(m.group().strip(), Span(m.start(), m.end()))
        for m in re.finditer(r"[^\n\f]+", document.text)
        if m.group().strip()
    ]
    for at, line in enumerate(lines):
        if says("not_issuer", line.text):
            continue
        cue = _label(line.text) or _title(lines, at)
        if cue:
            yield _block(document, lines, at, cue)
        elif (
            _mark(line.text)
            or _is_signed_name(document, line)
            or _is_written_twice(lines, at)
        ):
            yield _block(document, lines, at, None)


def _is_signed_name(document: Document, line: _Line) -> bool:
    """Whether a line is a person's name with a pen stroke right above it."""
    if not looks_like_name(line.text):
        return False
    return any(drawn_above(document, box) for box in document.boxes(line.span)[:1])


def _is_written_twice(lines: list[_Line], at: int) -> bool:
    """Whether a name closes a letter and stands once more in print below it."""
    name = lines[at].text.strip(" _,")
    if at + 1 == len(lines) or not looks_like_name(name):
        return False
    closed = any(says("closing", line.text) for line in lines[max(0, at - 3) : at])
    return closed and _is_repeated(name, lines[at : at + 2])


def says(role: str, text: str) -> bool:
    """Whether a wording of that role is in the text."""
    return any(cue.pattern.search(text) for cue in matching(_CUES, role))


def _label(text: str) -> Cue | None:
    return next((c for c in matching(_CUES, "label") if c.pattern.search(text)), None)


def _title(lines: list[_Line], at: int) -> Cue | None:
    """The office a line names, if it can close a paper: short, after a closing."""
    text = lines[at].text
    found = [c for c in matching(_CUES, "title") if c.pattern.search(text)]
    long = len(_STAMP.split(text)[0].split()) > _TITLE_WORDS
    if not found or text.endswith(":") or (long and _before(text, found[0]) is None):
        return None
    above = [line.text for line in lines[max(0, at - _CLOSING_REACH) : at]]
    # "Witness my hand, May 4, 2031.   A. Roe, Clerk" closes and names on one line.
    above.append(found[0].pattern.split(text)[0] if long else "")
    if any(says("service", line) for line in above[-6:]):
        return None
    closes = any(says("closing", a) or _mark(a) or pen_on_rule(a) for a in above)
    return found[0] if closes else None


def _mark(text: str) -> re.Match[str] | None:
    found = (c.pattern.search(text) for c in matching(_CUES, "mark"))
    return next((m for m in found if m), None)


def _block(document: Document, lines: list[_Line], at: int, cue: Cue | None) -> Block:
    first, last = max(0, at - _ABOVE), min(len(lines), at + 3)
    trace = _trace(document, lines, at)
    is_title = cue is not None and cue.role == "title"
    name = trace.name or _name(lines, at, cue)
    if trace.how is None and name and _is_repeated(name, lines[first:last]):
        trace = _Trace("ink", 0.6)
    if trace.how is None and name and _is_filled(document, lines[first:last]):
        trace = _Trace("text", 0.35)
    if trace.how is None and cue and not is_title and document.media in _INKLESS:
        written = _after(lines[at].text, cue)
        trace = _Trace("text", _PLAINLY, written) if written else trace
    return Block(
        around=Span(lines[first].span.start, lines[last - 1].span.end),
        span=lines[at].span,
        signer=Signer(cue.value) if cue else Signer.UNKNOWN,
        name=name,
        title=_printed_title(lines[at].text, cue) if cue and is_title else None,
        how=trace.how,
        sure=trace.sure,
        mark=trace.mark,
    )


def _printed_title(text: str, cue: Cue) -> str:
    match = cue.pattern.search(text)
    name = _after(text, cue)
    if match and name:
        return text[match.start() : text.rindex(name)].strip(" .,")
    printed = " ".join(text[match.start() :].split()) if match else text
    return re.sub(r"(?:\s+(?:for|of)(?:\s+the)?)?[\s,)]*$", "", printed)


def _trace(document: Document, lines: list[_Line], at: int) -> _Trace:
    """What shows a signature at a line: a text mark, a pen mark, or OCR's scribble."""
    for line in reversed(lines[max(0, at - _ABOVE) : at + 2]):
        mark = _mark(line.text)
        rest = line.text[mark.end() :].strip(" ,") if mark else ""
        # A name signed below belongs to the next block.
        if mark and not (rest and line.span.start > lines[at].span.start):
            return _Trace("text", 0.9, _signed_name(rest))
    ink = _ink(document, lines[at])
    if ink:
        return _Trace("ink", 0.85 if ink.kind is MarkKind.INK else 0.65, None, ink)
    for line in lines[max(0, at - 3) : at]:
        if is_scribble(line.text):
            return _Trace("ink", 0.55)
    if any(pen_on_rule(line.text) for line in lines[max(0, at - 2) : at + 1]):
        return _Trace("ink", 0.55)
    return _Trace(None, 0.0)


def _signed_name(text: str) -> str | None:
    plain = _HONORIFIC.sub("", text)
    if looks_like_name(plain):
        return plain
    return next((n for c in matching(_CUES, "title") if (n := _after(text, c))), None)


def _ink(document: Document, line: _Line) -> Mark | None:
    boxes = document.boxes(line.span)
    return ink_near(document, boxes[0]) if boxes else None


def _name(lines: list[_Line], at: int, cue: Cue | None) -> str | None:
    """The printed name: beside the title on its line, or on a line close by."""
    if cue is not None and cue.role == "title":
        beside = _before(lines[at].text, cue) or _after(lines[at].text, cue)
        if beside:
            return beside
    for line in (*reversed(lines[max(0, at - 2) : at]), *lines[at + 1 : at + 2]):
        whole = _BESIDE_NAME.sub("", line.text)
        for part in (whole, whole.split(",")[0], *_CELLS.split(whole)[1:]):
            if looks_like_name(part):
                return part.strip(" ,")
    return None


def _before(text: str, cue: Cue) -> str | None:
    """The name that ends where a title begins: "City: Example Alex Roe, Judge"."""
    match = cue.pattern.search(text)
    words = text[: match.start()].strip(" ,").split() if match else []
    whole = " ".join(words)
    if looks_like_name(whole):
        return whole
    count = 3 if len(words) > 3 and re.fullmatch(r"[A-Z]\.?", words[-2]) else 2
    tail = " ".join(words[-count:])
    return tail if "," not in tail and looks_like_name(tail) else None


def _after(text: str, cue: Cue) -> str | None:
    """The name behind a rank: "Det. A. Roe #12"."""
    ends = [match.end() for match in cue.pattern.finditer(text)]
    rest = _BY.sub("", text[ends[-1] :]) if ends else ""
    rest = re.split(r"[,#(\d]", rest)[0].strip(" .:_")
    return rest if looks_like_name(rest) else None


def _is_repeated(name: str, lines: list[_Line]) -> bool:
    """True where a name stands over its own print: written so, or after a lost mark."""
    bare = [_BEFORE_NAME.sub("", line.text).strip(" .,;_") for line in lines]
    said = [text.split(",")[0] if text.startswith(name) else text for text in bare]
    alike = [
        text
        for text in said
        if abs(len(text) - len(name)) <= _LOST and fuzz.ratio(text, name) >= _ALIKE
    ]
    return len(alike) > 1


def _is_filled(document: Document, lines: list[_Line]) -> bool:
    empty = any(
        says("empty", line.text) and not (i and _is_written(lines[i - 1].text, line))
        for i, line in enumerate(lines)
    )
    return document.media in _INKLESS and not empty


def _is_written(above: str, line: _Line) -> bool:
    """Whether a name stands right on a bare line to sign on."""
    name = re.split(r"\s{2,}|\(", above.strip())[0]
    return not re.search(r"[A-Za-z]", line.text) and looks_like_name(name)
