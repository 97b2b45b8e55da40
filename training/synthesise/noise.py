"""Clean text goes in, text as a poor scan's OCR gives it comes out; seeded."""

import random
import re
from dataclasses import dataclass

_READ_AS = (
    "rn>m m>rn l>1 1>l I>l l>I O>0 0>O S>5 5>S B>8 e>c c>e h>b t>f f>t a>o u>n n>u "
    "cl>d d>cl ii>u vv>w w>vv §>S §> @>® .>, ,>. i>j g>q Y>V E>F G>C é>e"
)
CONFUSIONS = tuple(tuple(pair.split(">")) for pair in _READ_AS.split())
STAMPS = (
    "RECEIVED",
    "FILED",
    "COPY",
    "~",
    "| ",
    "SCANNED",
    "Page 1 of 3",
    "* .",
    "ORIGINAL",
)


@dataclass(frozen=True, slots=True)
class Level:
    """How bad a scan is: the share of letters, words and lines that suffer."""

    letters: float
    words: float
    lines: float


CLEAN = Level(0.0, 0.0, 0.0)
LIGHT = Level(0.006, 0.005, 0.01)
MEDIUM = Level(0.02, 0.02, 0.04)
HEAVY = Level(0.05, 0.05, 0.10)


def recognised(text: str, level: Level, rng: random.Random) -> str:
    """A text as read off a scan of the given level."""
    if level == CLEAN:
        return text
    lines = [
        _line(x, level, rng) for x in text.split("\n") if rng.random() >= level.lines
    ]
    if rng.random() < 5 * level.words:
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(STAMPS))
    if rng.random() < 10 * level.words:
        lines = _mangled(lines, rng)
    return "\n".join(lines)


def _line(text: str, level: Level, rng: random.Random) -> str:
    words = [_word(word, level, rng) for word in text.split(" ")]
    joints = (_joint(level, rng) for _ in words)
    return "".join(w + j for w, j in zip(words, joints, strict=True)).rstrip(" ")


def _joint(level: Level, rng: random.Random) -> str:
    """Mostly a space; sometimes words run together or a line breaks."""
    chance = rng.random()
    if chance < level.words / 2:
        return ""
    return "\n" if chance < level.words else " "


def _word(word: str, level: Level, rng: random.Random) -> str:
    if rng.random() < level.words / 3:
        return ""
    if len(word) > 4 and rng.random() < level.words / 2:
        cut = rng.randrange(1, len(word))
        return f"{word[:cut]} {word[cut:]}"
    if rng.random() < level.letters * len(word):
        return confused(word, rng)
    return word


def confused(word: str, rng: random.Random) -> str:
    """A word with one of its letters misread, lost or doubled."""
    fitting = [pair for pair in CONFUSIONS if pair[0] in word]
    if fitting and rng.random() < 0.8:
        seen, read = rng.choice(fitting)
        return word.replace(seen, read, 1)
    place = rng.randrange(len(word)) if word else 0
    return word[:place] + word[place + 1 :]


def _mangled(lines: list[str], rng: random.Random) -> list[str]:
    """One line of capitals, a masthead in blackletter say, comes out as garbage."""
    capitals = [i for i, line in enumerate(lines) if re.fullmatch(r"[^a-z]{12,}", line)]
    if not capitals:
        return lines
    index = rng.choice(capitals)
    words = [confused(confused(word, rng), rng) for word in lines[index].split()]
    return [*lines[:index], " ".join(words), *lines[index + 1 :]]
