"""Everything a report says of a run, computed once from its records."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from training.evaluation import bars as bars_
from training.evaluation.bars import Bar, Reached
from training.evaluation.ledger import Ledger, Thresholds, ledger, totals
from training.evaluation.record import Answer, Item, Record, Verdict
from training.evaluation.scores import Score, SliceScores, by_slice, scores
from training.evaluation.trust import (
    Confidences,
    Coverage,
    Curve,
    Reliability,
    coverages,
    curves,
    reliabilities,
)

MOST_ERRORS = 2000
"""So many errors are told one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class About:
    """What was run: gold, policy, versions; held back is the half not to look into."""

    gold: str
    provider: str
    half: str | None
    held_back: str | None
    fingerprint: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Error:
    """An answer that is wrong, and the packet it is of."""

    id: str
    file: str
    quality: str
    answer: Answer | Item

    @property
    def gold(self) -> str:
        """What gold says."""
        if isinstance(self.answer, Answer):
            return _range(self.answer.gold or "none")
        return "none" if self.answer.verdict is Verdict.INVENTED else self._value

    @property
    def found(self) -> str:
        """What was found."""
        if isinstance(self.answer, Answer):
            return _range(self.answer.found or "none")
        return "none" if self.answer.verdict is Verdict.MISSED else self._value

    @property
    def _value(self) -> str:
        item = self.answer
        if isinstance(item, Item) and item.what == "identifiers":
            return f"{item.label}: {item.value}"
        return "" if isinstance(item, Answer) else item.value


def _range(value: str) -> str:
    """A range's ends with a dash between; anything else as it is."""
    if not value.startswith("["):
        return value
    return " – ".join(str(edge or "open") for edge in json.loads(value))


@dataclass(frozen=True, slots=True)
class Result:
    """A run as it is reported."""

    about: About
    packets: int
    held_back: int
    scores: tuple[Score, ...]
    slices: tuple[SliceScores, ...]
    bars: tuple[Reached, ...]
    counts: Mapping[str, float]
    reliabilities: tuple[Reliability, ...]
    coverages: tuple[Coverage, ...]
    curves: tuple[Curve, ...]
    confusion: Mapping[tuple[str, str], int]
    errors: tuple[Error, ...]
    causes: Mapping[tuple[str, str], int]
    refusals: tuple[tuple[str, str], ...]


class Gathering:
    """Records pass through once; what cannot be summed is kept in small."""

    def __init__(self) -> None:
        self.seen = Confidences()
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.causes: Counter[tuple[str, str]] = Counter()
        self.errors: list[Error] = []
        self.refusals: list[tuple[str, str]] = []
        self.held_back = 0

    def passing(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same records, looked at."""
        for record in records:
            self._look(record)
            yield record

    def _look(self, record: Record) -> None:
        self.seen.add(record)
        self.held_back += record.held_back
        for answer in record.answers:
            if answer.what == "instrument":
                found = answer.found or "refused"
                self.confusion[answer.gold or "", found] += 1
        if record.held_back:
            return
        if record.refused:
            self.refusals.append((record.id, record.refused))
        for error in errors_of(record):
            self.causes[error.answer.what, error.answer.cause] += 1
            if len(self.errors) < MOST_ERRORS:
                self.errors.append(error)


def errors_of(record: Record) -> Iterator[Error]:
    """A record's wrong answers."""
    quality = record.slices.get("quality", "")
    answers: tuple[Answer | Item, ...] = (*record.answers, *record.items)
    for answer in answers:
        if answer.verdict is not Verdict.RIGHT:
            yield Error(record.id, record.file, quality, answer)


def result(
    records: Iterable[Record],
    about: About,
    thresholds: Thresholds,
    wanted: tuple[Bar, ...] = (),
) -> tuple[Result, Ledger]:
    """All that is told of records, and their ledger."""
    gathering = Gathering()
    of = ledger(gathering.passing(records), thresholds)
    halves = _halves(about)
    order = sorted(gathering.errors, key=lambda e: (e.answer.what, e.id, e.gold))
    told = Result(
        about=about,
        packets=len(of.ids),
        held_back=gathering.held_back,
        scores=tuple(s for s in scores(of) if not math.isnan(s.value)),
        slices=tuple(by_slice(of)),
        bars=tuple(bars_.reached(wanted, of, halves)),
        counts=totals(of),
        reliabilities=reliabilities(of),
        coverages=coverages(gathering.seen, thresholds),
        curves=curves(gathering.seen),
        confusion=dict(sorted(gathering.confusion.items())),
        errors=tuple(order),
        causes=dict(sorted(gathering.causes.items(), key=lambda c: (-c[1], c[0]))),
        refusals=tuple(gathering.refusals),
    )
    return told, of


def _halves(about: About) -> tuple[str, ...]:
    """The halves that are told apart: those of the kind that is held back."""
    if about.half:
        return ()
    pairs = (("odd", "even"), ("look", "report"))
    return next((pair for pair in pairs if about.held_back in pair), ())


def as_json(told: Result) -> dict[str, Any]:
    """A result as plain data for scores.json."""
    return {
        "schema": "tecum.evaluation/1",
        "about": asdict(told.about),
        "packets": told.packets,
        "held_back": told.held_back,
        "scores": {s.measure.name: _score(s) for s in told.scores},
        "slices": [
            {
                "slice": s.slice_name,
                "value": s.value,
                "packets": s.packets,
                "scores": {name: _score(score) for name, score in s.scores.items()},
            }
            for s in told.slices
        ],
        "bars": [_bar(b) for b in told.bars],
        "verdicts": _verdicts(told.counts),
        "reliability": [asdict(r) for r in told.reliabilities],
        "coverage": [asdict(c) for c in told.coverages],
        "precision_recall": [asdict(c) for c in told.curves],
        "confusion": [[g, f, n] for (g, f), n in told.confusion.items()],
        "causes": [[w, c, n] for (w, c), n in told.causes.items()],
        "refusals": [list(r) for r in told.refusals],
        "errors": [
            {
                "id": e.id,
                "what": e.answer.what,
                "verdict": e.answer.verdict.value,
                "gold": e.gold,
                "found": e.found,
                "confidence": e.answer.confidence,
                "cause": e.answer.cause,
            }
            for e in told.errors
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    ends = score.interval
    return {
        "value": round(score.value, 6),
        "low": round(ends.low, 6) if ends else None,
        "high": round(ends.high, 6) if ends else None,
        "of": score.of,
        "less_is_better": score.measure.less,
    }


def _bar(told: Reached) -> dict[str, Any]:
    groups = {
        group: {"verdict": told.verdict(group)} | (_score(score) if score else {})
        for group, score in told.by_group.items()
    }
    where = dict([told.bar.where]) if told.bar.where else {}
    return {"measure": told.bar.measure, "bar": told.bar.says, "where": where} | groups


def _verdicts(counts: Mapping[str, float]) -> dict[str, dict[str, int]]:
    """Label to its verdicts, single-valued and set-valued alike."""
    told: dict[str, dict[str, int]] = {}
    for name, amount in counts.items():
        kind, _, rest = name.partition("/")
        if kind in ("answer", "set"):
            what, verdict = rest.split("/")
            told.setdefault(what, {})[verdict] = round(amount)
    return told
