"""Fits the model of what a day is: the day of issue, of return, or another.

Learns from drawn packets, whose labels say where each day stands, and from the packets
of the sets that may be looked at, where a day of the right value is taken for the one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from extractor import split
from extractor.artefacts import VOCABULARY
from extractor.document import Document
from extractor.find.dates import free_days, said_of_days
from extractor.find.day_features import day_features
from extractor.find.day_roles import MODEL, ROLES
from extractor.packet import scopes
from extractor.read import ReadOptions, read
from training import dataset
from training.artefact import Trained
from training.gold import Gold, load
from training.judging import held_out
from training.sources import AUTHORED
from training.sparse import frequent, marked
from training.synthesise.packets import Wanted, draw

SEED = 20260711
PACKETS, FIRST_SEED = 1600, 730_000
HERE = Path(__file__).parent
LOOKED_AT = (
    ("frozen", 1),
    ("frozen2", 2),
    ("frozen3", 2),
    *((f"authored/{folder.name}", 2) for folder in AUTHORED),
)
"""Sets, and the step in which their lines are taken: 2 leaves the even ones out."""
WEIGHT = 5.0
"""How much more a packet by an author teaches than a drawn one."""
HIDDEN = 0.5
"""The share of days shown without what our cues say: they know our own wording best."""
FEWEST = 3
STRENGTH = 0.3
LEAST = 0.65
ABOUT = """\\
A multinomial logistic regression that says of a day named in a paper whether it is the
day of issue, the day of return, or another. It weighs the words around the day, its
place on page and paper, its order among the paper's days, and what the cues of dates
(`extractor/taxonomy/dates.yaml`) say. The cues decide where they are sure; the model is
asked where they find no day.

**Data.** Drawn packets, half of their days with the cues hidden, and packets by authors
(all of `training/frozen`, odd lines of the other sets). No real document.

**Limits.** It sees one day at a time, and English for the most part.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A day's features, its role, its weight, and the packet it is from."""

    features: tuple[str, ...]
    role: int
    weight: float
    packet: str


def fit_days() -> Trained:
    """Fit and pack the model."""
    samples = tuple(training_days())
    vocabulary = frequent(_rows(samples), FEWEST)
    model = _fit(samples, vocabulary)
    return Trained(
        name=MODEL,
        about=ABOUT,
        arrays={
            "weights": model.coef_.T.astype(np.float32),
            "bias": model.intercept_.astype(np.float32),
        },
        texts={VOCABULARY: "\n".join(vocabulary)},
        settings={"least": LEAST, "roles": list(ROLES), "seed": SEED},
        figures={"days": str(len(samples)), **_judged(samples)},
    )


def training_days() -> Iterator[Sample]:
    """The days of all training packets."""
    rng = random.Random(SEED)
    for seed in range(FIRST_SEED, FIRST_SEED + PACKETS):
        packet = draw(seed, Wanted(text_only=True))
        document = dataset.scope(packet.text).face
        yield from _samples(document, packet.gold, f"p{seed}", 1.0, rng)
    for name, step in LOOKED_AT:
        for gold in load(HERE / name)[::step]:
            yield from _of_gold(gold, rng)


def _of_gold(gold: Gold, rng: random.Random) -> Iterator[Sample]:
    document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
    for scope in scopes(document, split.split(document))[:1]:
        yield from _samples(scope.face, gold.labels, gold.id, WEIGHT, rng)


def _samples(
    document: Document,
    labels: dict[str, object],
    packet: str,
    weight: float,
    rng: random.Random,
) -> Iterator[Sample]:
    fields = labels.get("fields") or {}
    assert isinstance(fields, dict)  # noqa: S101
    days = free_days(document.text)
    said = said_of_days(document)
    for at, day in enumerate(days):
        hidden = rng.random() < HIDDEN
        told = day_features(document.text, days, at, said[at], hidden=hidden)
        yield Sample(tuple(told), _role(str(day.value), fields), weight, packet)


def _role(value: str, fields: dict[str, object]) -> int:
    for number, field in enumerate(("date_issued", "date_due")):
        if fields.get(field) == value:
            return number
    return len(ROLES) - 1


def _fit(samples: Sequence[Sample], vocabulary: Sequence[str]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-4)
    weights = np.array([s.weight for s in samples])
    model.fit(marked(_rows(samples), vocabulary), _roles(samples), weights)
    return model


def _rows(samples: Sequence[Sample]) -> list[tuple[str, ...]]:
    return [sample.features for sample in samples]


def _roles(samples: Sequence[Sample]) -> NDArray[np.int64]:
    return np.array([s.role for s in samples], np.int64)


def _judged(samples: Sequence[Sample]) -> dict[str, str]:
    """Accuracy on authors' packets, by a model that saw none of the packet's half."""
    written = sorted({s.packet for s in samples if s.weight > 1})
    half = {packet: at % 2 for at, packet in enumerate(written)}
    right = total = 0
    for learn, told in held_out(samples, lambda s: half.get(s.packet)):
        vocabulary = frequent(_rows(learn), FEWEST)
        roles = _fit(learn, vocabulary).predict(marked(_rows(told), vocabulary))
        right += int((roles == _roles(told)).sum())
        total += len(told)
    return {"role of a day, authors' packets, accuracy": f"{right / total:.3f}"}
