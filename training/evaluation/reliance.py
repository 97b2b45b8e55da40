"""Measures of how far a run's values may be taken without a person looking."""

from collections.abc import Iterator, Sequence

from training.evaluation.answers import AGENCY, FIELDS, PLACED
from training.evaluation.ledger import BINS, Ledger
from training.evaluation.measure import VERDICTS, Kind, Measure


def trust(of: Ledger) -> Iterator[Measure]:
    """How far one may rely on it without looking."""
    yield _invented(of, "null", "invented_fields", "values given where there is none")
    papers = "fields given on papers that are no process"
    yield _invented(of, "apart", "fields_of_no_process", papers)
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


def _invented(of: Ledger, stem: str, name: str, title: str) -> Measure:
    """Values where gold has null, and where it says there is none."""
    traced = sorted({n.split("/")[1] for n in of.columns if n.startswith(f"{stem}/")})
    told = traced if stem == "null" else ()
    return Measure(
        name,
        title,
        "Trust",
        Kind.RATIO,
        (
            *(f"{stem}/{what}/given" for what in traced),
            *(f"answer/{what}/invented" for what in told),
        ),
        (
            *(f"answer/{what}/{verdict}" for what in told for verdict in VERDICTS),
            *(f"{stem}/{what}/of" for what in traced),
        ),
        less=True,
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
