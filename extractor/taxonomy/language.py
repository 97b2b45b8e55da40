"""Legal English brought to one plain form, so that a cue is written once.

Words in lower case and singular, clause ends as " . ", line-break hyphens joined, and
OCR slips mended towards the words the cues know.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_BROKEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_ENDS = re.compile(r"[.;!?](?=\s|$)|•")
_WORD = re.compile(r"[a-z0-9]+|\.")
_LONGEST = 24
# What OCR reads for what is printed: strokes that run together or fall apart.
_STROKES = (
    *(("m", "rn"), ("nn", "rm"), ("d", "cl"), ("cl", "d"), ("w", "vv"), ("rn", "m")),
    *(
        ("0", "o"),
        ("1", "l"),
        ("1", "i"),
        ("l", "i"),
        ("i", "l"),
        ("5", "s"),
        ("8", "b"),
    ),
)
_SPELLINGS = (
    (re.compile(r"\b(?:e-?\s?|electronic )mail"), "email"),
    (re.compile(r"\blog[- ]?(in|on)s?\b"), "login"),
    (re.compile(r"\bsign[- ]in"), "sign in"),
    (re.compile(r"\bi\.p\."), "ip"),
    (re.compile(r"\b[l1|]p(?=[\s-]+(?:addr|adr|log|conn|sess|hist))"), "ip"),
    (re.compile(r"\binternet protocol\b"), "ip"),
    (re.compile(r"[’'`]s\b"), ""),
)
# Words that end in s and are no plurals.
_KEPT = frozenset(
    {
        *("access", "across", "address", "always", "analysis", "aws", "basis"),
        *("business", "class", "gps", "his", "its", "less", "means", "orders", "pass"),
        *("process", "series", "sms", "status", "this", "was"),
    }
)


@lru_cache(maxsize=1 << 15)
def singular(word: str) -> str:
    """An English word without its plural ending."""
    if len(word) < 4 or word in _KEPT or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def plain(text: str) -> str:
    """Lower case, no accents, one spelling, clause ends as full stops."""
    low = unicodedata.normalize("NFKD", text).casefold()
    low = "".join(c for c in low if not unicodedata.combining(c))
    low = _BROKEN.sub("", low)
    for pattern, spelling in _SPELLINGS:
        low = pattern.sub(spelling, low)
    return _ENDS.sub(" . ", low.replace(".", ". ").replace(".  ", ". "))


class Normaliser:
    """Brings text to plain form, mending slips towards a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._known = frozenset(vocabulary)
        self._long = sorted(w for w in self._known if len(w) >= 6)
        self._mend = lru_cache(maxsize=1 << 15)(self._nearest)

    def __call__(self, text: str) -> str:
        """The words of a text in plain form, joined by spaces."""
        words = (self._mend(singular(w)) for w in _WORD.findall(plain(text)))
        return " ".join(words)

    def _nearest(self, word: str) -> str:
        if not 6 <= len(word) <= _LONGEST or word in self._known:
            return word
        for read, printed in _STROKES:
            for at in re.finditer(read, word):
                whole = word[: at.start()] + printed + word[at.end() :]
                if whole in self._known:
                    return whole
        slips = 1 if len(word) < 11 else 2
        near = process.extractOne(
            word, self._long, scorer=Levenshtein.distance, score_cutoff=slips
        )
        # A change of the ending makes another word, not a slip of the same.
        same = near is not None and (near[0][0], near[0][-3:]) == (word[0], word[-3:])
        return str(near[0]) if near and same else word
