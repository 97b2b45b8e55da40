"""What is measured: each measure is a ratio of sums of a ledger's columns, or several.

Sums may be given for many choices of packets at once: `sums[choice, column]`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from training.evaluation.answers import AGENCY, FIELDS, PLACED, WHOLE_PAPER
from training.evaluation.items import SETS
from training.evaluation.ledger import BINS, Ledger, Table
from training.evaluation.titles import TITLES


class Kind(StrEnum):
    """How columns become a figure."""

    RATIO = "ratio"
    """Sum of `top` over sum of `bottom`."""
    MEAN = "mean"
    """Mean of the ratios of `parts`, those without anything to count left out."""
    GAP = "gap"
    """Mean distance of confidence from truth over bins: `top` minus `under`, by bin."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure 0..1 (error rates may be over 1); `less` is better where it says so."""

    name: str
    title: str
    group: str
    kind: Kind
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    parts: tuple["Measure", ...] = ()
    less: bool = False
    is_share: bool = field(default=True)
    """True for shares of independent trials, whose interval has a closed form."""

    def of(self, sums: Table, columns: Mapping[str, int]) -> Table:
        """The figure of each choice, nan where there is nothing to count."""
        if self.kind is Kind.MEAN:
            return _mean([part.of(sums, columns) for part in self.parts])
        bottom = _sum(sums, columns, self.bottom)
        if self.kind is Kind.RATIO:
            return _divided(_sum(sums, columns, self.top), bottom)
        gaps = [
            np.abs(_sum(sums, columns, (one,)) - _sum(sums, columns, (other,)))
            for one, other in zip(self.top, self.under, strict=True)
        ]
        return _divided(np.sum(gaps, axis=0), bottom)

    def counted(self, sums: Table, columns: Mapping[str, int]) -> int:
        """How many cases stand behind a figure of one choice."""
        if self.kind is Kind.MEAN:
            told = (part.counted(sums, columns) > 0 for part in self.parts)
            return sum(told)
        wanted = tuple(dict.fromkeys(self.bottom))
        return round(float(_sum(sums, columns, wanted)[0]))


def _sum(sums: Table, columns: Mapping[str, int], names: Sequence[str]) -> Table:
    places = [columns[name] for name in names if name in columns]
    total: Table = sums[:, places].sum(axis=1)
    return total


def _divided(top: Table, bottom: Table) -> Table:
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)


def _mean(figures: Sequence[Table]) -> Table:
    table = np.array(figures)
    there = ~np.isnan(table)
    return _divided(np.where(there, table, 0.0).sum(axis=0), there.sum(axis=0) * 1.0)


_VERDICTS = ("right", "wrong", "missed", "invented")


def measures(of: Ledger) -> tuple[Measure, ...]:
    """Every measure that has something to count in a ledger."""
    sums = of.counts.sum(axis=0, keepdims=True)
    return tuple(m for m in _all(of) if m.counted(sums, of.columns))


def _all(of: Ledger) -> Iterator[Measure]:
    yield _answered("instrument", "Instrument")
    yield _macro(of, "instrument", "Instrument")
    yield _recall_of_nothing()
    yield _ratio(
        "jurisdiction",
        "jurisdiction, all three right",
        "jurisdiction/right",
        "Jurisdiction",
    )
    yield from (_answered(what, "Jurisdiction") for what in (*PLACED, AGENCY))
    yield _answered("dates", "Fields", ("date_issued", "date_due"), "dates together")
    yield from (_answered(what, "Fields") for what in FIELDS)
    for what in SETS:
        yield _f1(what, TITLES[what], f"set/{what}", "Sets")
        if what != "statutes":
            yield _macro(of, what, "Sets")
    yield _answered(WHOLE_PAPER, "Packet")
    yield _ratio("part_pages", "pages by part", "pages/right", "Packet")
    yield from _demands()
    yield from _reading()
    yield from _trust(of)


def _answered(
    name: str, group: str, labels: tuple[str, ...] = (), title: str = ""
) -> Measure:
    """Share of labelled values that are right."""
    labels = labels or (name,)
    return Measure(
        name,
        title or TITLES[name],
        group,
        Kind.RATIO,
        tuple(f"answer/{label}/right" for label in labels),
        tuple(f"answer/{label}/{v}" for label in labels for v in _VERDICTS),
    )


def _ratio(name: str, title: str, top: str, group: str) -> Measure:
    bottom = top.rsplit("/", 1)[0] + "/of"
    return Measure(name, title, group, Kind.RATIO, (top,), (bottom,))


def _f1(name: str, title: str, stem: str, group: str) -> Measure:
    right, invented, missed = (f"{stem}/{v}" for v in ("right", "invented", "missed"))
    return Measure(
        name,
        f"{title}, micro-F1",
        group,
        Kind.RATIO,
        (right, right),
        (right, right, invented, missed),
        is_share=False,
    )


def _macro(of: Ledger, what: str, group: str) -> Measure:
    """Mean F1 over labels that gold or report has."""
    stem = f"label/{what}/"
    labels = {
        n[len(stem) :].rsplit("/", 1)[0] for n in of.columns if n.startswith(stem)
    }
    return Measure(
        f"{what}_macro_f1",
        f"{TITLES[what]}, macro-F1",
        group,
        Kind.MEAN,
        parts=tuple(_f1(label, label, stem + label, group) for label in sorted(labels)),
        is_share=False,
    )


def _recall_of_nothing() -> Measure:
    stem = "label/instrument/not_legal_process"
    return Measure(
        "not_legal_process_recall",
        "papers that are no process, recall",
        "Instrument",
        Kind.RATIO,
        (f"{stem}/right",),
        (f"{stem}/right", f"{stem}/missed"),
    )


def _demands() -> Iterator[Measure]:
    for name, top, one, other, title in (
        ("demands", "partial", "found", "labelled", "demands, in part"),
        ("demands_exact", "exact", "found", "labelled", "demands, exactly"),
        ("demand_categories", "shared", "given", "wanted", "their kinds of data"),
    ):
        yield Measure(
            name,
            f"{title}, F1",
            "Packet",
            Kind.RATIO,
            (f"demands/{top}", f"demands/{top}"),
            (f"demands/{one}", f"demands/{other}"),
            is_share=False,
        )


def _reading() -> Iterator[Measure]:
    for name, what in (("cer", "characters"), ("wer", "words")):
        yield Measure(
            name,
            f"{what} wrong",
            "Reading",
            Kind.RATIO,
            (f"reading/{what}/wrong",),
            (f"reading/{what}/of",),
            less=True,
            is_share=False,
        )


def gap(name: str, whats: Sequence[str], title: str) -> Measure:
    """Expected calibration error over the bins of some labels taken together."""
    stems = [f"bin/{what}/{place}" for place in range(BINS) for what in whats]
    return Measure(
        name,
        title,
        "Trust",
        Kind.GAP,
        tuple(f"{stem}/sure" for stem in stems),
        tuple(f"{stem}/n" for stem in stems),
        tuple(f"{stem}/right" for stem in stems),
        less=True,
        is_share=False,
    )


def _trust(of: Ledger) -> Iterator[Measure]:
    """How far one may rely on it without looking."""
    traced = sorted({n.split("/")[1] for n in of.columns if n.startswith("null/")})
    slots = tuple(f"answer/{what}/{v}" for what in traced for v in _VERDICTS)
    yield Measure(
        "invented_fields",
        "values given where there is none",
        "Trust",
        Kind.RATIO,
        (
            *(f"null/{what}/given" for what in traced),
            *(f"answer/{what}/invented" for what in traced),
        ),
        (*slots, *(f"null/{what}/of" for what in traced)),
        less=True,
    )
    placed = ("instrument", *PLACED, AGENCY, *FIELDS)
    yield gap("ece", placed, "calibration error (ECE)")
    taken = tuple(f"accept/{what}/n" for what in placed)
    told = tuple(f"accept/{what}/of" for what in placed)
    wrong = tuple(f"accept/{what}/wrong" for what in placed)
    yield Measure("accepted", "values taken unseen", "Trust", Kind.RATIO, taken, told)
    yield Measure(
        "accepted_error",
        "wrong among values taken unseen",
        "Trust",
        Kind.RATIO,
        wrong,
        taken,
        less=True,
    )
    yield Measure(
        "unreviewed",
        "packets that need no person",
        "Trust",
        Kind.RATIO,
        ("clean/n",),
        ("packets/n",),
    )
    yield Measure(
        "unreviewed_error",
        "wrong in any value among those",
        "Trust",
        Kind.RATIO,
        ("clean/wrong",),
        ("clean/n",),
        less=True,
    )
    yield Measure(
        "refused",
        "uploads refused",
        "Trust",
        Kind.RATIO,
        ("packets/refused",),
        ("packets/n",),
        less=True,
    )
