"""Whom a paper commands: the name as printed, without its address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extractor.document import Document
from extractor.facts import Field, absent, field_at
from extractor.find.addressee import BLOCK_LINES, letter_block, opening, plain
from extractor.find.columns import columns_from
from extractor.find.full_name import in_full, mended_name
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.headings import Line, lines
from extractor.taxonomy.recipients import company, pattern, patterns

SOURCE = "rule:recipient"
_PROSE = ("sentences", "weak_sentences")
_PLAIN = 0.85
_REACH = 90


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a paper may command, where it stands, and how plainly."""

    value: str
    span: Span
    sure: float


@lru_cache(maxsize=8)
def _flowing(text: str) -> str:
    """Mended text whose sentences run on across the ends of their lines."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", plain(text))


def _ends(text: str) -> bool:
    return bool(pattern("ends").search(plain(text)))


def is_name(text: str) -> bool:
    """True for words that may be a name: not a form's, not a sentence's."""
    letters = sum(c.isalpha() for c in text)
    named = any(c.isupper() or c == "@" for c in text)
    return letters >= 3 and named and not pattern("not_names").search(plain(text))


def tidy(text: str) -> str:
    """A name without brackets, rules and spaces around it."""
    text = re.split(
        r"\s*\((?:[\"“'‘]|(?:here|the|AC|AB)\w*)|,? and any subsequent", text
    )[0]
    text = re.sub(r"(?: [)§*|])?\s+", " ", text)
    return mended_name(text.strip(" ,;:|_-()\"'").removesuffix(" ."))


def _unlabelled(text: str) -> str:
    """A line without the words of the form around its name."""
    label = pattern("labels").search(plain(text))
    return f"{text[: label.start()]} {text[label.end() :]}" if label else text


def name_ends(text: str) -> int | None:
    """Where on its line a name ends and its address, office or agent begins."""
    read = plain(text)
    named = company().match(read)
    if named and pattern("after_company").match(read[named.end() :]):
        return named.end()
    address = pattern("address_begins").search(read)
    return address.start() if address else None


def _name_lines(texts: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    kept: list[tuple[str, Span]] = []
    for text, span in texts:
        bare = _unlabelled(text)
        cut = name_ends(bare) if not kept else None
        clean = tidy(bare[:cut])
        if cut and is_name(clean):
            return [(clean, span)]
        if not clean and not kept:
            continue
        if not clean or len(kept) >= 2 or (_ends(text) and not _begins(clean)):
            break
        if kept and _opens_only(clean):
            break
        kept.append((clean, span))
        # A full name needs no second line, unless it breaks off or is only an office.
        if not (text.rstrip().endswith(("/", ",", "&", "and")) or _opens_only(clean)):
            break
    return kept


def _begins(text: str) -> bool:
    """True for a line that begins with a company or an office of one."""
    return bool(company().match(plain(text))) or _opens_only(text.partition(",")[0])


def _opens_only(text: str) -> bool:
    return bool(pattern("custodian").search(plain(text)))


def _joined(kept: list[tuple[str, Span]], sure: float) -> Named | None:
    name = " ".join(text for text, _ in kept)
    if len(kept) == 2 and _opens_only(kept[0][0]):
        name = f"{kept[0][0]}, {kept[1][0]}"
    if not kept or not is_name(name):
        return None
    span = Span(kept[0][1].start, kept[-1][1].end)
    return Named(name, span, sure)


def _behind_to(printed: Sequence[Line]) -> Iterator[Named]:
    """Names behind "TO:"."""
    for i, line in enumerate(printed):
        yield from _opened(line, printed[i + 1 : i + 1 + BLOCK_LINES])


def _columned(printed: Sequence[Line]) -> Iterator[Named]:
    """Names behind a "TO:" that opens a column of its line."""
    for i, line in enumerate(printed):
        for cell, under in columns_from(line, printed[i + 1 : i + 1 + BLOCK_LINES]):
            yield from _opened(cell, under)


def _opened(line: Line, below: Sequence[Line]) -> Iterator[Named]:
    opened = opening(line.text)
    if opened is None:
        return
    name = line.text[slice(*opened.span("name"))].strip() if opened["name"] else ""
    rest = [(name, line.span)] if name else []
    block = [*rest, *((n.text, n.span) for n in below)]
    field = _joined(_name_lines(block), 0.9)
    if field is None:
        return
    yield field
    # Officers addressed first, then the company itself.
    if is_office(field.value):
        yield from _companies(block[1:])


def _companies(block: Sequence[tuple[str, Span]]) -> Iterator[Named]:
    for text, span in block:
        named = company().match(plain(text))
        if named and (end := name_ends(text) or len(text)) <= named.end() + 1:
            yield Named(tidy(text[:end]), span, 0.85)


def _plainly(printed: Sequence[Line]) -> Iterator[Named]:
    """Names behind a "To" without a colon."""
    for line in printed:
        for wording in patterns("opens_plainly"):
            opened = wording.match(plain(line.text))
            name = tidy(line.text[slice(*opened.span("name"))]) if opened else ""
            if len(name) > 3:
                yield Named(name, line.span, 0.8)


def _labelled(printed: Sequence[Line]) -> Iterator[Named]:
    """Names above "(Name of person to whom this subpoena is directed)"."""
    for i, line in enumerate(printed):
        if not pattern("label_below").search(line.text):
            continue
        for above in reversed(printed[max(i - 3, 0) : i]):
            found = pattern("up_to_address").match(above.text)
            if found and is_name(tidy(found["name"])):
                name = tidy(found["name"])
                yield Named(name, above.span, 0.8)


def _worded(document: Document, kind: str, sure: float) -> Iterator[Named]:
    """Names behind a label, or inside a command: "premises controlled by X"."""
    text = _flowing(document.text) if kind in _PROSE else plain(document.text)
    for wording in patterns(kind):
        for found in wording.finditer(text):
            start, end = found.span("name")
            # A heading on the line above may look like the first words of a name.
            if not is_name(document.text[start:end]):
                start += document.text[start:end].rfind("\n") + 1
            span = Span(start, end)
            span = in_full(text, span) if kind in _PROSE else span
            quote = document.quote(span)
            name = tidy(quote[: name_ends(quote)])
            if is_name(name):
                yield Named(name, span, sure)


def _lettered(printed: Sequence[Line]) -> Iterator[Named]:
    bounds = letter_block(printed)
    if bounds is None:
        return
    rows = _from_company([(n.text, n.span) for n in printed[slice(*bounds)]])
    while rows and (_ends(rows[0][0]) or not is_name(rows[0][0])):
        rows.pop(0)
    field = _joined(_name_lines(rows), 0.7)
    if field:
        yield field


def _from_company(rows: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Rows from the company on, with its offices above it and no stamp's words."""
    named = (i for i, (text, _) in enumerate(rows) if company().match(plain(text)))
    first = next(named, 0)
    while first > 0 and _opens_only(rows[first - 1][0]):
        first -= 1
    return rows[first:]


def _below_date(printed: Sequence[Line]) -> Iterator[Named]:
    """A company that has the line below a letter's date for itself."""
    for before, line in pairwise(printed[:41]):
        found = company().fullmatch(plain(line.text.rstrip(" ,")))
        if found and pattern("letter_date").match(before.text):
            yield Named(tidy(found["name"]), line.span, 0.7)


def addressed(document: Document) -> Iterator[Named]:
    """Names in the order of how plainly papers put them."""
    printed = lines(document.words)
    yield from _behind_to(printed)
    yield from _labelled(printed)
    yield from _plainly(printed)
    yield from _worded(document, "labels_before", 0.8)
    yield from _columned(printed)
    yield from _worded(document, "central_authorities", 0.7)
    yield from _worded(document, "sentences", 0.75)
    yield from _lettered(printed)
    yield from _below_date(printed)
    yield from _worded(document, "weak_sentences", 0.6)
    yield from _worded(document, "weak_lines", 0.55)


def other_recipients(scope: Scope, chosen: Field[str]) -> Iterator[Field[str]]:
    """Who else may be meant; sentences are read for it where the chosen is unsure."""
    names = _headed if chosen.confidence >= _PLAIN else addressed
    for document in (scope.face, scope.rider, scope.covering):
        for named in names(document):
            if not is_office(named.value):
                yield _field(document, named)


def _headed(document: Document) -> Iterator[Named]:
    """Names that stand where an addressee stands."""
    printed = lines(document.words)
    yield from _behind_to(printed)
    yield from _labelled(printed)
    yield from _columned(printed)
    yield from _lettered(printed)
    yield from _below_date(printed)


def _field(document: Document, named: Named) -> Field[str]:
    return field_at(document, named.value, named.span, SOURCE, named.sure)


def is_office(name: str) -> bool:
    """True for "any peace officer" or "legal department": no company is named."""
    mail = bool(re.fullmatch(r"\S+@\S+", name))
    return mail or bool(pattern("officers").search(name)) or _opens_only(name)


def find_recipient(scope: Scope) -> Field[str]:
    """The recipient: on the face, else in the attachments, else in the letter.

    A paper addressed to the officers who execute it commands the company that they
    are to serve or obtain from, not one that only keeps what they search.
    """
    office: Field[str] | None = None
    for document in (scope.face, scope.rider, scope.covering):
        for named in addressed(document):
            field = _field(document, named)
            kept = _for_officers(office) and _only_keeps(document, named)
            if field.value and not is_office(named.value) and not kept:
                return field
            office = office or field
    return _office(office) if office else absent()


def _for_officers(office: Field[str] | None) -> bool:
    return bool(office and pattern("officers").search(office.value or ""))


def _only_keeps(document: Document, named: Named) -> bool:
    """Whether a name tells where the things to search are: "stored at premises of"."""
    before = document.text[max(0, named.span.start - _REACH) : named.span.start]
    return bool(pattern("keeps_before").search(plain(" ".join(before.split()) + " ")))


def _office(field: Field[str]) -> Field[str]:
    """The officers addressed, without the places where they serve."""
    value = field.value or ""
    end = pattern("office_ends").search(value)
    if not pattern("officers").search(value):
        end = None
    return replace(field, value=value[: end.end()] if end else value)
