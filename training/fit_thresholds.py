"""Fits how far confidences may be believed: rising maps and thresholds, from claims.

Every claim is judged by maps fitted without its packet; on those judgements rest the
thresholds and the figures of the card.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from extractor.classify.trust import FILE, MODEL, NEVER, NONE, Map
from training.artefact import Trained
from training.claims import Claim
from training.evaluation.trust import lowest_threshold
from training.judging import fold, gap

ABOUT = """\
Not a model of words but of the pipeline itself: for every kind of value a rising map
from the confidence that finders and classifiers give to how often such values were
right, and the confidence from which a value goes unseen. Applied in one place,
`extractor/classify/trust.py`, before the policy is checked. A threshold of {never}
means always a person: {target:.0%} is not reached at any confidence.

**Data.** {claims} claims of packets nobody has looked at: the even lines of the frozen
sets and of packets by authors who had not seen the code, all but the newest set, and
corrected packets, where there were any. On them alone rest the thresholds and the
figures below, and each counts {weight} times for the maps. The maps also learn from
packets drawn from seeds no model was trained on, a tenth of them scans read by OCR, and
from odd lines. How the newest set's even lines fare is told in README.

**Limits.** A map knows how sure the pipeline was, not why. Where the pipeline changes,
the maps must be fitted again, and the current models are part of it. Errors of drawn
packets are fewer than those of real ones.

**By field** (each claim judged by maps fitted without its packet):

{table}
"""
TARGET = 0.98
"""Precision asked of what is taken without a person looking."""
PACKETS = 500
FOLDS = 5
FEWEST = 40
"""A kind with fewer claims keeps its raw confidence, and always wants a person."""
SMALLEST = 15
"""So many claims at least stand behind a step of a map."""
DOUBT = 2.0
"""As many claims of the kind's mean are added to a step, so that few prove little."""
LEAST, MOST = 0.01, 0.99
EDGE = 0.05
"""A step begins where so many of its claims lie below: a few may lie far off."""
FLOOR = 0.8
"""Nothing less likely is taken unseen, however right all the rest is."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of claim, held back: calibration error before and after, what is taken."""

    kind: str
    claims: int
    right: float
    raw_error: float
    error: float
    threshold: float
    taken: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Believed:
    """Maps, thresholds, and how they did on claims they were not fitted on."""

    maps: Mapping[str, Map]
    thresholds: Mapping[str, float]
    figures: tuple[Figure, ...]

    def model(self, target: float, weight: int) -> Trained:
        """The artefact to be written."""
        whole = sum(f.claims for f in self.figures)
        errors = [(f.raw_error * f.claims, f.error * f.claims) for f in self.figures]
        raw, after = (sum(e) / whole for e in zip(*errors, strict=True))
        taken = sum(f.taken for f in self.figures)
        wrong = sum(f.wrong for f in self.figures)
        about = ABOUT.format(
            never=NEVER, target=target, claims=whole, weight=weight, table=self.table()
        )
        figures = {
            "calibration error before, mean over fields": f"{raw:.3f}",
            "calibration error after": f"{after:.3f}",
            "taken unseen": f"{taken / whole:.1%}",
            "wrong among them": f"{wrong / taken:.1%}" if taken else "-",
        }
        texts = {FILE: self.as_text()}
        settings = {"target": target}
        return Trained(MODEL, {}, texts, settings, figures, about)

    def table(self) -> str:
        """A row for every field, in Markdown."""
        head = (
            "field | claims | right | error before | after | threshold | taken | wrong"
        )
        lines = [f"| {head} |", f"|---{'|---:' * 7}|"]
        for f in self.figures:
            at = "never" if f.threshold > 1 else f"{f.threshold:.3f}"
            told = f"{f.right:.3f} | {f.raw_error:.3f} | {f.error:.3f} | {at}"
            lines.append(f"| {f.kind} | {f.claims} | {told} | {f.taken} | {f.wrong} |")
        return "\n".join(lines)

    def as_text(self) -> str:
        """The artefact's file."""
        told = {
            "maps": {kind: asdict(self.maps[kind]) for kind in sorted(self.maps)},
            "thresholds": dict(sorted(self.thresholds.items())),
        }
        return json.dumps(told, indent=1) + "\n"


def believe(
    claims: Sequence[Claim],
    target: float = TARGET,
    unseen: Sequence[Claim] | None = None,
) -> Believed:
    """Maps and thresholds that make claims mean what they say.

    `unseen` are those of packets whose errors nobody has looked at, each once: on them
    alone rest thresholds and figures, for all others are easier than new ones.
    """
    kinds = _by(claims, lambda c: c.kind)
    maps = {k: fitted(v) for k, v in kinds.items() if len(v) >= FEWEST}
    unseen = claims if unseen is None else unseen
    raw = _by(unseen, _stem_of)
    judged = _by(_judged(claims, unseen), _stem_of)
    thresholds = {
        stem(kind): threshold(judged.get(stem(kind), []), target) for kind in kinds
    }
    figures = tuple(figure(k, raw[k], judged[k], thresholds[k]) for k in sorted(judged))
    return Believed(maps, thresholds, figures)


def _stem_of(claim: Claim) -> str:
    return stem(claim.kind)


def stem(kind: str) -> str:
    """The field a kind of claim is about."""
    return kind.removesuffix(NONE)


def fitted(claims: Sequence[Claim]) -> Map:
    """A rising map from what was said to how often it was right.

    Below what was ever said nothing is known: there the line falls to zero.
    """
    said = np.array([c.said for c in claims])
    right = np.array([float(c.right) for c in claims])
    mean = float(right.mean())
    steps = tuple(_steps(said, right))
    chances = np.array([(s.right + DOUBT * mean) / (s.count + DOUBT) for s in steps])
    rising = np.clip(np.maximum.accumulate(chances), LEAST, MOST)
    points = [(0.0, 0.0)]
    for step, chance in zip(steps, rising.tolist(), strict=True):
        points += [(step.low, chance), (step.high, chance)]
    places = tuple(round(place, 4) for place, _ in points)
    return Map(places, tuple(round(chance, 4) for _, chance in points))


@dataclass(frozen=True, slots=True)
class _Step:
    """Claims of one chance: from where to where they were said, how many are right."""

    low: float
    high: float
    right: float
    count: int


def _steps(said: Values, right: Values) -> Iterator[_Step]:
    """Where a rising line through the claims steps, lowest first."""
    level = IsotonicRegression(out_of_bounds="clip").fit_transform(said, right)
    order = np.lexsort((said, level))
    start = 0
    for at in range(1, len(order) + 1):
        few = at - start < SMALLEST or 0 < len(order) - at < SMALLEST
        if at < len(order) and (few or _is_tie(said, level, order, at)):
            continue
        block = order[start:at]
        low = float(np.quantile(said[block], EDGE))
        high = float(said[block].max())
        yield _Step(low, high, float(right[block].sum()), len(block))
        start = at


def _is_tie(said: Values, level: Values, order: NDArray[np.int64], at: int) -> bool:
    """Claims as sure as one another, or on one level, are not parted."""
    one, other = order[at - 1], order[at]
    return bool(said[one] == said[other] or level[one] == level[other])


def _judged(claims: Sequence[Claim], unseen: Sequence[Claim]) -> Iterator[Claim]:
    """Every unseen claim as maps fitted on other packets calibrate it."""
    for number in range(FOLDS):
        learn = [c for c in claims if _fold(c) != number]
        kinds = _by(learn, lambda c: c.kind)
        maps = {k: fitted(v) for k, v in kinds.items() if len(v) >= FEWEST}
        yield from believed([c for c in unseen if _fold(c) == number], maps)


def believed(claims: Iterable[Claim], maps: Mapping[str, Map]) -> Iterator[Claim]:
    """Claims with their confidence calibrated."""
    for c in claims:
        said = maps[c.kind](c.said) if c.kind in maps else c.said
        yield Claim(c.kind, c.packet, said, c.right)


def _fold(claim: Claim) -> int:
    return fold(claim.packet, FOLDS)


def threshold(claims: Sequence[Claim], target: float) -> float:
    """The least confidence from which claims are so precise; NEVER for too few."""
    values = [(c.said, c.right) for c in claims]
    at, taken = lowest_threshold(values, target)
    if at is None or taken < FEWEST:
        return NEVER
    return max(round(at, 3), FLOOR)


def figure(
    kind: str, raw: Sequence[Claim], judged: Sequence[Claim], at: float
) -> Figure:
    """How calibration does on claims, and what a threshold takes of them."""
    taken = [c for c in judged if c.said >= at]
    return Figure(
        kind=kind,
        claims=len(judged),
        right=float(np.mean([c.right for c in judged])),
        raw_error=_gap(raw),
        error=_gap(judged),
        threshold=at,
        taken=len(taken),
        wrong=sum(not c.right for c in taken),
    )


def _gap(claims: Sequence[Claim]) -> float:
    return gap([c.said for c in claims], [c.right for c in claims])


def _by(claims: Iterable[Claim], key: Callable[[Claim], str]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[key(claim)].append(claim)
    return dict(found)
