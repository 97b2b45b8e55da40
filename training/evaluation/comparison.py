"""Two runs over the same packets: what differs, and whether it may be luck."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from training.evaluation.answers import ALL
from training.evaluation.intervals import (
    Interval,
    mcnemar,
    percentiles,
    resampled,
    two_sided,
)
from training.evaluation.ledger import Ledger, Thresholds, ledger
from training.evaluation.measure import Kind, Measure
from training.evaluation.measures import measures
from training.evaluation.record import Answer, Item, Record, Verdict
from training.evaluation.tables import Rows
from training.evaluation.titles import TITLES

SURE = 0.05
"""Below this chance a difference is called real."""
Key = tuple[str, str, str]
"""A label, what distinguishes its members, and the value they stand for."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A single-valued label over both runs: how often right turned wrong and back."""

    what: str
    both: int
    lost: int
    won: int
    neither: int
    p: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure in both runs; the interval is that of the difference."""

    name: str
    title: str
    before: float
    after: float
    interval: Interval | None
    p: float
    less: bool

    @property
    def verdict(self) -> str:
        """Better, worse, or no difference that could not be luck."""
        if self.p >= SURE or self.before == self.after:
            return "-"
        return "better" if (self.after > self.before) != self.less else "worse"


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that became right, became wrong, or is wrong otherwise."""

    id: str
    what: str
    before: str
    after: str
    gold: str
    turn: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared over the packets both have."""

    before: str
    after: str
    packets: int
    only_before: int
    only_after: int
    turned: tuple[Turned, ...]
    moved: tuple[Moved, ...]
    changes: tuple[Change, ...]
    changed_packets: int
    held_back: int
    """Packets that changed and must not be looked into."""


def compare(
    before: Iterable[Record], after: Iterable[Record], names: tuple[str, str]
) -> Comparison:
    """Compare two runs; packets are paired by id and by bytes."""
    olds = {(r.id, r.sha256): r for r in before}
    news = {(r.id, r.sha256): r for r in after}
    keys = sorted(olds.keys() & news.keys())
    pairs = [(olds[key], news[key]) for key in keys]
    changed = [(o, n, tuple(_changes(o, n))) for o, n in pairs]
    open_ones = [c for _, n, c in changed if c and not n.held_back]
    return Comparison(
        *names,
        packets=len(pairs),
        only_before=len(olds) - len(pairs),
        only_after=len(news) - len(pairs),
        turned=tuple(_turned(pairs)),
        moved=tuple(_moved([o for o, _ in pairs], [n for _, n in pairs])),
        changes=tuple(c for changes in open_ones for c in changes),
        changed_packets=len(open_ones),
        held_back=sum(bool(c) and n.held_back for _, n, c in changed),
    )


def _turned(pairs: list[tuple[Record, Record]]) -> Iterator[Turned]:
    for what in ALL:
        told = [
            (one, other)
            for old, new in pairs
            if (one := _right(old, what)) is not None
            and (other := _right(new, what)) is not None
        ]
        if told:
            lost = told.count((True, False))
            won = told.count((False, True))
            both, neither = told.count((True, True)), told.count((False, False))
            yield Turned(what, both, lost, won, neither, mcnemar(lost, won))


def _right(record: Record, what: str) -> bool | None:
    for answer in record.answers:
        if answer.what == what and not answer.unlabelled:
            return answer.verdict is Verdict.RIGHT
    return None


def _moved(olds: list[Record], news: list[Record]) -> Iterator[Moved]:
    """Every measure, its difference drawn again over the same packets in both runs."""
    one, other = (ledger(records, Thresholds()) for records in (olds, news))
    drawn_one, drawn_other = resampled(one), resampled(other)
    later = {m.name: m for m in measures(other)}
    for earlier in measures(one):
        if earlier.name not in later:
            continue
        # Macro-F1 averages over labels, which may differ between the runs.
        now = later[earlier.name] if earlier.kind is Kind.MEAN else earlier
        before, after = _value(earlier, one), _value(now, other)
        steps = now.of(drawn_other, other.columns) - earlier.of(drawn_one, one.columns)
        if not np.isnan(before) and not np.isnan(after):
            ends, p = percentiles(steps), two_sided(steps)
            name, title, less = earlier.name, earlier.title, earlier.less
            yield Moved(name, title, before, after, ends, p, less)


def _value(measure: Measure, of: Ledger) -> float:
    return float(measure.of(of.counts.sum(axis=0, keepdims=True), of.columns)[0])


def _changes(old: Record, new: Record) -> Iterator[Change]:
    """Answers that differ, in a fixed order."""
    before, after = _told(old), _told(new)
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        turn = _turn(one, other)
        if turn:
            gold = _gold(one or other)
            yield Change(new.id, key[0], _found(one), _found(other), gold, turn)


def _told(record: Record) -> Mapping[Key, Answer | Item]:
    answers: dict[Key, Answer | Item] = {(a.what, "", ""): a for a in record.answers}
    return answers | {(i.what, i.label, i.value): i for i in record.items}


def _turn(one: Answer | Item | None, other: Answer | Item | None) -> str:
    """What became of an answer; empty where nothing did."""
    was, now = _is_right(one), _is_right(other)
    if was != now:
        return "now right" if now else "now wrong"
    return "wrong otherwise" if not now and _found(one) != _found(other) else ""


def _is_right(answer: Answer | Item | None) -> bool:
    """A member of neither gold nor report is rightly not there."""
    return answer is None or answer.verdict is Verdict.RIGHT


def _found(answer: Answer | Item | None) -> str:
    if answer is None or answer.verdict is Verdict.MISSED:
        return "-"
    return (answer.found or "-") if isinstance(answer, Answer) else _named(answer)


def _gold(answer: Answer | Item | None) -> str:
    if answer is None or answer.verdict is Verdict.INVENTED:
        return "-"
    return (answer.gold or "-") if isinstance(answer, Answer) else _named(answer)


def _named(item: Item) -> str:
    return f"{item.label}: {item.value}" if item.what == "identifiers" else item.value


def as_json(told: Comparison) -> dict[str, Any]:
    """A comparison as plain data."""
    moved = [asdict(m) | {"verdict": m.verdict} for m in told.moved]
    return {"schema": "tecum.comparison/1"} | asdict(told) | {"moved": moved}


def tables(told: Comparison) -> tuple[Rows, ...]:
    """A comparison as tables."""
    return (_measure_rows(told), _turned_rows(told), _change_rows(told))


def _measure_rows(told: Comparison) -> Rows:
    rows = tuple(
        (
            m.title,
            f"{m.before:.3f}",
            f"{m.after:.3f}",
            f"{m.after - m.before:+.3f}",
            f"[{m.interval.low:+.3f}, {m.interval.high:+.3f}]" if m.interval else "-",
            f"{m.p:.3f}",
            m.verdict,
        )
        for m in told.moved
    )
    columns = ("measure", "before", "after", "difference", "95 %", "p", "verdict")
    return Rows(f"Measures over {told.packets} packets (bootstrap)", columns, rows)


def _turned_rows(told: Comparison) -> Rows:
    rows = tuple(
        (
            TITLES[t.what],
            str(t.both),
            str(t.lost),
            str(t.won),
            str(t.neither),
            f"{t.p:.3f}",
        )
        for t in told.turned
    )
    columns = ("label", "right in both", "lost", "won", "wrong in both", "p")
    return Rows("Single values (McNemar, exact)", columns, rows)


def _change_rows(told: Comparison) -> Rows:
    rows = tuple(
        (c.id, TITLES.get(c.what, c.what), c.turn, c.gold, c.before, c.after)
        for c in told.changes
    )
    columns = ("packet", "label", "turn", "gold", "before", "after")
    return Rows(f"What changed in {told.changed_packets} packets", columns, rows, 6)


def markdown(told: Comparison) -> str:
    """A comparison as a Markdown file."""
    head = f"# {told.after} against {told.before}\n\n{summary(told)}\n\n"
    return head + "\n".join(rows.markdown() for rows in tables(told) if rows.rows)


def summary(told: Comparison) -> str:
    """In a sentence or two."""
    better = [m.title for m in told.moved if m.verdict == "better"]
    worse = [m.title for m in told.moved if m.verdict == "worse"]
    said = f"{told.packets} packets in both runs."
    if told.only_before or told.only_after:
        one, other = told.only_before, told.only_after
        said += f" Left out: {one} only before, {other} only after."
    said += f" Better beyond chance: {', '.join(better) or 'nothing'}."
    said += f" Worse beyond chance: {', '.join(worse) or 'nothing'}."
    if told.held_back:
        said += f" {told.held_back} packets held back changed too; they are not listed."
    return said
