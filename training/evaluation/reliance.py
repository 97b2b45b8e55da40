"""Measures of how far a run's values may be taken without a person looking."""

from collections.abc import Iterator, Sequence

from training.evaluation.answers import AGENCY, FIELDS, PLACED
from training.evaluation.ledger import BINS, Ledger
from training.evaluation.measure import VERDICTS, Kind, Measure

_GROUP = "Trust"
_PLACED = ("instrument", *PLACED, AGENCY, *FIELDS)


def trust(of: Ledger) -> Iterator[Measure]:
    """How far one may rely on it without looking."""
    yield _invented(of, "null", "invented_fields", "values given where there is none")
    papers = "fields given on papers that are no process"
    yield _invented(of, "apart", "fields_of_no_process", papers)
    yield gap("ece", _PLACED, "calibration error (ECE)")
    yield from _values()
    yield from _packets()


def _values() -> Iterator[Measure]:
    """Single values taken unseen, and those of them that are wrong."""
    told, taken, wrong = (
        tuple(f"accept/{what}/{part}" for what in _PLACED)
        for part in ("of", "n", "wrong")
    )
    yield _share("accepted", "values taken unseen", taken, told)
    title = "wrong among values taken unseen"
    yield _share("accepted_error", title, wrong, taken, less=True)


def _packets() -> Iterator[Measure]:
    """Packets the report itself lets pass, those wrong all the same, those refused."""
    every, passed = ("packets/n",), ("clean/n",)
    yield _share("unreviewed", "packets that need no person", passed, every)
    title = "wrong in any value among those"
    yield _share("unreviewed_error", title, ("clean/wrong",), passed, less=True)
    yield _share("refused", "uploads refused", ("packets/refused",), every, less=True)


def _share(
    name: str,
    title: str,
    top: tuple[str, ...],
    bottom: tuple[str, ...],
    *,
    less: bool = False,
) -> Measure:
    return Measure(name, title, _GROUP, Kind.RATIO, top, bottom, less=less)


def _invented(of: Ledger, stem: str, name: str, title: str) -> Measure:
    """Values where gold has null, and where it says there is none."""
    traced = sorted({n.split("/")[1] for n in of.columns if n.startswith(f"{stem}/")})
    told = traced if stem == "null" else ()
    return Measure(
        name,
        title,
        _GROUP,
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
        _GROUP,
        Kind.GAP,
        tuple(f"{stem}/sure" for stem in stems),
        tuple(f"{stem}/n" for stem in stems),
        tuple(f"{stem}/right" for stem in stems),
        less=True,
        is_share=False,
    )
