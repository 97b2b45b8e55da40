"""Texts that ask and texts that do not, with the kinds of data each asks for."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import yaml

from extractor.taxonomy.categories import categories
from training.synthesise import noise

FOLDS = 5
WORN = 0.35
KEPT = 0.3
SHORT = 40
PARTS = (2, 2, 3, 3, 4, 6)
OPENED = 0.2
FOLDER = Path(__file__).parent / "synthesise" / "asks"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what it asks for; nothing where it asks nothing.

    `group` keeps variants of one text together when they are split in folds.
    """

    text: str
    asks: frozenset[str]
    group: str


def corpus(folder: Path = FOLDER) -> tuple[Text, ...]:
    """All texts written for training, and the taxonomy's own examples.

    Raises:
        ValueError: a text is labelled with a kind the taxonomy does not know.
    """
    return (*_written(folder), *_examples())


def _written(folder: Path) -> Iterator[Text]:
    known = {category.id for category in categories()}
    for path in sorted(folder.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            asks = frozenset(entry["asks"])
            if not asks <= known:
                raise ValueError(f"{path.name}, entry {number + 1}: {asks - known}")
            for at, text in enumerate(entry["texts"]):
                yield Text(text, asks, f"{path.stem}/{number}/{at}")


def _examples() -> Iterator[Text]:
    for category in categories():
        for at, text in enumerate(category.examples):
            yield Text(text, frozenset((category.id,)), f"example/{category.id}/{at}")


def fold(text: Text) -> int:
    """The fifth of the corpus a text belongs to, whatever else is in it."""
    return crc32(text.group.encode()) % FOLDS


def joined(texts: Sequence[Text], count: int, rng: random.Random) -> Iterator[Text]:
    """Texts that ask for what several others ask, as riders in prose do.

    Some open with a sentence that asks for nothing, as letters do. Only texts of one
    fold are joined, so none is judged by a model that saw a part.
    """
    short = [t for t in texts if len(t.text.split()) < SHORT]
    asking = _by_fold(t for t in short if t.asks)
    idle = _by_fold(t for t in short if not t.asks)
    for number in range(count):
        some = rng.sample(asking[number % FOLDS], rng.choice(PARTS))
        opens = rng.random() < OPENED and idle[number % FOLDS]
        opening = [rng.choice(idle[number % FOLDS])] if opens else []
        text = rng.choice(("; ", ", and ", ", ", ". ", " and ", "; and ")).join(
            t.text.rstrip(".;, ") for t in (*opening, *some)
        )
        yield Text(text, frozenset().union(*(t.asks for t in some)), some[0].group)


def _by_fold(texts: Iterable[Text]) -> list[list[Text]]:
    folds: list[list[Text]] = [[] for _ in range(FOLDS)]
    for text in texts:
        folds[fold(text)].append(text)
    return folds


def worn(texts: Sequence[Text], rng: random.Random) -> Iterator[Text]:
    """Some of the texts as OCR leaves them."""
    for text in texts:
        if rng.random() < WORN:
            level = rng.choice((noise.LIGHT, noise.MEDIUM, noise.HEAVY))
            read = " ".join(noise.recognised(text.text, level, rng).split())
            yield Text(read, text.asks, text.group)


def thinned(texts: Iterable[Text], rng: random.Random) -> Iterator[Text]:
    """Every text that asks, each once, and a share of those that do not."""
    seen: set[str] = set()
    for text in texts:
        if text.text not in seen and (text.asks or rng.random() < KEPT):
            seen.add(text.text)
            yield text


def is_fair(text: Text) -> bool:
    """True for texts that tell how a model does on wording it does not know.

    Our cues know the taxonomy's examples by heart, and drawn packets share wording.
    """
    return not text.group.startswith(("example/", "packet/"))
