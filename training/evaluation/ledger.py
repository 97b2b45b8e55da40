"""Records as a table of counts, one row a packet: any choice of rows sums up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.evaluation.answers import INSTRUMENT, WHOLE_PAPER
from training.evaluation.record import Answer, Item, Record, Verdict

Table = NDArray[np.float64]
BINS = 10
"""Confidence is told in tenths."""
NO_PROCESS = "not_legal_process"
_JURISDICTION = ("country", "level", "subdivision")
_ONE_A_LABEL = frozenset({"categories", "identifiers", "findings"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence a value is taken without a person looking."""

    default: float = 0.9
    each: Mapping[str, float] | None = None

    def of(self, what: str) -> float:
        """The threshold of a field."""
        return (self.each or {}).get(what, self.default)


@dataclass(frozen=True)
class Ledger:
    """Counts of many packets: `counts[packet, column]`."""

    ids: tuple[str, ...]
    slices: tuple[Mapping[str, str], ...]
    columns: Mapping[str, int]
    counts: Table

    def rows(self, slice_name: str, value: str) -> NDArray[np.bool_]:
        """Which packets are of a slice; a half's name is one word of two."""
        told = (s.get(slice_name, "") for s in self.slices)
        if slice_name == "half":
            return np.array([value in t.split() for t in told], dtype=bool)
        return np.array([t == value for t in told], dtype=bool)

    def where(self, rows: NDArray[np.bool_]) -> "Ledger":
        """The same ledger of some packets only."""
        picked = np.flatnonzero(rows)
        return Ledger(
            tuple(self.ids[i] for i in picked),
            tuple(self.slices[i] for i in picked),
            self.columns,
            self.counts[rows],
        )

    def values(self, slice_name: str) -> tuple[str, ...]:
        """The values of a slice, sorted."""
        told = (s[slice_name] for s in self.slices if slice_name in s)
        if slice_name == "half":
            return tuple(sorted({word for t in told for word in t.split()}))
        return tuple(sorted(set(told)))


def ledger(records: Iterable[Record], thresholds: Thresholds) -> Ledger:
    """Count records; they are seen once and not kept."""
    ids: list[str] = []
    told: list[Mapping[str, str]] = []
    columns: dict[str, int] = {}
    cells: list[tuple[int, int, float]] = []
    for row, record in enumerate(records):
        ids.append(record.id)
        told.append(record.slices)
        for name, amount in count(record, thresholds):
            cells.append((row, columns.setdefault(name, len(columns)), amount))
    table = np.zeros((len(ids), len(columns)))
    if cells:
        rows, places, amounts = (np.array(c) for c in zip(*cells, strict=True))
        np.add.at(table, (rows.astype(int), places.astype(int)), amounts)
    return Ledger(tuple(ids), tuple(told), columns, table)


def count(record: Record, thresholds: Thresholds) -> Iterator[tuple[str, float]]:
    """What a packet adds to which column."""
    yield "packets/n", 1
    yield "packets/refused", record.refused is not None
    yield from _clean(record)
    yield from _jurisdiction(record)
    # A letter that is no process may well have a date; gold does not label it.
    null = "apart" if record.slices.get("instrument") == NO_PROCESS else "null"
    for answer in record.answers:
        if answer.unlabelled:
            yield f"{null}/{answer.what}/of", 1
            yield f"{null}/{answer.what}/given", answer.verdict is Verdict.INVENTED
        else:
            yield from _answer(answer, thresholds)
    for what in record.sets:
        yield f"labelled/{what}", 1
    for item in record.items:
        yield from _item(item)
    yield "pages/right", record.part_pages.hit
    yield "pages/of", record.part_pages.of
    yield from _rest(record)


def _clean(record: Record) -> Iterator[tuple[str, float]]:
    """Packets that need no person, and those of them with any answer wrong."""
    scored = [a for a in record.answers if not a.unlabelled]
    wrong = any(a.verdict is not Verdict.RIGHT for a in scored)
    yield "clean/n", not record.review
    yield "clean/wrong", not record.review and wrong


def _jurisdiction(record: Record) -> Iterator[tuple[str, float]]:
    placed = [a for a in record.answers if a.what in _JURISDICTION]
    if placed:
        yield "jurisdiction/of", 1
        yield "jurisdiction/right", all(a.verdict is Verdict.RIGHT for a in placed)


def _answer(answer: Answer, thresholds: Thresholds) -> Iterator[tuple[str, float]]:
    right = answer.verdict is Verdict.RIGHT
    yield f"answer/{answer.what}/{answer.verdict}", 1
    if answer.what == INSTRUMENT:
        yield from _class(answer)
    if answer.what == WHOLE_PAPER:
        return
    yield f"accept/{answer.what}/of", 1
    if answer.confidence is not None and answer.found is not None:
        yield from _bins(answer.what, answer.confidence, right=right)
        taken = answer.confidence >= thresholds.of(answer.what)
        yield f"accept/{answer.what}/n", taken
        yield f"accept/{answer.what}/wrong", taken and not right


def _class(answer: Answer) -> Iterator[tuple[str, float]]:
    if answer.verdict is Verdict.RIGHT:
        yield f"label/instrument/{answer.gold}/right", 1
        return
    yield f"label/instrument/{answer.gold}/missed", 1
    if answer.found is not None:
        yield f"label/instrument/{answer.found}/invented", 1


def _bins(what: str, sure: float, *, right: bool) -> Iterator[tuple[str, float]]:
    place = min(int(sure * BINS), BINS - 1)
    yield f"bin/{what}/{place}/n", 1
    yield f"bin/{what}/{place}/sure", sure
    yield f"bin/{what}/{place}/right", right


def _item(item: Item) -> Iterator[tuple[str, float]]:
    yield f"set/{item.what}/{item.verdict}", 1
    if item.what in _ONE_A_LABEL:
        yield f"label/{item.what}/{item.label}/{item.verdict}", 1
    if item.confidence is not None and item.verdict is not Verdict.MISSED:
        right = item.verdict is Verdict.RIGHT
        yield from _bins(item.what, item.confidence, right=right)


def _rest(record: Record) -> Iterator[tuple[str, float]]:
    """Demands and reading, where they are labelled."""
    if record.demands:
        for name in record.demands.__dataclass_fields__:
            yield f"demands/{name}", getattr(record.demands, name)
    if record.reading:
        yield "reading/characters/wrong", record.reading.characters.hit
        yield "reading/characters/of", record.reading.characters.of
        yield "reading/words/wrong", record.reading.words.hit
        yield "reading/words/of", record.reading.words.of


def totals(of: Ledger) -> dict[str, Any]:
    """Column to sum, for tables of counts."""
    sums = of.counts.sum(axis=0)
    return {name: float(sums[place]) for name, place in of.columns.items()}
