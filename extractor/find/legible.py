"""Text as it was meant: digits that OCR put inside words become letters again.

The length never changes, so a span found here is a span of the document's own text.
"""

import re
from functools import lru_cache

_SLIPS = (
    (
        re.compile(
            r"(?<=[A-Z])0(?=[A-Z])|\b0(?=[A-Z]{3})|(?<=[A-Z]{2})0\b|(?<=\bN)0(?=s?\.)"
        ),
        "O",
    ),
    (re.compile(r"(?<=[a-z])0(?=[a-z])|\b0(?=[a-z]{3})|(?<=[A-Z])0(?=[a-z])"), "o"),
    (
        re.compile(r"(?<=[a-z]{2})1(?=[a-z])|(?<=[a-z])1(?=[a-z]{2})|(?<=[a-z]{3})1\b"),
        "l",
    ),
    (re.compile(r"(?<=[A-Z])1(?=[A-Z]{2})"), "I"),
)


@lru_cache(maxsize=32)
def legible(text: str) -> str:
    """The text with noughts and ones inside words read as letters."""
    for pattern, letter in _SLIPS:
        text = pattern.sub(letter, text)
    return text
