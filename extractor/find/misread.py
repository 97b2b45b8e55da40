"""One address printed often and misread once in a while is one target, not several."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractor.document import Document, MarkKind, Origin, Page
from extractor.facts import Identifier

ADDRESSES, CODES = ("url", "email"), ("account_id", "device_serial", "username")
# Shapes that OCR takes for one another. No digit of an address is made another digit,
# because accounts that differ in a number are different accounts.
_SHAPES = (("rn", "m"), ("vv", "w"), ("v", "y"), ("0", "o"), ("1", "l"), ("|", "l"))
# In a code a letter is as likely as a digit; only capitals have such shapes.
_DIGIT_FOR = str.maketrans("OQIl|SBZG", "001115826")
_LEAST_OF = {"url": 16, "email": 16, "username": 8, "account_id": 8, "device_serial": 8}
"""Shorter ones are alike by chance."""
_WORD = re.compile(r"[a-z]{5,}")
# A capital shaped like a digit beside digits, in a handle else of small letters.
_CAPITALS = re.compile(r"[AC-FHJ-NP-RT-Y]")
_SLIPS = re.compile(r"(?<=\d)[OISBZ]|[OSBZ](?=\d)")
_MOST_OF_PAGE, _PLAINLY = 0.6, 2
_LAYER = "text of a scan"
# A host that ends in a word with a digit is none: a stroke was taken for its digit.
_NO_HOST = re.compile(r"(?P<front>https?://[\w.-]+\.[a-z]{2,3})(?=[a-z]*\d)[a-z\d]+/?$")


def without_misread(
    found: tuple[Identifier, ...], document: Document
) -> tuple[Identifier, ...]:
    """Identifiers without other spellings of one address that OCR confuses.

    Kept is the spelling the text shows most often, then the surest. What a program
    wrote is as meant, however much two addresses look alike.
    """
    told = tuple(
        _settled(i, document.text) if _is_doubtful(i, document) else i for i in found
    )
    best: dict[tuple[str, str], Identifier] = {}
    keys = [_key(i, document) for i in told]
    for key, identifier in zip(keys, told, strict=True):
        known = best.get(key)
        if known is None or _standing(identifier, document.text) > _standing(
            known, document.text
        ):
            best[key] = identifier
    kept = [i for key, i in zip(keys, told, strict=True) if best[key] is i]
    return tuple(i for i in kept if not _is_torn(i, kept))


def _is_torn(found: Identifier, kept: list[Identifier]) -> bool:
    """A page whose host cannot be, beside the same host's page read as one can."""
    match = _NO_HOST.match(found.value.value or "") if found.kind == "url" else None
    if match is None:
        return False
    whole = f"{match['front']}/"
    return any((i.value.value or "").startswith(whole) for i in kept)


def _key(identifier: Identifier, document: Document) -> tuple[str, str]:
    """What identifiers share that are one target."""
    value = identifier.value.value or ""
    doubtful = _is_doubtful(identifier, document)
    long = len(value) >= _LEAST_OF.get(identifier.kind, len(value) + 1)
    return identifier.kind, _outline(value, identifier.kind) if doubtful and long else (
        value.casefold()
    )


def _outline(value: str, kind: str) -> str:
    if kind in CODES:
        return value.translate(_DIGIT_FOR).casefold()
    value = value.casefold()
    for shape, other in _SHAPES:
        value = value.replace(shape, other)
    return value


def _is_doubtful(identifier: Identifier, document: Document) -> bool:
    """Whether it may be misread: from a scan, or from text that may be one's."""
    pages = {e.page for e in identifier.value.evidence}
    return document.media == "text" or any(
        _is_scanned(page) for page in document.pages if page.number in pages
    )


def _is_scanned(page: Page) -> bool:
    """True also for a picture of a whole page with somebody's OCR below it."""
    if page.reason == _LAYER:
        return True
    whole = page.width * page.height * _MOST_OF_PAGE
    pictures = (m.box for m in page.marks if m.kind is MarkKind.IMAGE)
    return page.origin is not Origin.EMBEDDED or any(
        box.width * box.height >= whole for box in pictures
    )


def _settled(identifier: Identifier, text: str) -> Identifier:
    """An address whose words are spelled as elsewhere, a handle with digits for S."""
    value = identifier.value.value or ""
    told = value
    if identifier.kind == "email":
        told = _WORD.sub(lambda m: _likelier(m.group(), text), value)
    if identifier.kind == "username" and not _CAPITALS.search(value):
        told = _SLIPS.sub(lambda m: m.group().translate(_DIGIT_FOR), value)
    return replace(identifier, value=replace(identifier.value, value=told))


def _likelier(word: str, text: str) -> str:
    """A word or its other spelling: OCR joins "rn" far oftener than it splits "m"."""
    counted = _words(text)
    for other in _others(word):
        joined = len(other) > len(word)
        least = 0 if joined and counted[word] else _PLAINLY * counted[word]
        if counted[other] > least and counted[word]:
            return other
    return word


def _others(word: str) -> Iterator[str]:
    for shape, meant in (("m", "rn"), ("rn", "m")):
        for place in re.finditer(shape, word):
            yield word[: place.start()] + meant + word[place.end() :]


@lru_cache(maxsize=16)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _standing(identifier: Identifier, text: str) -> tuple[int, float]:
    value = identifier.value.value or ""
    return text.casefold().count(value.casefold()), identifier.value.confidence
