"""Labelled texts for the instrument classifier, drawn from the grammar; seeded."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document, assemble
from extractor.packet import Part, Role, Scope
from extractor.read.plain import lay_out, split_pages
from training.synthesise import noise
from training.synthesise.grammar import Template, grammar, templates

LEVELS = (noise.CLEAN, noise.LIGHT, noise.MEDIUM, noise.MEDIUM, noise.HEAVY)
BLANK_SHARE = 0.08
CUT_SHARE = 0.25
FURTHER_SHARE = 0.3
"""So many texts carry a paragraph that may stand on any paper and tells nothing."""
MANY = {"not_legal_process": 3.0, "foreign_order": 2.5}
"""Labels of many faces get more samples."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, its label, and the template it was drawn from.

    `weight` is how many drawn texts it counts for.
    """

    label: str
    family: str
    text: str
    weight: float = 1.0


def samples(
    per_label: int, seed: int, levels: Sequence[noise.Level] = LEVELS
) -> Iterator[Sample]:
    """Samples of all labels, their templates taken in turn, read at some of levels."""
    for template, count in _shares(per_label):
        rng = random.Random(f"{seed}/{template.family}")  # a str seed is stable
        for _ in range(count):
            yield Sample(template.label, template.family, draw(template, rng, levels))


def _shares(per_label: int) -> Iterator[tuple[Template, int]]:
    by_label: dict[str, list[Template]] = {}
    for template in templates():
        by_label.setdefault(template.label, []).append(template)
    for label, group in by_label.items():
        count = round(per_label * MANY.get(label, 1.0) / len(group))
        yield from ((template, max(count, 1)) for template in group)


def draw(
    template: Template, rng: random.Random, levels: Sequence[noise.Level] = LEVELS
) -> str:
    """One text of a template, as some scanner and some hand may have left it."""
    text = grammar().expand(template.text, rng, blank=rng.random() < BLANK_SHARE)
    if rng.random() < FURTHER_SHARE:
        text += "\n" + grammar().expand("{further}", rng)
    if rng.random() < CUT_SHARE:
        text = _cut(text, rng)
    return noise.recognised(text, rng.choice(levels), rng)


def _cut(text: str, rng: random.Random) -> str:
    """Redacted or cut off: some lines are gone, but not most."""
    lines = text.split("\n")
    kept = [line for line in lines if rng.random() < 0.8]
    return "\n".join(kept) if len(kept) > len(lines) // 2 else text


def scope(text: str) -> Scope:
    """The scope of one instrument whose face is all of the text."""
    pages = tuple(lay_out(t, i + 1) for i, t in enumerate(split_pages(text)))
    document = assemble(Document("0" * 64, "sample.txt", "text", pages, "", ()))
    part = Part(Role.INSTRUMENT, tuple(page.number for page in pages), owner=0)
    return Scope(0, (part,), document)
