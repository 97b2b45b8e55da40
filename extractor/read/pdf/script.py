"""How much a text looks like written language, whatever the language.

No model: letters of one script in a word, vowels and consonants in turn, and for Latin
and Cyrillic the letter pairs that their languages share.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LATIN, CYRILLIC = "LATIN", "CYRILLIC"
FEWEST_PAIRS = 60

_COMMON = {
    LATIN: (
        "th he in er an re nd on en at ou ed ha to or it is hi es ng te ti ar st se de "
        "ra al le co ro ea ta la el ne me ri li as nt ic ve ma ec un io ur om us ce ch "
        "ca sa os ad da ll ss qu ie em ge ei il tr di et pe pr"
    ),
    CYRILLIC: (
        "ст но ен то на ов ни ра во ко по го пр ос ро ре ер та не ан ие ор ва ка ть ть "
        "ли от ет ом де ло ль ес ны ал ат ин ел ит ти ом те ил ла да ол ри ки ас ии ве "
        "ия об за од до ск ру ой ий"
    ),
}
_PAIRS = {script: frozenset(pairs.split()) for script, pairs in _COMMON.items()}
_USUAL = {LATIN: 0.55, CYRILLIC: 0.5}
"""The share of pairs in running text that are among the common ones."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_VOWELS = re.compile(
    r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿаеёиоуыэюяіїєў]", re.IGNORECASE
)
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxzбвгджзйклмнпрстфхцчшщ]{6}", re.IGNORECASE)
_SAME = re.compile(r"([^\W\d_])\1\1")
_CASE = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]")
_OPEN = re.compile(r"^[A-Z][a-z]{0,2}[A-Z][a-z]+$|^[A-Z]+s$")
_NOISE = re.compile(r"[^\w\s.,;:!?'\"()\[\]{}<>/@#$%&*+=~|§©®™°№‘’“”„«»–—•…·_-]")

_GLYPHS = re.compile(r"\(cid:\d+\)")
_LEADERS = re.compile(r"[_.\-\u2010-\u2015…·=*\[\]]|[^\S\n]")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, by the first word of its Unicode name."""
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


@lru_cache(maxsize=16384)
def plausible(word: str) -> bool:
    """True for a token whose letters could be a word or a name."""
    letters = "".join(c for c in word if c.isalpha())
    scripts = {script_of(letter) for letter in letters}
    if len(scripts) > 1:
        return scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA"}
    if not scripts & {LATIN, CYRILLIC}:
        return True
    return _reads(letters) and _cased(word)


def _reads(letters: str) -> bool:
    if len(letters) <= 3 or (letters.isupper() and len(letters) <= 6):
        return not _SAME.search(letters) or letters.lower() in {"iii", "viii", "xxx"}
    return bool(
        _VOWELS.search(letters)
        and not _HARD.search(letters)
        and not _SAME.search(letters)
    )


def _cased(word: str) -> bool:
    """Capitals at the front or everywhere; addresses and codes mix them freely."""
    if any(mark in word for mark in "@/_") or any(c.isdigit() for c in word):
        return True
    return not any(_CASE.search(p) and not _OPEN.match(p) for p in _WORD.findall(word))


def noise(texts: Iterable[str]) -> float:
    """The share of characters no document uses: private glyphs, replacement signs."""
    text = "".join(texts)
    odd = sum(_is_noise(c) for c in _NOISE.findall(text))
    odd += sum(len(number) for number in _GLYPHS.findall(text))
    return odd / len(text) if text else 0.0


def symbols(texts: Iterable[str]) -> float:
    """The share of signs that are neither letters nor digits, fill-in lines aside."""
    text = _LEADERS.sub("", "".join(texts))
    return sum(not c.isalnum() for c in text) / len(text) if text else 0.0


@lru_cache(maxsize=4096)
def _is_noise(sign: str) -> bool:
    return unicodedata.category(sign) in {"Co", "Cn", "Cs", "Cc"} or sign == "\ufffd"


def pair_score(words: Iterable[str]) -> float | None:
    """How usual the letter pairs are, 0..1; None where there are too few to tell."""
    pairs = [
        (script, word[i : i + 2])
        for word in words
        if (script := script_of(word[0])) in _PAIRS
        for i in range(len(word) - 1)
    ]
    if len(pairs) < FEWEST_PAIRS:
        return None
    common = sum(pair in _PAIRS[script] for script, pair in pairs)
    usual = sum(_USUAL[script] for script, _ in pairs)
    return min(common / usual, 1.0)


def letters_of(texts: Iterable[str]) -> list[str]:
    """The letter strings of tokens, lower case."""
    return [w.lower() for text in texts for w in _WORD.findall(text)]
