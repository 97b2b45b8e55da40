"""Gold against report: additive counts, so that packets and slices can be summed."""

import re
from dataclasses import dataclass
from typing import Any

from extractor.facts import DateRange
from extractor.report import Instrument, Report
from training.gold import Gold

UNDATED = ("date_issued", "date_due")
# Words that tell no agency from another; "US" is written in many ways.
_SMALL = frozenset(
    ("the", "of", "s", "for", "and", "in", "u", "us", "united", "states", "office")
)


@dataclass(frozen=True, slots=True)
class Hits:
    """Right answers out of those labelled."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Hits") -> "Hits":
        return Hits(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float | None:
        """Accuracy 0..1, None where nothing is labelled."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Sets:
    """Set comparison: found and true, invented, missed."""

    true: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: "Sets") -> "Sets":
        return Sets(
            self.true + other.true,
            self.invented + other.invented,
            self.missed + other.missed,
        )

    @property
    def f1(self) -> float | None:
        """Micro F1 0..1, None where both sides are empty."""
        total = 2 * self.true + self.invented + self.missed
        return 2 * self.true / total if total else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One label of one packet: what gold says, what the report says, is it right."""

    what: str
    gold: Any
    found: Any
    right: bool


def primary(report: Report) -> Instrument:
    """The instrument the packet stands for."""
    return report.instruments[report.primary]


def compare(gold: Gold, report: Report) -> tuple[Comparison, ...]:
    """All single-valued labels of a packet; unlabelled ones are left out."""
    return (
        *_instrument(gold, report),
        *_jurisdiction(gold, report),
        *(() if gold.labels["truncated"] else _fields(gold, report)),
        *(() if gold.labels["truncated"] else _disposition(gold, report)),
    )


def _disposition(gold: Gold, report: Report) -> tuple[Comparison, ...]:
    """What to do with the packet; labelled where gold names a provider."""
    want, found = gold.get("disposition"), report.disposition.value
    # Gold speaks as its provider: another profile's disposition is no error.
    if want is None or (gold.get("provider") or "").lower() != report.provider:
        return ()
    return (Comparison("disposition", want, found, want == found),)


def _instrument(gold: Gold, report: Report) -> tuple[Comparison, ...]:
    found = primary(report).type.value
    want = gold.labels["instrument"]
    also = gold.labels.get("also") or []
    # A packet of several instruments may be led by any; then the other must be found.
    types = {i.type.value for i in report.instruments}
    right = found == want or (found in also and types in ({found}, {found, want}))
    return (Comparison("instrument", want, found, right),)


def _jurisdiction(gold: Gold, report: Report) -> tuple[Comparison, ...]:
    found = primary(report).jurisdiction
    pairs = {
        "country": found.country.value,
        "level": found.level.value,
        "subdivision": found.subdivision.value,
        "court_id": found.court_id.value,
        "county": found.county.value,
    }
    placed = tuple(
        Comparison(what, want, value, _same(want, value))
        for what, value in pairs.items()
        if (want := gold.get("jurisdiction", what)) is not None
    )
    agency, issuer = gold.get("jurisdiction", "agency"), found.agency.value
    if agency is None:
        return placed
    return (*placed, Comparison("agency", agency, issuer, _alike(agency, issuer)))


def _alike(want: str, found: str | None) -> bool:
    """True when two names of an agency share most of their telling words."""
    one, other = (frozenset(_plain(n or "").split()) - _SMALL for n in (want, found))
    return 2 * len(one & other) > max(len(one), len(other))


def _same(want: Any, value: Any) -> bool:  # noqa: ANN401 - JSON
    return _plain(want) == _plain(value)


def _plain(value: Any) -> str:  # noqa: ANN401 - JSON
    return re.sub(r"[^a-z0-9а-я&]+", " ", str(value).lower()).strip()


def _fields(gold: Gold, report: Report) -> tuple[Comparison, ...]:
    fields = primary(report).fields
    found: dict[str, Any] = {
        "case_number": fields.case_number.value,
        "date_issued": fields.date_issued.value,
        "date_due": fields.date_due.value,
        "recipient": fields.recipient.value,
        "recipient_is_provider": primary(report).recipient_is_provider.value,
        "date_range": _range(fields.date_range.value),
        "signed": fields.signature.value is not None,
        "nondisclosure": getattr(fields.nondisclosure.value, "kind", "none"),
    }
    if gold.get("provider") is None:
        del found["recipient_is_provider"]
    return tuple(
        Comparison(what, want, value, _field_right(what, want, value))
        for what, value in found.items()
        if (want := gold.get("fields", what)) is not None
    )


def _field_right(what: str, want: Any, value: Any) -> bool:  # noqa: ANN401 - JSON
    """Exact after normalisation; a recipient as printed may carry its address."""
    if what == "recipient" and value:
        return _plain(want) in _plain(value) or _plain(value) in _plain(want)
    return _same(want, value)


def _range(value: DateRange | None) -> list[str | None] | None:
    if value is None:
        return None
    return [None if edge is None else str(edge) for edge in (value.start, value.end)]


def invented(gold: Gold, report: Report) -> tuple[str, ...]:
    """Fields given though gold says, by null, that they cannot be read there."""
    fields = primary(report).fields
    return tuple(
        what
        for what in (*UNDATED, "case_number")
        if gold.labels.get("fields")
        and gold.get("fields", what) is None
        and getattr(fields, what).value is not None
    )


def sets(gold: Gold, report: Report, findings: str) -> dict[str, Sets]:
    """Set-valued labels: categories, identifiers, statutes, findings."""
    found: dict[str, set[Any]] = {
        "categories": {c.value for c in report.categories},
        "identifiers": {(i.kind, _plain(i.value.value)) for i in report.identifiers},
        "statutes": {_plain(s.value) for s in primary(report).fields.statutes},
        "findings": {f.rule for f in report.findings if f.verdict == "objects"},
    }
    want = {
        "categories": gold.labels.get("categories"),
        "identifiers": _identifiers(gold.labels.get("identifiers")),
        "statutes": _statutes(gold.get("fields", "statutes")),
        "findings": gold.labels.get(findings),
    }
    free = {
        "categories": set(gold.labels.get("arguable_categories") or ()),
        "findings": set(gold.labels.get("arguable") or ()),
    }
    return {
        what: _overlap(set(labels), found[what], free.get(what, set()))
        for what, labels in want.items()
        if labels is not None
    }


def _identifiers(labels: list[dict[str, str]] | None) -> set[tuple[str, str]] | None:
    if labels is None:
        return None
    return {(i["kind"], _plain(i["value"])) for i in labels}


def _statutes(labels: list[str] | None) -> set[str] | None:
    return None if labels is None else {_plain(s) for s in labels}


def _overlap(want: set[Any], found: set[Any], free: set[Any]) -> Sets:
    """`free` labels count neither way."""
    want, found = want - free, found - free
    return Sets(len(want & found), len(found - want), len(want - found))


def parts(gold: Gold, report: Report) -> Hits:
    """Pages whose part type is right; a mail's body counts as a cover letter."""
    want = {n: p["type"] for p in gold.labels["parts"] or () for n in p["pages"]}
    found = {n: p.type for p in report.parts for n in p.pages}
    alike = {"mail_body": "cover_letter"}
    right = sum(alike.get(found.get(n, ""), found.get(n)) == t for n, t in want.items())
    return Hits(right, len(want))
