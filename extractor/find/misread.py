"""One address printed often and misread once in a while is one target, not several."""

from extractor.facts import Identifier

KINDS = ("url", "email")
# Shapes that OCR takes for one another. No digit is made another digit, because
# accounts that differ in a number are different accounts.
_SHAPES = (("rn", "m"), ("vv", "w"), ("v", "y"), ("0", "o"), ("1", "l"), ("|", "l"))
_LEAST = 16
"""Shorter addresses are alike by chance."""


def without_misread(found: tuple[Identifier, ...], text: str) -> tuple[Identifier, ...]:
    """Identifiers without other spellings of one address that OCR confuses.

    Kept is the spelling the text shows most often, then the surest.
    """
    best: dict[tuple[str, str], Identifier] = {}
    for identifier in found:
        key = _outline(identifier)
        known = best.get(key)
        if known is None or _standing(identifier, text) > _standing(known, text):
            best[key] = identifier
    return tuple(i for i in found if best[_outline(i)] is i)


def _outline(identifier: Identifier) -> tuple[str, str]:
    value = identifier.value.value or ""
    if identifier.kind in KINDS and len(value) >= _LEAST:
        value = value.casefold()
        for shape, other in _SHAPES:
            value = value.replace(shape, other)
    return identifier.kind, value


def _standing(identifier: Identifier, text: str) -> tuple[int, float]:
    value = identifier.value.value or ""
    return text.casefold().count(value.casefold()), identifier.value.confidence
