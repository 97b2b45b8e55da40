"""What is measured of a run."""

from collections.abc import Iterator

from training.evaluation.answers import AGENCY, FIELDS, PLACED, WHOLE_PAPER
from training.evaluation.items import SETS
from training.evaluation.ledger import NO_PROCESS, Ledger
from training.evaluation.measure import VERDICTS, Kind, Measure
from training.evaluation.reliance import trust
from training.evaluation.titles import TITLES


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
    yield from trust(of)


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
        tuple(f"answer/{label}/{v}" for label in labels for v in VERDICTS),
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
    stem = f"label/instrument/{NO_PROCESS}"
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
