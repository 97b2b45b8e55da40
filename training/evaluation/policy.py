"""What the checker reaches on packets with known defects, and on clean ones.

Records of two runs go in; figures set against their bars come out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.check.rule import Rule
from extractor.report import Severity
from training.evaluation.record import Record, Verdict
from training.evaluation.tables import Rows

PRECISION, RECALL = 0.9, 0.85
FALSE_ALARMS = 0.03
"""The most clean packets, as a share, that may have a false block or object."""
CLEAN_NEEDED = 200
FEW = 5
"""Under so many cases a rule's figure is shown and not judged."""
SCAN = "scan"
_F1 = {"born digital": 0.95, SCAN: 0.9}
_SERIOUS = frozenset({Severity.BLOCK, Severity.OBJECT})


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a finding was right, missed, invented."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was found, how much is right; None where nothing was."""
        return _share(self.right, self.right + self.invented)

    @property
    def recall(self) -> float | None:
        """Of what should be found, how much was; None where there is nothing."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Both in one; None where neither counts."""
        return _share(2 * self.right, 2 * self.right + self.missed + self.invented)

    @property
    def is_low(self) -> bool:
        """True where a figure with enough cases behind it is under its bar."""
        found, wanted = self.right + self.invented, self.right + self.missed
        imprecise = found >= FEW and self.right < PRECISION * found
        return imprecise or (wanted >= FEW and self.right < RECALL * wanted)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure, what it must reach, and how many cases stand behind it."""

    title: str
    value: float | None
    figure: float
    of: int
    at_most: bool = False
    needed: int = 1

    @property
    def is_met(self) -> bool:
        """True where the figure reaches its bar with enough cases."""
        if self.value is None or self.of < self.needed:
            return False
        return self.value <= self.figure if self.at_most else self.value >= self.figure

    @property
    def verdict(self) -> str:
        """Met, missed, or too few."""
        if self.value is None or self.of < self.needed:
            return f"too few: {self.of} of {self.needed}"
        return "met" if self.is_met else "missed"


@dataclass(frozen=True, slots=True)
class Figures:
    """All that issue asks of findings: bars, rules one by one, alarms on clean ones."""

    bars: tuple[Bar, ...]
    rules: dict[str, Tally]
    alarms: dict[str, int]

    @property
    def low(self) -> tuple[str, ...]:
        """Rules under their bar."""
        return tuple(name for name, told in self.rules.items() if told.is_low)

    @property
    def are_met(self) -> bool:
        """True where every bar is reached, and no rule is under its own."""
        return all(bar.is_met for bar in self.bars) and not self.low


def figures(
    defects: Iterable[Record], clean: Iterable[Record], rules: tuple[Rule, ...]
) -> Figures:
    """Count the records; they are seen once and not kept."""
    by_media, by_rule = _tallied(defects)
    serious = frozenset(rule.id for rule in rules if _SERIOUS & _severities(rule))
    hit, packets, alarms = 0, 0, Counter[str]()
    for record in clean:
        false = _invented(record)
        packets += 1
        hit += bool(false & serious)
        alarms.update(false)
    bars = (
        *(_reached(media, by_media[media]) for media in _F1),
        Bar(
            "clean packets with a false block or object",
            _share(hit, packets),
            FALSE_ALARMS,
            packets,
            at_most=True,
            needed=CLEAN_NEEDED,
        ),
    )
    return Figures(bars, dict(sorted(by_rule.items())), dict(sorted(alarms.items())))


def _severities(rule: Rule) -> frozenset[Severity]:
    return frozenset({rule.severity, *(e.to for e in rule.escalates)})


def _reached(media: str, told: Tally) -> Bar:
    of = told.right + told.missed + told.invented
    return Bar(f"findings, micro-F1, {media}", told.f1, _F1[media], of)


def _tallied(
    records: Iterable[Record],
) -> tuple[defaultdict[str, Tally], dict[str, Tally]]:
    """Findings by medium and by rule."""
    counts: defaultdict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for record in records:
        media = SCAN if record.slices.get("media") == SCAN else "born digital"
        for item in record.items:
            if item.what == "findings":
                counts["media", media][item.verdict] += 1
                counts["rule", item.label][item.verdict] += 1
    by_media: defaultdict[str, Tally] = defaultdict(Tally)
    by_rule: dict[str, Tally] = {}
    for (kind, name), told in counts.items():
        (by_media if kind == "media" else by_rule)[name] = _tally(told)
    return by_media, by_rule


def _tally(told: Counter[Verdict]) -> Tally:
    return Tally(told[Verdict.RIGHT], told[Verdict.MISSED], told[Verdict.INVENTED])


def _invented(record: Record) -> frozenset[str]:
    return frozenset(
        item.label
        for item in record.items
        if item.what == "findings" and item.verdict is Verdict.INVENTED
    )


def tables(told: Figures) -> Iterator[Rows]:
    """The figures as tables: bars first, then rule by rule."""
    yield Rows(
        "Bars",
        ("measure", "reached", "bar", "cases", "verdict"),
        tuple(map(_bar, told.bars)),
    )
    names = sorted({*told.rules, *told.alarms})
    yield Rows(
        f"Rules: precision ≥ {PRECISION:g}, recall ≥ {RECALL:g}, from {FEW} cases on",
        (
            "rule",
            "right",
            "missed",
            "invented",
            "precision",
            "recall",
            "on clean",
            "verdict",
        ),
        tuple(_rule(name, told) for name in names),
    )


def _bar(bar: Bar) -> tuple[str, ...]:
    sign = "≤" if bar.at_most else "≥"
    wanted = f"{sign} {bar.figure:g}"
    return bar.title, _figure(bar.value), wanted, str(bar.of), bar.verdict


def _rule(name: str, told: Figures) -> tuple[str, ...]:
    tally = told.rules.get(name, Tally())
    return (
        name,
        str(tally.right),
        str(tally.missed),
        str(tally.invented),
        _figure(tally.precision),
        _figure(tally.recall),
        str(told.alarms.get(name, 0)),
        "low" if tally.is_low else "",
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
