"""spaCy's trained components beside ours, for the ablation page: kinds of data, names.

Each learns from what ours learn from and is asked about the same written packets.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from extractor.classify.asked import asked_labels
from training.corpus import Text
from training.synthesise.packets import Wanted, draw

SEED = 20261124
PACKETS, FIRST_SEED = 400, 940_000
EPOCHS = 8
UPDATES = 1_200
"""Steps of learning, about, whatever the number of examples."""
DROPOUT = 0.2
EVEN = 0.5
FACE = 4_000
"""So many characters of a packet are learnt from and asked about: its face page."""
NAMED = {"AGENCY": ("jurisdiction", "agency"), "RECIPIENT": ("fields", "recipient")}

Annotated = tuple[str, dict[str, Any]]
Asking = Callable[[str], frozenset[str]]


def kinds(texts: Sequence[Text]) -> Asking:
    """What a text asks, told by spaCy's text classifier that has learnt from texts."""
    labels = asked_labels()[1:]
    nlp = spacy.blank("en")
    pipe: Any = nlp.add_pipe("textcat_multilabel")
    for label in labels:
        pipe.add_label(label)
    told = [(t.text, {"cats": {n: float(n in t.asks) for n in labels}}) for t in texts]
    _train(nlp, told)
    return lambda text: frozenset(n for n, c in nlp(text).cats.items() if c >= EVEN)


def names() -> Callable[[str], dict[str, str]]:
    """Agency and recipient of a face page, by spaCy's entity recogniser."""
    nlp = spacy.blank("en")
    pipe: Any = nlp.add_pipe("ner")
    for label in NAMED:
        pipe.add_label(label)
    _train(nlp, tuple(_marked(nlp)))

    def told(text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for entity in nlp(text[:FACE]).ents:
            found.setdefault(entity.label_, entity.text)
        return found

    return told


def _marked(nlp: Language) -> Iterator[Annotated]:
    """Face pages of drawn packets with the names their labels tell, where printed."""
    for seed in range(FIRST_SEED, FIRST_SEED + PACKETS):
        packet = draw(seed, Wanted())
        face = packet.text[:FACE]
        doc = nlp.make_doc(face)
        spans = [
            span
            for label, (group, field) in NAMED.items()
            for start, end in _places((packet.gold[group] or {}).get(field), face)
            if (span := doc.char_span(start, end, label, alignment_mode="expand"))
        ]
        marks = [(s.start_char, s.end_char, s.label_) for s in filter_spans(spans)]
        yield face, {"entities": marks}


def _places(value: object, text: str) -> Iterator[tuple[int, int]]:
    """Where a value is printed, however its words are parted and capitalised."""
    if isinstance(value, str) and value.strip():
        pattern = r"\s+".join(map(re.escape, value.split()))
        yield from (m.span() for m in re.finditer(pattern, text, re.IGNORECASE))


def _train(nlp: Language, told: Iterable[Annotated]) -> None:
    """Train a pipeline from nothing; seeded, on the processor."""
    fix_random_seed(SEED)
    rng = random.Random(SEED)
    examples = [Example.from_dict(nlp.make_doc(text), marks) for text, marks in told]
    optimiser = nlp.initialize(lambda: examples[:2000])
    size = max(1, len(examples) * EPOCHS // UPDATES)
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for start in range(0, len(examples), size):
            nlp.update(examples[start : start + size], sgd=optimiser, drop=DROPOUT)
