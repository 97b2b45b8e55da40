"""Fits the models that choose a value among candidates: the recipient of a paper.

Each set of packets by authors is judged by a model that has not seen the set; on those
judgements rest the calibration and the figures of the card.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from extractor import split
from extractor.artefacts import VOCABULARY
from extractor.document import Document
from extractor.find.choice import Nominee
from extractor.packet import Scope, scopes
from extractor.read import ReadOptions, read
from training import dataset
from training.artefact import Trained
from training.gold import Gold, Half, chosen
from training.judging import Scaling, held_out, platt
from training.sparse import frequent, marked
from training.synthesise.packets import Wanted, draw

FIRST_SEED, PACKETS = 740_000, 800
SEED = 20261124
WEIGHT = 4.0
"""How much more a packet by an author teaches than a drawn one."""
HIDDEN = 0.5
"""The share of papers shown without what our own wording says of their candidates."""
FEWEST = 3
STRENGTH = 0.3
LEAST, DOUBT = 0.65, 0.1
_HERE = Path(__file__).parent
FROZEN = _HERE / "frozen"
LOOKED_AT = (
    *(_HERE / name for name in ("frozen2", "frozen3")),
    *sorted((_HERE / "authored").glob("*/*.jsonl")),
)
"""Sets of which the odd lines are learnt from: folders, or files of labels."""


@dataclass(frozen=True)
class Task:
    """A field that is chosen: its candidates, its label, and when two values agree.

    `worded` is what our own wording chooses.
    """

    name: str
    about: str
    nominees: Callable[[Scope], Sequence[Nominee]]
    worded: Callable[[Scope], str | None]
    label: tuple[str, str]
    agree: Callable[[object, object], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: its value, its features, and whether it is right."""

    value: str
    grams: tuple[str, ...]
    said: tuple[str, ...]
    right: bool

    @property
    def all(self) -> tuple[str, ...]:
        """All its features, each once."""
        return tuple(dict.fromkeys((*self.grams, *self.said)))


@dataclass(frozen=True, slots=True)
class Packet:
    """The candidates of a paper; `origin` is its set, empty where it was drawn."""

    origin: str
    rows: tuple[Row, ...]
    worded: str | None
    worded_right: bool


@dataclass(frozen=True)
class Fitted:
    """A fitted model and what it takes for one candidate."""

    names: tuple[str, ...]
    model: LogisticRegression

    def scores(self, packet: Packet) -> list[float]:
        """Log-odds of each candidate."""
        if not packet.rows:
            return []
        rows = marked([row.all for row in packet.rows], self.names)
        told: list[float] = self.model.decision_function(rows).tolist()
        return told


def fit_choice(task: Task) -> Trained:
    """Fit, calibrate on sets left out, and pack."""
    packets = tuple(_packets(task))
    judged = _judged(packets)
    fitted = _fit(packets)
    return Trained(
        name=task.name,
        about=task.about,
        arrays={"weights": fitted.model.coef_[0].astype(np.float32)},
        texts={VOCABULARY: "\n".join(fitted.names)},
        settings={
            "bias": round(float(fitted.model.intercept_[0]), 4),
            **_scaling(judged).settings,
            "least": LEAST,
            "doubt": DOUBT,
            "seed": SEED,
        },
        figures={
            "packets": str(len(packets)),
            "candidates": str(sum(len(p.rows) for p in packets)),
            **_figures(judged),
        },
    )


def _packets(task: Task) -> Iterator[Packet]:
    for seed in range(FIRST_SEED, FIRST_SEED + PACKETS):
        drawn = draw(seed, Wanted(text_only=True))
        document = dataset.scope(drawn.text).document
        yield _packet(task, document, drawn.gold, "")
    for folder, half in ((FROZEN, None), *((f, Half.ODD) for f in LOOKED_AT)):
        for _, gold in chosen(folder, half):
            if _is_labelled(task, gold):
                document = read(gold.path.read_bytes(), gold.path.name, ReadOptions())
                yield _packet(task, document, gold.labels, _origin(folder))


def _origin(place: Path) -> str:
    """The set's name; parts of one set, each with labels of its own, are one."""
    return place.parent.name if place.is_file() else place.name


def _is_labelled(task: Task, gold: Gold) -> bool:
    return gold.get(*task.label) is not None and not gold.get("truncated")


def _packet(
    task: Task, document: Document, labels: dict[str, object], origin: str
) -> Packet:
    scope = scopes(document, split.split(document))[0]
    group, name = task.label
    inside = labels.get(group) or {}
    assert isinstance(inside, dict)  # noqa: S101
    want, worded = inside.get(name), task.worded(scope)
    rows = tuple(
        Row(n.value, n.grams, n.said, want is not None and task.agree(want, n.value))
        for n in task.nominees(scope)
    )
    right = None not in (want, worded) and task.agree(want, worded)
    return Packet(origin, rows, worded, right)


def _fit(packets: Iterable[Packet]) -> Fitted:
    rng = random.Random(SEED)
    rows: list[tuple[str, ...]] = []
    right: list[bool] = []
    weights: list[float] = []
    for packet in packets:
        hidden = rng.random() < HIDDEN
        for row in packet.rows:
            rows.append(row.grams if hidden else row.all)
            right.append(row.right)
            weights.append(WEIGHT if packet.origin else 1.0)
    names = frequent(rows, FEWEST)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED)
    model.fit(marked(rows, names), np.array(right), sample_weight=np.array(weights))
    return Fitted(names, model)


Judged = list[tuple[Packet, list[float]]]


def _judged(packets: Sequence[Packet]) -> Judged:
    """Authors' packets with scores of a model that has not seen their set."""
    told: Judged = []
    for learn, held in held_out(packets, lambda p: p.origin or None):
        model = _fit(learn)
        told.extend((packet, model.scores(packet)) for packet in held)
    return told


def _scaling(judged: Judged) -> Scaling:
    scores = [score for _, told in judged for score in told]
    return platt(scores, [row.right for packet, _ in judged for row in packet.rows])


def _figures(judged: Judged) -> dict[str, str]:
    alone = hidden = 0
    for packet, scores in judged:
        if packet.rows:
            alone += packet.rows[int(np.argmax(scores))].right
        hidden += any(row.right for row in packet.rows)
    total = len(judged)
    worded = sum(packet.worded_right for packet, _ in judged)
    return {
        "authors' packets": str(total),
        "right value among the candidates": f"{hidden / total:.3f}",
        "likeliest candidate right, set unseen": f"{alone / total:.3f}",
        "our wording right, set known": f"{worded / total:.3f}",
    }
