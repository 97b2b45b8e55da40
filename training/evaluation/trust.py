"""How far confidences can be relied on: reliability, coverage, precision and recall."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from training.evaluation.answers import AGENCY, FIELDS, INSTRUMENT, PLACED
from training.evaluation.items import SETS
from training.evaluation.ledger import BINS, Ledger, Thresholds, totals
from training.evaluation.record import Item, Record, Verdict
from training.evaluation.reliance import gap

LABELS = (INSTRUMENT, *PLACED, AGENCY, *FIELDS)
TARGET = 0.98
"""Precision asked of what is taken without a person looking."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about one confidence: how many, how sure on average, how many right."""

    count: int
    sure: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins of a label, lowest confidence first, and their mean gap (ECE)."""

    what: str
    bins: tuple[Bin, ...]
    ece: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Taken unseen at a threshold: how many of how many, how many of them wrong.

    `reaching` is the lowest threshold that would have reached the target here, and
    `reached` how many it takes; None where none does. It was chosen on these very
    packets, so it flatters.
    """

    what: str
    threshold: float
    of: int
    taken: int
    wrong: int
    reaching: float | None
    reached: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision against recall as the least confidence falls."""

    label: str
    wanted: int
    points: tuple[tuple[float, float], ...]
    """(recall, precision), the surest first."""


@dataclass
class Confidences:
    """What is remembered of single values: (confidence, is right) by label.

    Records are seen once; a value takes a few bytes.
    """

    answers: dict[str, list[tuple[float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    categories: dict[str, list[tuple[float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    wanted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    labelled: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, record: Record) -> None:
        """Remember a record's confidences."""
        for answer in record.answers:
            if answer.unlabelled or answer.what not in LABELS:
                continue
            self.labelled[answer.what] += 1
            if answer.confidence is not None and answer.found is not None:
                right = answer.verdict is Verdict.RIGHT
                self.answers[answer.what].append((answer.confidence, right))
        for item in record.items:
            if item.what == "categories":
                self._category(item)

    def _category(self, item: Item) -> None:
        if item.verdict is not Verdict.INVENTED:
            self.wanted[item.label] += 1
        if item.verdict is not Verdict.MISSED and item.confidence is not None:
            right = item.verdict is Verdict.RIGHT
            self.categories[item.label].append((item.confidence, right))


def reliabilities(of: Ledger) -> tuple[Reliability, ...]:
    """Reliability of every label with confidences, and of all single values at once."""
    sums = totals(of)
    whats = [w for w in (*LABELS, *SETS) if _has(w, sums)]
    both = (*((w, (w,)) for w in whats), ("all", LABELS))
    return tuple(_reliability(name, group, of, sums) for name, group in both)


def _has(what: str, sums: Mapping[str, float]) -> bool:
    return any(sums.get(f"bin/{what}/{place}/n") for place in range(BINS))


def _reliability(
    name: str, whats: Sequence[str], of: Ledger, sums: Mapping[str, float]
) -> Reliability:
    bins = []
    for place in range(BINS):
        count, sure, right = (
            sum(sums.get(f"bin/{what}/{place}/{part}", 0.0) for what in whats)
            for part in ("n", "sure", "right")
        )
        if count:
            bins.append(Bin(round(count), sure / count, right / count))
    row = of.counts.sum(axis=0, keepdims=True)
    measure = gap(name, whats, name)
    return Reliability(name, tuple(bins), float(measure.of(row, of.columns)[0]))


def coverages(seen: Confidences, thresholds: Thresholds) -> tuple[Coverage, ...]:
    """Every label's coverage at its threshold."""
    return tuple(
        _coverage(what, seen.answers[what], seen.labelled[what], thresholds.of(what))
        for what in LABELS
        if seen.labelled[what]
    )


def _coverage(
    what: str, values: Sequence[tuple[float, bool]], labelled: int, threshold: float
) -> Coverage:
    taken = [right for sure, right in values if sure >= threshold]
    reaching, reached = lowest_threshold(values, TARGET)
    return Coverage(
        what,
        threshold,
        labelled,
        len(taken),
        len(taken) - sum(taken),
        reaching,
        reached,
    )


def lowest_threshold(
    values: Iterable[tuple[float, bool]], precision: float
) -> tuple[float | None, int]:
    """The lowest confidence from which values are so precise, and how many they are.

    Values of one confidence are taken together.
    """
    best: tuple[float | None, int] = (None, 0)
    right = 0
    falling = sorted(values, reverse=True)
    for taken, (sure, is_right) in enumerate(falling, 1):
        right += is_right
        is_last = taken == len(falling) or falling[taken][0] < sure
        if is_last and right >= precision * taken:
            best = (sure, taken)
    return best


def curves(seen: Confidences) -> tuple[Curve, ...]:
    """Precision against recall of every category, the most wanted first."""
    labels = sorted(
        set(seen.wanted) | set(seen.categories), key=lambda c: (-seen.wanted[c], c)
    )
    return tuple(
        Curve(c, seen.wanted[c], _points(seen.categories[c], seen.wanted[c]))
        for c in labels
    )


def _points(
    values: Sequence[tuple[float, bool]], wanted: int
) -> tuple[tuple[float, float], ...]:
    points = []
    right = 0
    falling = sorted(values, key=lambda v: -v[0])
    for place, (sure, is_right) in enumerate(falling, 1):
        right += is_right
        if place == len(falling) or falling[place][0] < sure:
            points.append((right / wanted if wanted else 0.0, right / place))
    return tuple(points)
