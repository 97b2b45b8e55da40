"""A scope goes in; out come the titles and cue phrases, and what they say per type."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Document
from extractor.geometry import Span
from extractor.taxonomy import instruments
from extractor.taxonomy.headings import Line, TitleBook, lines
from extractor.taxonomy.phrases import PhraseBook
from extractor.taxonomy.script import foreign_share

TITLE = 4.0
TOP_LINES = 16
MOST_PHRASES = 3
MOST_POINTS = 7.0
FOREIGN_SCRIPT = 4.0
SUBJECT = 0.3
"""A title on the subject line of a letter, or in brackets, is only talked about."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a type, and how much."""

    instrument: str
    points: float
    span: Span
    is_title: bool


@lru_cache(maxsize=1)
def _titles() -> TitleBook:
    return TitleBook(instruments.titles())


@lru_cache(maxsize=1)
def _phrases() -> PhraseBook:
    return PhraseBook(instruments.phrases())


def cues(face: Document) -> tuple[Cue, ...]:
    """The best title of each type and its phrases, strongest first."""
    found = (*_title_cues(face), *_phrase_cues(face), *_script_cues(face))
    return tuple(sorted(found, key=lambda c: (-c.points, c.span)))


def points(found: Iterable[Cue], label: str) -> float:
    """What the cues of a type are worth together."""
    own = [cue for cue in found if cue.instrument == label]
    told = sum(cue.points for cue in own if not cue.is_title)
    return min(told, MOST_POINTS) + sum(cue.points for cue in own if cue.is_title)


def _title_cues(face: Document) -> list[Cue]:
    page = lines(face.words)
    best: dict[str, Cue] = {}
    for title in _titles().find(page):
        weight = 1.0 if title.first < TOP_LINES else 0.4
        if _aside(page, title.first):
            weight = SUBJECT
        cue = Cue(title.key, TITLE * title.likeness * weight, title.span, is_title=True)
        if title.key not in best or best[title.key].points < cue.points:
            best[title.key] = cue
    return list(best.values())


def _aside(page: tuple[Line, ...], number: int) -> bool:
    text = page[number].text.casefold()
    before = page[number - 1].text.casefold().strip(" :.") if number else ""
    return text.startswith(("re:", "re ", "(", "subject", "ref")) or before in {
        "re",
        "subject",
    }


def _script_cues(face: Document) -> tuple[Cue, ...]:
    """A paper in another script than ours comes from another state's authority."""
    if not face.words or foreign_share(face.text) < 0.4:
        return ()
    first = lines(face.words)[0].span
    return (Cue(instruments.FOREIGN, FOREIGN_SCRIPT, first, is_title=False),)


def _phrase_cues(face: Document) -> list[Cue]:
    found: list[Cue] = []
    seen: dict[tuple[str, float], set[str]] = {}
    for hit in _phrases().find(face.words):
        said = instruments.speaks(hit.key)
        known = seen.setdefault((said.instrument, said.weight), set())
        if said.phrase in known or len(known) >= MOST_PHRASES:
            continue
        known.add(said.phrase)
        span = hit.span(face.words)
        found.append(Cue(said.instrument, said.weight, span, is_title=False))
    return found
