"""Single-valued labels of a packet against its report, each with its verdict."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from extractor.facts import DateRange, Evidence, Field
from extractor.report import Instrument, Report
from training.evaluation.record import Answer, Shown, Verdict, as_json
from training.evaluation.wording import alike, meant, same, within
from training.gold import Gold

PLACED = ("country", "level", "subdivision", "court_id", "county")
WHOLE_PAPER = "disposition"
INSTRUMENT, AGENCY = "instrument", "agency"
TRACED = ("case_number", "date_issued", "date_due", "date_range")
"""Fields of which gold says by null that they cannot be read in the paper."""
FIELDS = (
    *TRACED,
    "recipient",
    "recipient_is_provider",
    "signed",
    "nondisclosure",
)
ALL = (INSTRUMENT, *PLACED, AGENCY, *FIELDS, WHOLE_PAPER)
_NOTHING = (None, False, "none")
"""How gold writes that there is none: it is labelled, and a value is invented."""
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A found value in gold's terms, None where nothing was given."""

    value: Any
    confidence: float | None = None
    evidence: tuple[Shown, ...] = ()


def answers(gold: Gold, report: Report | None) -> Iterator[Answer]:
    """Every labelled value; of a refused upload each one is missed."""
    yield _instrument(gold, report)
    found = _found(report)
    for what in _asked(gold):
        yield from _answer(gold, what, found.get(what, Given(None)))
    want = gold.get(WHOLE_PAPER)
    # Gold speaks as its provider: another profile's disposition is no error.
    if want is not None and not gold.get("truncated") and speaks_as(gold, report):
        value = report.disposition.value if report else None
        yield _judged(WHOLE_PAPER, want, Given(value), same)


def speaks_as(gold: Gold, report: Report | None) -> bool:
    """True when gold's findings are those of the profile it was checked with."""
    return report is None or (gold.get("provider") or "").lower() == report.provider


def primary(report: Report) -> Instrument:
    """The instrument the packet stands for."""
    return report.instruments[report.primary]


def shown(evidence: tuple[Evidence, ...]) -> tuple[Shown, ...]:
    """The first pieces of evidence."""
    return tuple(Shown(e.page, e.box, e.text) for e in evidence[:_MOST_SHOWN])


def _asked(gold: Gold) -> tuple[str, ...]:
    placed = (*PLACED, AGENCY)
    return placed if gold.get("truncated") else (*placed, *FIELDS)


def _instrument(gold: Gold, report: Report | None) -> Answer:
    want = gold.labels["instrument"]
    if report is None:
        return Answer(INSTRUMENT, want, None, Verdict.MISSED)
    kind = primary(report).type
    also = gold.labels.get("also") or []
    # A packet of several instruments may be led by any; then the other must be found.
    types = {i.type.value for i in report.instruments}
    accepted = kind.value in also and types in ({kind.value}, {kind.value, want})
    told = want if accepted else kind.value
    return _judged(INSTRUMENT, want, _given(kind, told), same)


def _answer(gold: Gold, what: str, given: Given) -> Iterator[Answer]:
    inside = "fields" if what in FIELDS else "jurisdiction"
    want = gold.get(inside, what)
    if what == "recipient_is_provider" and gold.get("provider") is None:
        return
    if want is not None:
        yield _judged(what, want, given, _SAME.get(what, same))
    elif what in TRACED and gold.labels.get("fields"):
        verdict = Verdict.RIGHT if given.value is None else Verdict.INVENTED
        told = _judged(what, None, given, same)
        yield Answer(
            what,
            None,
            told.found,
            verdict,
            told.confidence,
            told.evidence,
            unlabelled=True,
        )


_SAME: dict[str, Callable[[object, object], bool]] = {
    AGENCY: alike,
    "recipient": within,
    "case_number": meant,
}


def _judged(
    what: str, want: object, given: Given, agree: Callable[[object, object], bool]
) -> Answer:
    """A label against what was given."""
    none_wanted = _is_nothing(what, want)
    none_given = _is_nothing(what, given.value)
    if none_wanted or none_given:
        verdict = _of_none(none_wanted, none_given)
    else:
        verdict = Verdict.RIGHT if agree(want, given.value) else Verdict.WRONG
    return Answer(
        what,
        None if want is None else as_json(want),
        None if given.value is None else as_json(given.value),
        verdict,
        given.confidence,
        given.evidence,
    )


def _is_nothing(what: str, value: object) -> bool:
    """True for what says "there is none"; a recipient may well not be the provider."""
    if what == "recipient_is_provider":
        return value is None
    return any(value is none or value == none for none in _NOTHING)


def _of_none(wanted: bool, given: bool) -> Verdict:  # noqa: FBT001 - two of a kind
    if wanted and given:
        return Verdict.RIGHT
    return Verdict.INVENTED if wanted else Verdict.MISSED


def _found(report: Report | None) -> dict[str, Given]:
    """Every value of the report's main instrument, in gold's terms."""
    if report is None:
        return {}
    instrument = primary(report)
    place, fields = instrument.jurisdiction, instrument.fields
    placed = {what: _given(getattr(place, what)) for what in (*PLACED, AGENCY)}
    secrecy, signature = fields.nondisclosure, fields.signature
    return placed | {
        "case_number": _given(fields.case_number),
        "date_issued": _given(fields.date_issued, _day(fields.date_issued.value)),
        "date_due": _given(fields.date_due, _day(fields.date_due.value)),
        "date_range": _given(fields.date_range, _range(fields.date_range.value)),
        "recipient": _given(fields.recipient),
        "recipient_is_provider": _given(instrument.recipient_is_provider),
        "signed": _given(signature, signature.value is not None),
        "nondisclosure": _given(secrecy, getattr(secrecy.value, "kind", "none")),
    }


def _given(field: Field[Any], value: object = ...) -> Given:
    """A field as given; `value` where gold says it in other terms."""
    told = field.value if value is ... else value
    return Given(told, field.confidence, shown(field.evidence))


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _range(value: DateRange | None) -> list[str | None] | None:
    return None if value is None else [_day(value.start), _day(value.end)]
