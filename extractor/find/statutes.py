"""The statutes and rules a paper cites, in one normal form each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from extractor.document import Document
from extractor.facts import Field, field_at
from extractor.find.legible import figures, legible
from extractor.find.views import speaking
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import Cue, cues, read_yaml

SOURCE = "rule:statutes"
_AROUND = 160
_PASSED_OVER = 0.3
# A paper that gives no title cites the criminal code: it is the title OCR loses.
_LOST_TITLE = "18"
_TITLE_SLIPS = str.maketrans("ilI", "111")
_SLIPPED = re.compile(r"^[l\d][\dOl]*\d[\dOl]*")
_SLIPS = str.maketrans("Ol", "01")
# A section of a state's code names its chapter: "6-13.1-2", "714.2".
_CHAPTER = re.compile(r"(?<![\w.-])(\d[\d.A-Za-z-]*[-.:])\d+[A-Za-z]?(?:\([^()]+\))*$")
_SIGNED = re.compile(r"§{1,2}\s*(\d[\dA-Za-z.:-]*\d[A-Za-z]?(?:\([0-9A-Za-z]{1,3}\))*)")
_SAME_ACT = re.compile(
    r"\bsections?\s+(?P<listed>\d+[A-Z]{0,2}(?:\(\w{1,3}\))*"
    r"(?:(?:,|\s+and|\s+or)\s+\d+[A-Z]{0,2}(?:\(\w{1,3}\))*)*)\s+of\s+"
    r"(?:the(?P<same>\s+same|\s+said)?|(?P<that>that))\s+(?-i:Act)\b(?!,?\s+\d{4})",
    re.IGNORECASE,
)
# Sections of title 18 that give a power: papers name the title once and then these.
_TITLE_18 = re.compile(
    r"\bsections?\s+(?P<listed>(?:270[1-9]|271[0-3]|312[1-7]|251[0-8])\([a-z]\)"
    r"(?:\(\d\))?(?:\([A-Z]\))?)(?!\s*,?\s+of\b)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?<=IT Act s\. )(\d+)[-(]([A-F])\)?(?!\w)")
_LETTER = re.compile(r"\([a-z]\)")
_SMALL = re.compile(r"\b(?:And|Of|The|For|In|To|On)\b")
_TOKEN = re.compile(
    r"(?P<bare>(?<![\w)])(?:\([0-9A-Za-z]{1,4}\))+)"
    r"|(?P<section>(?<![A-Za-z])(?:[LRD]?\.?\s?|l)\d[\w.:/\-–]*(?:(?<=-\d),\d{3}(?!\d))?"
    r"(?:[ -](?:bis|ter|quater)\b(?:\s[a-z]\b)?)?"
    r"(?:\s?\((?:\d{1,2}|[A-Za-z]{1,2}|[ivx]{1,4})(?:\)|(?=\()))*)"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in its normal form, where it stands and how sure it was read."""

    value: str
    span: Span
    sure: float


def find_statutes(scope: Scope) -> tuple[Field[str], ...]:
    """Each statute once, in reading order; what forms print of themselves left out."""
    document = speaking(scope)
    every = citations(document)
    coarse = {
        value[:at]
        for value in {c.value for c in every if _is_headed(c.value)}
        for at in _cuts(value)
    }
    found: dict[str, Field[str]] = {}
    for cited in every:
        if cited.value not in found and cited.value not in coarse:
            found[cited.value] = field_at(
                document, cited.value, cited.span, SOURCE, cited.sure
            )
    return tuple(found.values())


def other_statutes(scope: Scope) -> Iterator[Field[str]]:
    """All that is cited, each weakly: coarser citations too, and a form's own."""
    document = speaking(scope)
    for cited in (*citations(document), *_printed_by_forms(document)):
        sure = cited.sure * _PASSED_OVER
        yield field_at(document, cited.value, cited.span, SOURCE, sure)


def _is_headed(value: str) -> bool:
    """Whether forms of that code print a section apart from its subsections."""
    return any(value.startswith(e["value"]) for e in read_yaml("statutes")["headed"])


def _cuts(value: str) -> list[int]:
    """Where a citation could be cut to a coarser one: before each bracket."""
    return [at for at, sign in enumerate(value) if sign == "("]


def citations(document: Document) -> tuple[Citation, ...]:
    """Every citation of a document that is not a form's own."""
    text = legible(figures(document.text))
    found = _printed(text)
    folded = [
        replace(c, value=_folded(c.value))
        for c in (*found, *_again(text, found))
        if not _is_boilerplate(c, text)
    ]
    return tuple(sorted(folded, key=lambda c: c.span))


def _printed_by_forms(document: Document) -> list[Citation]:
    text = legible(figures(document.text))
    own = (c for c in _printed(text) if _is_boilerplate(c, text))
    return [replace(c, value=_folded(c.value)) for c in own]


@lru_cache(maxsize=4)
def _printed(text: str) -> tuple[Citation, ...]:
    """Every citation in full that a text prints, by whom ever."""
    return tuple(
        cited
        for cue in cues("statutes")
        if cue.needs is None or cue.needs.search(text)
        for match in cue.pattern.finditer(text)
        for cited in _cited(cue, match)
    )


def _again(text: str, found: Sequence[Citation]) -> Iterator[Citation]:
    """Sections whose law is named elsewhere: of a chapter, the same Act or title 18."""
    yield from _bare(text, found)
    for match in _SAME_ACT.finditer(text):
        act = _meant(match, found)
        if act and not _taken(match, found):
            yield from _listed(match, act.split(" s. ")[0].split(" sch. ")[0] + " s. ")
    if any(c.value.startswith("18 USC 2") for c in found):
        for match in _TITLE_18.finditer(text):
            if not _taken(match, found):
                yield from _listed(match, "18 USC ")


def _meant(match: re.Match[str], found: Sequence[Citation]) -> str | None:
    """The Act meant: "the Act" is the power's own, "the same Act" the latest named."""
    acts = sorted(
        (c for c in found if " Act " in c.value and c.span.start < match.start()),
        key=lambda c: c.span,
    )
    if not acts:
        return None
    return acts[-1 if match["same"] or match["that"] else 0].value


def _listed(match: re.Match[str], law: str) -> Iterator[Citation]:
    span = Span(match.start(), match.end())
    for section in sections(match["listed"]):
        yield Citation(law + section, span, 0.8)


def _taken(match: re.Match[str], found: Sequence[Citation]) -> bool:
    return any(c.span.start <= match.start() < c.span.end for c in found)


def _bare(text: str, found: Sequence[Citation]) -> Iterator[Citation]:
    """Sections cited alone, of the chapter of a code that is cited in full."""
    codes = {
        chapter[1]: cited.value[: chapter.start()]
        for cited in found
        if (chapter := _CHAPTER.search(cited.value)) and chapter.start() > 0
    }
    for match in _SIGNED.finditer(text):
        chapter = _CHAPTER.search(match[1])
        if chapter and chapter[1] in codes and not _taken(match, found):
            span = Span(match.start(), match.end())
            yield Citation(codes[chapter[1]] + _section(match[1]), span, 0.8)


def _cited(cue: Cue, match: re.Match[str]) -> Iterator[Citation]:
    groups = match.groupdict()
    listed = groups.get("sections") or groups.get("sections2") or ""
    given = groups.get("title") or groups.get("title2")
    title = (given or _LOST_TITLE).translate(_TITLE_SLIPS)
    title = title.replace(".", "") if " USC " in cue.value else title
    code = " ".join((groups.get("code") or groups.get("code2") or "").split())
    span = Span(match.start(), match.end())
    lost = "{title}" in cue.value and given is None
    sure = 0.7 if lost else 0.95
    for section in sections(listed) if "{section}" in cue.value else ("",):
        number = _mended(title, section) if " USC " in cue.value else section
        value = cue.value.format(title=title, section=number, code=_cased(code))
        yield Citation(value, span, sure if number == section else 0.5)


def _cased(code: str) -> str:
    """A code's name in title case unless it is an abbreviation or already cased."""
    if code.isupper() and " ACT" in code:
        return _SMALL.sub(lambda word: word[0].lower(), code.title())
    return code if any(c.isupper() for c in code) else code.title()


def sections(listed: str) -> tuple[str, ...]:
    """The section numbers of a list; "2705(b)(2), (3)" is their common 2705(b)."""
    found: list[str] = []
    folded = False
    for token in _TOKEN.finditer(listed):
        if token["section"]:
            found.append(_section(token["section"]))
            folded = False
        elif found and _LETTER.match(token["bare"]) and found[-1].count("(") > 1:
            found.append(found[-1].split("(")[0] + token["bare"])
        elif found and "(" in found[-1] and not folded:
            found[-1] = found[-1][: found[-1].rindex("(")]
            folded = True
    return tuple(found)


def _section(text: str) -> str:
    """One section number: OCR reads the f of "(f)(1)" as a nought."""
    text = _SLIPPED.sub(lambda m: m.group().translate(_SLIPS), text.strip())
    latin = re.sub(r"\s+(?=(?:bis|ter|quater)\b)", "_", text.strip())
    latin = re.sub(r"(bis|ter|quater)\s+", r"\1_", latin)
    plain = re.sub(r"\s+", "", latin).replace("–", "-").replace("_", " ")
    mended = re.sub(r"\(0\)?(?=\(|$)", "(f)", plain).rstrip(".:-/")
    # Paragraphs follow letters and hold capitals: there a stroke is a one.
    mended = re.sub(r"(?<=\([a-z]\)\()l(?=\))|(?<=\()l(?=\)\([A-Z]\))", "1", mended)
    closed = re.sub(r"(\([0-9A-Za-z]{1,4})(?=\(|$)", r"\1)", mended)
    return closed if closed.count("(") == closed.count(")") else closed.split("(")[0]


def _mended(title: str, section: str) -> str:
    """A section its title does not have, read as the one that process cites."""
    number = re.match(r"\d+", section)
    known = _titles().get(title)
    if number is None or known is None or _is_real(int(number[0]), known["ranges"]):
        return section
    # A section sign read as a figure stands before the section.
    if number[0][0] in "58" and int(number[0][1:] or 0) in known["cited"]:
        return section[1:]
    near = [c for c in known["cited"] if _one_digit_off(str(c), number[0])]
    return section.replace(number[0], str(near[0]), 1) if len(near) == 1 else section


def _is_real(number: int, within: list[list[int]]) -> bool:
    return any(first <= number <= last for first, last in within)


def _one_digit_off(one: str, other: str) -> bool:
    same_length = len(one) == len(other)
    return same_length and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _titles() -> dict[str, dict[str, Any]]:
    return {entry["title"]: entry for entry in read_yaml("statutes")["titles"]}


def canonical(value: str) -> str:
    """A citation in its normal form: "N.Y. Crim. Proc. Law 690.10" is N.Y. CPL."""
    for entry in read_yaml("statutes")["names"]:
        named = re.match(entry["pattern"], value)
        if named:
            value = named.expand(entry["value"]) + value[named.end() :]
    return _LETTERED.sub(r"\1\2", value)


def _folded(value: str) -> str:
    value = canonical(value)
    for entry in read_yaml("statutes")["fold"]:
        if value.startswith(entry["value"]):
            return str(entry["value"])
    return value


def _is_boilerplate(cited: Citation, text: str) -> bool:
    """Whether a form prints it of itself, or it only says what a word means."""
    before = text[max(0, cited.span.start - _AROUND) : cited.span.start]
    if any(re.search(e["pattern"], before, re.IGNORECASE) for e in read_incidental()):
        return True
    value = canonical(cited.value)
    around = text[max(0, cited.span.start - _AROUND) : cited.span.end + _AROUND]
    return any(
        re.fullmatch(re.escape(entry["value"]) + r"(?:\(.*)?", value)
        and re.search(entry["pattern"], around, re.IGNORECASE)
        for entry in read_boilerplate()
    )


def read_incidental() -> list[dict[str, str]]:
    """Words before a citation that is no more than a definition's."""
    entries: list[dict[str, str]] = read_yaml("statutes")["incidental"]
    return entries


def read_boilerplate() -> list[dict[str, str]]:
    """Citations that official forms print of themselves."""
    entries: list[dict[str, str]] = read_yaml("statutes")["boilerplate"]
    return entries
