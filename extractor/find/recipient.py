"""Whom a paper commands: the name as printed, without its address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.jurisdictions import load

SOURCE = "rule:recipient"
_BLOCK_LINES = 4
_LETTER_LINES = 12
_BLOCK_REACH = 260


@cache
def _wording() -> dict[str, Any]:
    words: dict[str, Any] = load("recipient.yaml")
    return words


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_wording()[name], re.IGNORECASE)


@cache
def _slots() -> dict[str, str]:
    """The patterns that {name} and {company} stand for; their capitals count."""
    gap = r"(?: ?[)§*|])?[ \n]"
    form = rf"(?:{_wording()['company_forms']})(?!\w)"
    plain = rf"(?!(?i:{_wording()['no_name']})\b)"
    inner = r"[\w&'’/-]*(?:\.[\w&'’/-]+)*(?:(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.)?"
    word = rf"{plain}[^\W\d_a-z]{inner}"
    joined = rf"{word}(?:{gap}(?:(?:of|and|de|do|du|des|della|von|&|the)[ \n])?{word})"
    ended = rf"(?:,?{gap}{form})"
    domain = r"[^\W\d_a-z][\w-]*\.(?i:com|net|org|io|tv)\b"
    return {
        "{name}": rf"(?P<name>{joined}{{0,6}}?{ended}|{joined}{{0,7}})",
        "{company}": rf"(?P<name>{joined}{{0,6}}?(?:{ended}|(?<={'.com'}))|{domain})",
    }


def _compiled(template: str) -> re.Pattern[str]:
    template = template.replace("{label}", _wording()["label_words"])
    for slot, pattern in _slots().items():
        before, found, after = template.partition(slot)
        if found:
            around = [f"(?i:{part})" if part else "" for part in (before, after)]
            return re.compile(pattern.join(around))
    return re.compile(template.replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE)


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_compiled, _wording()[name]))


@cache
def _company() -> re.Pattern[str]:
    return re.compile(rf"\W*{_slots()['{company}']}")


def _ends(text: str) -> bool:
    return bool(_pattern("ends").search(text))


def _is_name(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    named = any(c.isupper() or c == "@" for c in text)
    return letters >= 3 and named and not _pattern("not_names").search(text)


def _tidy(text: str) -> str:
    text = re.split(
        r"\s*\((?:[\"“'‘]|(?:here|the|AC|AB)\w*)|,? and any subsequent", text
    )[0]
    text = re.sub(r"(?: [)§*|])?\s+", " ", text)
    return text.strip(" ,;:|_-()\"'").removesuffix(" .")


def _name_ends(text: str) -> int | None:
    """Where on its line a name ends and its address, office or agent begins."""
    company = _company().match(text)
    if company and _pattern("after_company").match(text[company.end() :]):
        return company.end()
    address = _pattern("address_begins").search(text)
    return address.start() if address else None


def _name_lines(texts: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    kept: list[tuple[str, Span]] = []
    for text, span in texts:
        bare = _pattern("labels").sub(" ", text)
        cut = _name_ends(bare) if not kept else None
        clean = _tidy(bare[:cut])
        if cut and _is_name(clean):
            return [(clean, span)]
        if not clean and not kept:
            continue
        if not clean or len(kept) >= 2 or (_ends(text) and not _begins(clean)):
            break
        if kept and _pattern("custodian").search(clean):
            break
        kept.append((clean, span))
        # A full name needs no second line, unless it breaks off or is only an office.
        if not (text.rstrip().endswith(("/", ",", "&", "and")) or _opens_only(clean)):
            break
    return kept


def _begins(text: str) -> bool:
    """True for a line that begins with a company or an office of one."""
    return bool(_company().match(text)) or _opens_only(text.partition(",")[0])


def _opens_only(text: str) -> bool:
    return bool(_pattern("custodian").search(text))


def _joined(
    document: Document, kept: list[tuple[str, Span]], sure: float
) -> Field[str] | None:
    name = " ".join(text for text, _ in kept)
    if len(kept) == 2 and _opens_only(kept[0][0]):
        name = f"{kept[0][0]}, {kept[1][0]}"
    if not kept or not _is_name(name):
        return None
    span = Span(kept[0][1].start, kept[-1][1].end)
    return field_at(document, name, span, SOURCE, sure)


def _addressed(document: Document, printed: Sequence[Line]) -> Iterator[Field[str]]:
    """Names behind "TO:"."""
    for i, line in enumerate(printed):
        opened = _pattern("opens").match(line.text)
        if opened is None:
            continue
        name = (opened["name"] or "").strip()
        rest = [(name, line.span)] if name else []
        below = [(n.text, n.span) for n in printed[i + 1 : i + 1 + _BLOCK_LINES]]
        field = _joined(document, _name_lines([*rest, *below]), 0.9)
        if field:
            yield field


def _plainly(document: Document, printed: Sequence[Line]) -> Iterator[Field[str]]:
    """Names behind a "To" without a colon."""
    for line in printed:
        for pattern in _patterns("opens_plainly"):
            opened = pattern.match(line.text)
            if opened and len(_tidy(opened["name"])) > 3:
                name = _tidy(opened["name"])
                yield field_at(document, name, line.span, SOURCE, 0.8)


def _labelled(document: Document, printed: Sequence[Line]) -> Iterator[Field[str]]:
    """Names above "(Name of person to whom this subpoena is directed)"."""
    for i, line in enumerate(printed):
        if not _pattern("label_below").search(line.text):
            continue
        for above in reversed(printed[max(i - 3, 0) : i]):
            found = _pattern("up_to_address").match(above.text)
            if found and _is_name(_tidy(found["name"])):
                name = _tidy(found["name"])
                yield field_at(document, name, above.span, SOURCE, 0.8)


def _worded(document: Document, kind: str, sure: float) -> Iterator[Field[str]]:
    """Names behind a label, or inside a command: "premises controlled by X"."""
    for pattern in _patterns(kind):
        for found in pattern.finditer(document.text):
            name = _tidy(found["name"])
            if _is_name(name):
                yield field_at(document, name, Span(*found.span("name")), SOURCE, sure)


def _letter_block(printed: Sequence[Line]) -> tuple[int, int] | None:
    """The lines between a letter's date and its subject or salutation."""
    for i, line in enumerate(printed[:40]):
        if not _pattern("letter_date").match(line.text):
            continue
        for j in range(i + 1, min(i + _LETTER_LINES, len(printed))):
            if _pattern("letter_ends").match(printed[j].text):
                return i + 1, j
    return None


def _lettered(document: Document, printed: Sequence[Line]) -> Iterator[Field[str]]:
    bounds = _letter_block(printed)
    if bounds is None:
        return
    rows = [(n.text, n.span) for n in printed[slice(*bounds)]]
    while rows and (_ends(rows[0][0]) or not _is_name(rows[0][0])):
        rows.pop(0)
    field = _joined(document, _name_lines(rows), 0.7)
    if field:
        yield field


def _below_date(document: Document, printed: Sequence[Line]) -> Iterator[Field[str]]:
    """A company that has the line below a letter's date for itself."""
    for before, line in pairwise(printed[:41]):
        found = _company().fullmatch(line.text.rstrip(" ,"))
        if found and _pattern("letter_date").match(before.text):
            yield field_at(document, _tidy(found["name"]), line.span, SOURCE, 0.7)


def _candidates(document: Document) -> Iterator[Field[str]]:
    """Names in the order of how plainly papers put them."""
    printed = lines(document.words)
    yield from _addressed(document, printed)
    yield from _labelled(document, printed)
    yield from _plainly(document, printed)
    yield from _worded(document, "labels_before", 0.8)
    yield from _worded(document, "sentences", 0.75)
    yield from _lettered(document, printed)
    yield from _below_date(document, printed)
    yield from _worded(document, "weak_sentences", 0.6)


def _is_office(name: str) -> bool:
    """True for "any peace officer" or "legal department": no company is named."""
    mail = bool(re.fullmatch(r"\S+@\S+", name))
    return mail or bool(_pattern("officers").search(name)) or _opens_only(name)


def find_recipient(scope: Scope) -> Field[str]:
    """The recipient: on the face, else in the attachments, else in the letter.

    A paper addressed to the officers who execute it commands the company it names.
    """
    office: Field[str] | None = None
    for document in (scope.face, scope.rider, scope.covering):
        for field in _candidates(document):
            if not _is_office(field.value or ""):
                return field
            office = office or field
    return _office(office) if office else absent()


def _office(field: Field[str]) -> Field[str]:
    """The officers addressed, without the places where they serve."""
    value = field.value or ""
    end = _pattern("office_ends").search(value)
    if not _pattern("officers").search(value):
        end = None
    return replace(field, value=value[: end.end()] if end else value)


def recipient_spans(document: Document) -> tuple[Span, ...]:
    """Where a paper's addressee and its address stand: no place of the issuer's."""
    printed = lines(document.words)
    spans: list[Span] = []
    for i, line in enumerate(printed):
        if _pattern("opens").match(line.text):
            spans.append(_block(printed, i))
    bounds = _letter_block(printed)
    if bounds and bounds[0] < bounds[1]:
        first, last = printed[bounds[0]], printed[bounds[1] - 1]
        spans.append(Span(first.span.start, last.span.end))
    return tuple(spans)


def _block(printed: Sequence[Line], first: int) -> Span:
    """From the opening line to the end of its ZIP code, at most eight lines below."""
    last = first
    for i in range(first, min(first + 8, len(printed))):
        if re.search(r"\b\d{5}(?:-\d{4})?\W*$", printed[i].text):
            last = i
            break
    return Span(printed[first].span.start, printed[last].span.end)
