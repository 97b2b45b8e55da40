"""Fits the model that tells a paper's targets from everything else shaped like them.

Thresholds and the figures of the card rest on even lines of the older sets, of which
only sums are seen: cues were mended on odd lines, and the model learns from them.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from extractor import split
from extractor.artefacts import VOCABULARY
from extractor.find.targets import MODEL, all_seen, prior, sort_of
from extractor.packet import scopes
from training import dataset, sources
from training.artefact import Trained
from training.evaluation.wording import mended, plain
from training.gold import Gold, Half, chosen
from training.judging import Scaling, platt
from training.sparse import frequent, marked
from training.synthesise.packets import Wanted, draw

ABOUT = """\
One logistic regression over what stands around a candidate (words, its line, the
heading above, the page's opening, what cues say of it) gives the chance that a name,
number or address is what the paper asks about, not its official's, addressee's or
provider's. Beside what cues and forms give, it weighs names and handles that no wording
announces.

**Data.** Packets drawn from seeds of their own; odd lines of the frozen sets and of
packets by authors who had not seen the code, counted twice. A candidate is positive
where its value is a target of the packet. What cues say is often hidden in training,
for they know those papers by heart; afterwards it is added, so that plain wording
counts that no packet of these uses.

**Limits.** Mostly English. A value misread by OCR is found as printed.
"""
PACKETS, FIRST_SEED = 400, 330_000
SEED = 20261101
FEWEST = 3
STRENGTH = 0.1
HIDDEN = 0.6
UNSAID = 0.5
"""The weight of a name or handle shown once more as if nothing had announced it."""
IN_DEMAND = 0.6
WRITTEN = 2.0
"""The weight of a packet by an author; of a drawn one, 1."""
_CUE_GRAMS = ("s lean", "s zone", "s open", "s list", "s free")
_PLAIN = tuple(float(s) for s in np.arange(-2.25, 0.51, 0.25))
_LOOSE = tuple(float(s) for s in np.arange(0, 1.01, 0.25))
"""A name that nothing announces is taken only where it is likelier a target than not:
down to -1 held-back packets gain 0.004 by more strangers, and real papers lose."""
_NUMBERS = {"phone": 10, "aws_account_id": 12, "imei": 15, "payment_card": 19}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: what it is, its features, whether it is a target."""

    key: Key
    sort: str
    grams: tuple[str, ...]
    leaning: float
    is_target: bool


@dataclass(frozen=True, slots=True)
class Packet:
    """The candidates of a packet, the targets of its gold, how often it counts."""

    id: str
    rows: tuple[Row, ...]
    wanted: frozenset[Key]
    weight: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """A fitted model."""

    weights: dict[str, float]
    bias: float

    def score(self, row: Row) -> float:
        """Log-odds of a target, what cues say added."""
        told = sum(self.weights.get(gram, 0.0) for gram in row.grams)
        return self.bias + told + prior(row.leaning, loose=row.sort == "loose")


def fit_targets(advance: Callable[[], None] = lambda: None) -> Trained:
    """Fit, choose thresholds and pack; `advance` is called after each drawn packet."""
    packets = [*_drawn(advance), *_lessons()]
    fitted = _fit(packets)
    judged = [(p, [fitted.score(row) for row in p.rows]) for p in _held_back()]
    at = _thresholds(judged)
    names = sorted(fitted.weights)
    return Trained(
        name=MODEL,
        about=ABOUT,
        arrays={"weights": np.array([fitted.weights[n] for n in names], np.float32)},
        texts={VOCABULARY: "\n".join(names)},
        settings={
            "bias": fitted.bias,
            "taken_at": at,
            "in_demand": IN_DEMAND,
            **_scaling(judged).settings,
        },
        figures={
            "packets": str(len(packets)),
            "candidates": str(sum(len(p.rows) for p in packets)),
            "held-back packets by others, micro F1": f"{_counted(judged, at):.3f}",
            "the same, what no wording announces left out": (
                f"{_counted(judged, {'plain': at['plain']}):.3f}"
            ),
        },
    )


def _drawn(advance: Callable[[], None]) -> Iterator[Packet]:
    for seed in range(FIRST_SEED, FIRST_SEED + PACKETS):
        packet = draw(seed, Wanted(text_only=True))
        if packet.gold.get("identifiers") is not None:
            yield _packet(f"drawn/{seed}", packet.text, packet.gold["identifiers"], 1.0)
        advance()


def _lessons() -> Iterator[Packet]:
    return _labelled((*sources.FROZEN, *sources.AUTHORED), Half.ODD, WRITTEN)


def _held_back() -> Iterator[Packet]:
    older = (s for s in sources.AUTHORED if s not in sources.NEWEST)
    yield from _labelled((*sources.FROZEN[1:], *older), Half.EVEN)


def _labelled(
    folders: Iterable[Path], half: Half, weight: float = 1.0
) -> Iterator[Packet]:
    """Lines with text of their own that are labelled in full."""
    for folder in folders:
        for _, gold in chosen(folder, half):
            wanted = gold.labels.get("identifiers")
            if wanted is not None and gold.path.suffix == ".txt" and not _is_cut(gold):
                text = gold.path.read_text("utf-8")
                yield _packet(f"{folder.name}/{gold.id}", text, wanted, weight)


def _is_cut(gold: Gold) -> bool:
    return bool(gold.labels.get("truncated"))


def _packet(
    name: str, text: str, identifiers: list[dict[str, str]], weight: float
) -> Packet:
    wanted = frozenset(_key(i["kind"], i["value"]) for i in identifiers)
    document = dataset.scope(text).document
    rows = [
        Row(
            key := _key(s.candidate.kind, s.candidate.value),
            sort_of(s.candidate),
            s.grams,
            s.leaning,
            key in wanted,
        )
        for scope in scopes(document, split.split(document))
        for s in all_seen(scope.demanding.text)
    ]
    return Packet(name, tuple(rows), wanted, weight)


def _key(kind: str, value: str) -> Key:
    """A value as it is compared: numbers by their last digits."""
    if kind in _NUMBERS:
        digits = "".join(c for c in mended(value) if c.isdigit())
        return kind, digits[-_NUMBERS[kind] :]
    return kind, plain(mended(value) if kind == "order_id" else value)


def _fit(packets: Sequence[Packet]) -> Fitted:
    rows, targets, weights = _table(packets)
    ordered = [sorted(row) for row in rows]
    names = frequent(ordered, FEWEST)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED)
    model.fit(
        marked(ordered, names), np.array(targets), sample_weight=np.array(weights)
    )
    told = model.coef_[0].round(4).tolist()
    used = {n: w for n, w in zip(names, told, strict=True) if w}
    return Fitted(used, round(float(model.intercept_[0]), 4))


def _table(
    packets: Sequence[Packet],
) -> tuple[list[frozenset[str]], list[bool], list[float]]:
    rows: list[frozenset[str]] = []
    targets: list[bool] = []
    weights: list[float] = []
    for packet in packets:
        rng = random.Random(packet.id)
        for row in packet.rows:
            for grams, share in _shown(row, rng):
                rows.append(grams)
                targets.append(row.is_target)
                weights.append(packet.weight * share)
    return rows, targets, weights


def _shown(row: Row, rng: random.Random) -> Iterator[tuple[frozenset[str], float]]:
    """A row with its cues often hidden; a cued target once more as if unsaid."""
    plainly = frozenset(g for g in row.grams if not _tells_cue(g))
    yield (plainly if rng.random() < HIDDEN else frozenset(row.grams)), 1.0
    kind = row.key[0]
    if row.is_target and f"k {kind} cued" in row.grams and kind in ("name", "username"):
        yield (plainly - {f"k {kind} cued"}) | {f"k {kind} loose"}, UNSAID


def _tells_cue(gram: str) -> bool:
    return gram.split("/", 1)[-1].startswith(_CUE_GRAMS)


Judged = list[tuple[Packet, list[float]]]


def _thresholds(judged: Judged) -> dict[str, float]:
    """Two thresholds: of what wording or form announces, and of what nothing does."""
    tried = [{"plain": a, "loose": b} for a in _PLAIN for b in _LOOSE]
    return max(tried, key=lambda at: _counted(judged, at))


def _scaling(judged: Judged) -> Scaling:
    scores = [score for _, told in judged for score in told]
    return platt(scores, [row.is_target for packet, _ in judged for row in packet.rows])


def _counted(judged: Judged, at: dict[str, float]) -> float:
    """Micro F1 with these thresholds; a sort without one is never taken."""
    hits = found = wanted = 0
    for packet, scores in judged:
        taken = {
            row.key
            for row, score in zip(packet.rows, scores, strict=True)
            if row.sort in at and score >= at[row.sort]
        }
        hits += len(taken & packet.wanted)
        found += len(taken)
        wanted += len(packet.wanted)
    return 2 * hits / max(found + wanted, 1)
