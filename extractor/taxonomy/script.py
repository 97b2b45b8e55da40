"""A text goes in, the share of its letters that are not Latin comes out."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def foreign_share(text: str) -> float:
    """0 for a text in Latin letters, 1 for one in another script."""
    letters = [c for c in text if c.isalpha()]
    foreign = sum(not _is_latin(letter) for letter in letters)
    return foreign / len(letters) if letters else 0.0
