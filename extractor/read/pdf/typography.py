"""Words the way they were meant: blanks filled in, l e t t e r s set apart, 2 nd."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from extractor.read.pdf.text import Token

FEWEST_SPACED = 4
MOST_APART = 4
_BLANK = re.compile(r"^([^_]*)_{3,}([^_]*)$")
_ORDINAL = re.compile(r"^(?:st|nd|rd|th|º|ª|er|e|o|a)[.,;]?$", re.IGNORECASE)


def mend(tokens: list[Token]) -> list[Token]:
    """Tokens of a page with those three habits of typesetting undone."""
    return list(_spelled(_raised(_filled(tokens))))


def _filled(tokens: list[Token]) -> list[Token]:
    """Typing over a line of underscores takes the line's place.

    "20____." with "31" typed over it is "2031.".
    """
    blanks = [t for t in tokens if "___" in t.text and _BLANK.match(t.text)]
    for blank in blanks:
        typed = [t for t in tokens if "_" not in t.text and _over(t, blank)]
        if typed:
            typed.sort(key=lambda t: t.left)
            gone = {blank, *typed}
            place = tokens.index(blank)
            before = [t for t in tokens[:place] if t not in gone]
            after = [t for t in tokens[place:] if t not in gone]
            tokens = [*before, *_set_in(blank, typed), *after]
    return tokens


def _over(token: Token, blank: Token) -> bool:
    across = (token.left + token.right) / 2
    shared = min(token.bottom, blank.bottom) - max(token.top, blank.top)
    return blank.left < across < blank.right and shared >= 0.4 * token.height


def _set_in(blank: Token, typed: list[Token]) -> list[Token]:
    """The typed words with what the form prints right before and after the blank."""
    found = _BLANK.match(blank.text)
    before, after = found.groups() if found else ("", "")
    placed = [t._replace(top=blank.top, bottom=blank.bottom) for t in typed]
    first = placed[0]
    left = blank.left if before else first.left
    placed[0] = first._replace(text=before + first.text, left=left)
    last = placed[-1]
    right = max(blank.right, last.right) if after else last.right
    placed[-1] = last._replace(text=last.text + after, right=right)
    return placed


def _raised(tokens: list[Token]) -> list[Token]:
    """A small raised ending joins the number before it: 2 nd is 2nd."""
    mended: list[Token] = []
    for token in tokens:
        before = mended[-1] if mended else None
        if before and _ends(before, token):
            text = before.text + token.text
            mended[-1] = before._replace(text=text, right=token.right)
        else:
            mended.append(token)
    return mended


def _ends(number: Token, token: Token) -> bool:
    return (
        number.text[-1].isdigit()
        and _ORDINAL.match(token.text) is not None
        and token.height < 0.85 * number.height
        and -1 <= token.left - number.right < 0.25 * number.height
        and number.top - number.height < token.top < number.bottom
    )


def _spelled(tokens: list[Token]) -> Iterator[Token]:
    """Capitals set apart for weight become their words: S U B P O E N A."""
    start = 0
    while start < len(tokens):
        end = start + 1
        while end < len(tokens) and _apart(tokens[end - 1], tokens[end]):
            end += 1
        if end - start >= FEWEST_SPACED:
            yield from _words(tokens[start:end])
        else:
            yield from tokens[start:end]
        start = end


def _apart(one: Token, other: Token) -> bool:
    """Two single capitals on one line, a word's gap apart at most."""
    single = len(one.text) == 1 == len(other.text)
    return (
        single
        and one.text.isalpha()
        and other.text.isalpha()
        and one.text.isupper()
        and other.text.isupper()
        and abs(one.top - other.top) < 0.3 * one.height
        and 0 < other.left - one.right < MOST_APART * one.height
    )


def _words(letters: list[Token]) -> Iterator[Token]:
    """Part letters into words where they stand further apart than is usual."""
    pairs = list(pairwise(letters))
    steps = [_middle(after) - _middle(before) for before, after in pairs]
    gaps = [after.left - before.right for before, after in pairs]
    # Letters are narrow or wide: a gap counts only where the step is long as well.
    far_step, far_gap = 1.2 * median(steps), 1.6 * median(gaps)
    word = letters[0]
    for letter, step, gap in zip(letters[1:], steps, gaps, strict=True):
        if step > far_step and gap > far_gap:
            yield word
            word = letter
        else:
            word = word._replace(text=word.text + letter.text, right=letter.right)
    yield word


def _middle(token: Token) -> float:
    return (token.left + token.right) / 2
