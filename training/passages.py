"""Sentences of drawn packets as our own reader parts them, with what each asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.find.paragraphs import paragraphs
from extractor.find.sentences import sentences
from training import dataset
from training.corpus import Text
from training.synthesise.packets import Asked, LabelledPacket, Wanted, draw

_TEXT = Wanted(text_only=True)
_FEWEST_WORDS = 4


def drawn_texts(count: int, first_seed: int) -> Iterator[Text]:
    """Demands and other sentences of so many packets."""
    for seed in range(first_seed, first_seed + count):
        packet = draw(seed, _TEXT)
        yield from _texts(packet)


def _texts(packet: LabelledPacket) -> Iterator[Text]:
    group = f"packet/{packet.seed}"
    for asked in packet.demands:
        text = " ".join(asked.text.split())
        yield Text(text, frozenset(asked.categories), group)
    for text in _others(packet):
        yield Text(text, frozenset(), group)


def _others(packet: LabelledPacket) -> Iterator[str]:
    """Sentences that share no letter with a demand."""
    document = dataset.scope(packet.text).face
    places = _Places.of(document.text, packet.text)
    for paragraph in paragraphs(document):
        for ask in sentences(paragraph, document):
            start, end = places.of_span(ask.span.start, ask.span.end)
            long_enough = len(ask.text.split()) >= _FEWEST_WORDS
            if long_enough and not _overlaps(start, end, packet.demands):
                yield ask.text


def _overlaps(start: int, end: int, demands: Sequence[Asked]) -> bool:
    return any(d.start < end and start < d.end for d in demands)


@dataclass(frozen=True, slots=True)
class _Places:
    """Offsets of one text in another that differs by white space alone."""

    printed: tuple[int, ...]
    """For each offset of the document, how many letters stand before it."""
    original: tuple[int, ...]
    """For each letter of the packet's text, its offset."""

    @classmethod
    def of(cls, document: str, packet: str) -> "_Places":
        before, count = [], 0
        for character in document:
            before.append(count)
            count += not character.isspace()
        letters = [at for at, c in enumerate(packet) if not c.isspace()]
        if count != len(letters):
            raise ValueError("the document's text is not the packet's")
        return cls((*before, count), (*letters, len(packet)))

    def of_span(self, start: int, end: int) -> tuple[int, int]:
        return self.original[self.printed[start]], self.original[self.printed[end]]
