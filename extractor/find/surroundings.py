"""What stands around a candidate, as features that a learned model weighs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.find.candidate import Candidate
from extractor.find.leanings import is_official, leaning, stretches
from extractor.find.legible import legible
from extractor.taxonomy.wording import wording

BEFORE, AFTER, NEAR = 8, 5, 3
_REACH = 260
_LINES_BACK = 25
_TOKEN = re.compile(r"[^\W_]+|\n|[@#:;.,()|\"“”/§_]")
_EDGE = re.compile(r"[.!?;]\s|\n\s*\n|\f")
_STEPS = (-2.0, -0.5, 0.3, 0.8, 1.0, 1.3, 2.0, 3.0)
_GROUPS = {
    "name": "who",
    "postal_address": "where",
    "email": "reach",
    "phone": "reach",
    "url": "page",
    "username": "handle",
}
_FEW, _EDGE_OF_PAGE, _OPENING = 5, 350, 60
_BULLETS = " •*-|()0123456789."


@dataclass(frozen=True, slots=True)
class Seen:
    """A candidate of a text, what cues say of it, and what surrounds it."""

    candidate: Candidate
    leaning: float
    grams: tuple[str, ...]


def seen(text: str, found: tuple[Candidate, ...]) -> list[Seen]:
    """Every candidate with its features."""
    times = Counter((c.kind, c.value.casefold()) for c in found)
    kinds = Counter(c.kind for c in found if not c.loose)
    told = []
    for candidate in found:
        lean = leaning(text, candidate)
        grams = [
            *_words(text, candidate),
            *_page(text, candidate),
            *_line(text, candidate),
            *_above(text, candidate),
            *_said(text, candidate, lean),
            *_counts(candidate, times, kinds),
        ]
        told.append(Seen(candidate, lean, _with_group(candidate, grams)))
    return told


def _with_group(candidate: Candidate, grams: list[str]) -> tuple[str, ...]:
    """Each feature by itself, and once more for this sort of thing."""
    group = _GROUPS.get(candidate.kind, "number")
    own = [f"{group}/{gram}" for gram in grams]
    kind = f"k {candidate.kind}{' loose' * candidate.loose}{' cued' * candidate.cued}"
    return tuple(dict.fromkeys((kind, *grams, *own)))


def tokens(text: str) -> list[str]:
    """Words in lower case, numbers by their length, marks and ends of lines."""
    return [_token(t) for t in _TOKEN.findall(text)]


def _token(word: str) -> str:
    if word == "\n":
        return "¶"
    return "#" * min(len(word), 6) if word.isdigit() else word.lower()


def _words(text: str, found: Candidate) -> Iterator[str]:
    """The words before and after, the nearest by their place."""
    plain = legible(text)
    start, end = found.span.start, found.span.end
    before = tokens(plain[max(0, start - _REACH) : start].rsplit("\f", 1)[-1])
    after = tokens(plain[end : end + _REACH].split("\f", 1)[0])[:AFTER]
    close = before[-BEFORE:]
    words = [t for t in close if t.isalnum()]
    yield f"b1 {close[-1] if close else '^'}"
    yield f"b2 {' '.join(close[-2:])}"
    yield f"b3 {' '.join(close[-3:])}"
    yield f"bw {words[-1] if words else '^'}"
    yield f"bb {' '.join(words[-2:])}"
    yield from (f"w {t}" for t in words)
    yield from (f"n {t}" for t in words[-NEAR:])
    yield f"a1 {after[0] if after else '$'}"
    yield f"a2 {' '.join(after[:2])}"
    yield from (f"a {t}" for t in after if t.isalnum())


def _page(text: str, found: Candidate) -> Iterator[str]:
    """How the page opens, and whether it stands near its head or foot."""
    start, foot = found.span.start, text.find("\f", found.span.end)
    page = text.rfind("\f", 0, start) + 1
    foot = len(text) if foot < 0 else foot
    yield from (f"r {t}" for t in tokens(text[page : page + _OPENING]) if t.isalpha())
    yield f"p {'top' if start - page < _EDGE_OF_PAGE else 'mid'}"
    yield f"p {'foot' if foot - found.span.end < _EDGE_OF_PAGE else 'body'}"


def _line(text: str, found: Candidate) -> Iterator[str]:
    """How its line opens and ends, and how the next one opens."""
    plain, start = legible(text), found.span.start
    begin = max(plain.rfind("\n", 0, start), plain.rfind("\f", 0, start)) + 1
    opening = plain[begin:start]
    ends = plain.find("\n", found.span.end)
    ends = len(plain) if ends < 0 else ends
    yield from (f"l {t}" for t in tokens(opening)[:3])
    yield f"o {'in' if opening.strip(_BULLETS) else 'alone'}"
    rest = plain[found.span.end : ends].strip(" .,;|")
    yield f"e {'more' if rest else 'last'}"
    yield from (f"u {t}" for t in tokens(plain[ends + 1 : ends + _OPENING])[:3])


def _above(text: str, found: Candidate) -> Iterator[str]:
    """The nearest heading or lead, and how the lines above end."""
    plain, start = legible(text), found.span.start
    page = plain.rfind("\f", 0, start) + 1
    above = plain[page:start].split("\n")[:-1]
    yield from (f"h {t}" for t in _heading(tuple(above[-_LINES_BACK:])))
    yield from (f"v {t}" for line in above[-2:] for t in tokens(line)[-4:])


@lru_cache(maxsize=64)
def _heading(above: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the nearest line above that looks like a heading or a lead."""
    for line in reversed(above):
        told = line.strip()
        if told.endswith(":") or (told.isupper() and len(told) > 3):
            return tuple(t for t in tokens(told)[-12:] if t.isalpha())
    return ()


def _said(text: str, found: Candidate, lean: float) -> Iterator[str]:
    """What cues and the sentence say."""
    around = stretches(text)
    yield from (f"s lean {step}" for step in _STEPS if lean >= step)
    yield f"s {'zone' if around.zoned(found.span) else 'open'}"
    yield f"s {'list' if around.listed(found.span) else 'free'}"
    if found.kind in ("email", "url") and is_official(found.value):
        yield "s official"
    sentence = _sentence(text, found)
    for key in ("asks", "things", "besides", "tells"):
        if wording(key).search(sentence):
            yield f"s {key}"


def _sentence(text: str, found: Candidate) -> str:
    plain = legible(text)
    window = plain[max(0, found.span.start - _REACH) : found.span.start]
    ends = [m.end() for m in _EDGE.finditer(window)]
    rest = plain[found.span.end : found.span.end + _REACH]
    stop = _EDGE.search(rest)
    last = rest[: stop.start()] if stop else rest
    return " ".join((window[ends[-1] :] if ends else window, last))


def _counts(
    found: Candidate, times: Counter[tuple[str, str]], kinds: Counter[str]
) -> Iterator[str]:
    """How often it is printed, and how many there are of its kind."""
    again = times[found.kind, found.value.casefold()]
    yield f"t {'once' if again == 1 else 'twice' if again == 2 else 'often'}"
    yield f"q {min(kinds[found.kind], _FEW)}"
    letters = sum(c.isalpha() for c in found.value)
    yield f"f {'upper' if letters and found.value.isupper() else 'mixed'}"
    yield f"f words {min(len(found.value.split()), 5)}"
    if any(c.isdigit() for c in found.value):
        yield "f digit"
