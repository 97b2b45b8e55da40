"""Text as it was meant: digits and strokes that OCR put inside words become letters.

The length never changes, so a span found here is a span of the document's own text.
"""

import re
from functools import lru_cache

from extractor.taxonomy.vocabulary import vocabulary

_SLIPS = (
    (
        re.compile(
            r"(?<=[A-Z])0(?=[A-Z])|\b0(?=[A-Z]{3})|(?<=[A-Z]{2})0\b|(?<=\bN)0(?=s?\.)"
        ),
        "O",
    ),
    (re.compile(r"(?<=[a-z])0(?=[a-z])|\b0(?=[a-z]{2})|(?<=[A-Z])0(?=[a-z])"), "o"),
    (
        re.compile(r"(?<=[a-z]{2})1(?=[a-z])|(?<=[a-z])1(?=[a-z]{2})|(?<=[a-z]{3})1\b"),
        "l",
    ),
    (re.compile(r"(?<=[A-Z])1(?=[A-Z]{2})"), "I"),
    (re.compile(r"(?<=[A-Z])l(?=[A-Z])|\bl(?=[A-Z]{1,2}(?:\b|[A-Z]))"), "I"),
    (re.compile(r"\bI(?=(?!owa|ola|ain|an)[aeiou][a-z]{2})"), "l"),
    (re.compile(r"\bl(?=n[a-z]|[ntfs]\b|ss[a-z]|m[mp][a-z]|dent)"), "I"),
    (re.compile(r"(?<=[a-z])I(?=[a-z])|(?<=[a-z]{3})I\b"), "l"),
)
# A number, and what OCR reads for the ones and noughts in it, or the five of a 5th.
_FIGURES = re.compile(
    r"(?<![^\W_])(?!\|[^|\n]*\|)[0-9OolI|]*\d[0-9OolI|]*(?=(?:st|nd|rd|th)?(?![^\W_]))"
    r"|(?<![^\W_])[1-3lI]?S(?=th\b|TH\b)|(?<=\b[1-3]\s)[lI](?=(?:st|th)\b)"
    r"|(?<![^\W_])[lI]{2}(?=th\b|[/.-]\s?\d)|(?<![^\W_])[lI](?=st\b|[/.-]\s?\d)"
    r"|(?<=\d[/.-])(?:[lIO]{2}(?![^\W_])|[lI](?=[/.-]\d))"
)
_ONES = str.maketrans("OolI|S", "001115")
_RN = re.compile(r"(?<![\w@.])[A-Za-z]*rn[A-Za-z]*(?![\w@.]*@)")


@lru_cache(maxsize=32)
def legible(text: str) -> str:
    """The text with noughts, ones and strokes inside words read as letters."""
    for pattern, letter in _SLIPS:
        text = pattern.sub(letter, text)
    return _RN.sub(lambda m: _joined(m.group()), text)


@lru_cache(maxsize=32)
def figures(text: str) -> str:
    """The text, of the same length, with letters inside numbers read as digits."""
    return _FIGURES.sub(lambda m: m.group().translate(_ONES), text)


def _joined(word: str) -> str:
    """A word in which "m" fell apart into "rn", with a space for the lost place."""
    meant = word.replace("rn", "m")
    known = meant.lower() in vocabulary() and word.lower() not in vocabulary()
    return meant.ljust(len(word)) if known else word
