"""The form of a candidate, and what reading candidates needs everywhere."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.geometry import Span
from extractor.taxonomy.cues import read_yaml

# Letters that OCR reads for digits, inside what is otherwise a number.
LOOKALIKES = str.maketrans("OolI|", "00111")
# A stroke beside a space rules off a cell.
_LOOKALIKE = re.compile(r"[OolI]|(?<=[\dOolI])\|(?=[\dOolI])")
_NUMBER = re.compile(
    r"(?<![A-Za-z])[\dOolI|][\dOolI|().,:/ -]{5,40}[\dOolI|](?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something shaped like an identifier.

    `cued` where words beside it say so, `loose` where not even its form does.
    """

    kind: str
    value: str
    span: Span
    cued: bool = False
    loose: bool = False


@lru_cache(maxsize=16)
def numeric(text: str) -> str:
    """The text with letters inside numbers read as digits; its length stays."""
    return _NUMBER.sub(lambda m: digits_for(m.group()), text)


def digits_for(run: str) -> str:
    """A number with its lookalike letters read as digits, if it is one."""
    digits = sum(c.isdigit() for c in run)
    letters = sum(c.isalpha() for c in run)
    if digits <= 2 * letters:
        return run
    return _LOOKALIKE.sub(lambda m: m.group().translate(LOOKALIKES), run)


@lru_cache
def data_pattern(name: str) -> re.Pattern[str]:
    """One of the plain patterns of identifiers.yaml."""
    return re.compile(read_yaml("identifiers")[name], re.IGNORECASE)
