"""What people corrected, as training data: the folder `tecum export` writes.

Every exported packet was decided by a person. Its text, instrument and demands join
the drawn data; where the person changed something it counts more. A packet of the
frozen or the authors' sets is never learnt from.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor import find, split
from extractor.document import Document
from extractor.errors import ExtractorError
from extractor.packet import Scope, scopes
from extractor.read import ReadOptions, read
from training.corpus import Text
from training.dataset import Sample
from training.gold import Gold, load, stream

CORRECTED, CONFIRMED = 5.0, 2.0
"""How many drawn texts a packet counts for, with and without a correction."""
_OPENING = 12
"""So many words of a demand the export gives."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decided packet: what it teaches of instruments, and of what is asked."""

    gold: Gold
    sample: Sample
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What an export teaches; `left_out` are ids, with why."""

    learnt: tuple[Lesson, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def samples(self) -> tuple[Sample, ...]:
        """For the instrument classifier."""
        return tuple(lesson.sample for lesson in self.learnt)

    @property
    def texts(self) -> tuple[Text, ...]:
        """For the model of what is asked, as often as they count."""
        return tuple(
            text
            for lesson in self.learnt
            for text in lesson.texts
            for _ in range(round(lesson.sample.weight))
        )

    @property
    def golds(self) -> tuple[Gold, ...]:
        """The packets themselves, for calibration."""
        return tuple(lesson.gold for lesson in self.learnt)


def lessons(export: Path, judged_on: Iterable[Path]) -> Lessons:
    """What an export teaches, packets of the folders that are judged on left out.

    Raises:
        FileNotFoundError: the folder holds no gold.jsonl.
    """
    known = frozenset(_print(text) for folder in judged_on for text in _texts(folder))
    learnt: list[Lesson] = []
    left_out: list[tuple[str, str]] = []
    for gold in stream(export):
        told = _lesson(gold, known)
        if isinstance(told, Lesson):
            learnt.append(told)
        else:
            left_out.append((gold.id, told))
    return Lessons(tuple(learnt), tuple(left_out))


def _texts(folder: Path) -> Iterator[str]:
    for gold in load(folder):
        yield gold.path.read_text("utf-8")


def _print(text: str) -> str:
    """The same for a text however its lines and case run."""
    letters = "".join(c for c in text.casefold() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def _lesson(gold: Gold, known: frozenset[str]) -> Lesson | str:
    """The lesson of a packet, or why there is none."""
    try:
        document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
    except (OSError, ExtractorError) as error:
        return f"cannot be read: {error}"
    if _print(document.text) in known:
        return "stands in a set that is judged on"
    if not gold.labels.get("instrument"):
        return "has no instrument"
    scope = _main(document, gold)
    weight = CORRECTED if gold.labels.get("corrected") else CONFIRMED
    text = f"{scope.face.text}\n{scope.rider.text}"
    family = f"correction/{gold.id}"
    sample = Sample(gold.labels["instrument"], family, text, weight)
    return Lesson(gold, sample, tuple(_asked(gold, scope, family)))


def _main(document: Document, gold: Gold) -> Scope:
    """The scope whose pages gold labels as the instrument; else the first."""
    around = scopes(document, split.split(document))
    kind = gold.labels["instrument"]
    parts = gold.labels.get("parts") or ()
    pages = {n for p in parts if p["type"] == kind for n in p["pages"]}
    for scope in around:
        # A paper no page of which looks like an instrument has a scope without a part.
        if scope.parts and pages & set(scope.parts[scope.part].pages):
            return scope
    return around[0]


def _asked(gold: Gold, scope: Scope, group: str) -> Iterator[Text]:
    """Demands as the export labels them, in full where the paper has them."""
    facts = find.find(scope)
    whole = {_opening(d.text): d.text for d in (*facts.demands, *facts.unclaimed)}
    for demand in gold.labels.get("demands") or ():
        text = whole.get(_opening(demand["text"]), demand["text"])
        yield Text(text, frozenset(demand.get("categories") or ()), group)


def _opening(text: str) -> str:
    return " ".join(text.split()[:_OPENING])
