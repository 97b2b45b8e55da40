"""Of what two people looked at, how often they said the same, and beyond chance."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind
from service.cases.roles import Visibility
from service.pages.figures.counting import field_label, field_of
from service.store.requests import visible
from service.store.schema import CorrectionRow, DecisionRow, FindingReview, Request

_Z = 1.96
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of words on the same thing by two people.

    `low` and `high` bound the share that agrees (Wilson, 95 %); `kappa` is Cohen's,
    None where there is one answer only, so that chance explains everything.
    """

    label: str
    agreed: int
    total: int
    low: float
    high: float
    kappa: float | None

    @classmethod
    def of(cls, label: str, pairs: list[Pair]) -> "Agreement":
        """Count pairs."""
        same = sum(a == b for a, b in pairs)
        low, high = wilson(same, len(pairs))
        return cls(label, same, len(pairs), low, high, kappa(pairs))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share; 0 to 1 where there is nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z / whole
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: list[Pair]) -> float | None:
    """Cohen's kappa: agreement beyond chance, 1 is full, 0 is chance."""
    if not pairs:
        return None
    firsts, seconds = (Counter(side) for side in zip(*pairs, strict=True))
    whole = len(pairs)
    chance = sum(n * seconds[value] for value, n in firsts.items()) / whole**2
    if chance == 1:
        return None
    return (sum(a == b for a, b in pairs) / whole - chance) / (1 - chance)


def agreement(session: Session, who: Visibility) -> list[Agreement]:
    """By field, then dispositions and findings: where at least two people spoke."""
    fields: dict[str, list[Pair]] = defaultdict(list)
    for path, pair in _values(session, who):
        fields[field_of(path)].append(pair)
    rows = [Agreement.of(field_label(name), pairs) for name, pairs in fields.items()]
    rows.sort(key=lambda row: (-row.total, row.label))
    others = (
        Agreement.of("Disposition", list(_dispositions(session, who))),
        Agreement.of("Findings", list(_findings(session, who))),
    )
    return [*(row for row in others if row.total), *rows]


def _values(session: Session, who: Visibility) -> Iterable[tuple[str, Pair]]:
    query = (
        select(
            CorrectionRow.request_id,
            CorrectionRow.path,
            CorrectionRow.user_id,
            CorrectionRow.after,
        )
        .join(Request, Request.id == CorrectionRow.request_id)
        .where(visible(who), CorrectionRow.kind == Kind.SET)
        .order_by(CorrectionRow.request_id, CorrectionRow.seq)
    )
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for request_id, path, user_id, after in session.execute(query):
        said[request_id, path][user_id] = json.dumps(after, sort_keys=True)
    for (_, path), values in said.items():
        yield from ((path, pair) for pair in _pairs(values))


def _dispositions(session: Session, who: Visibility) -> Iterable[Pair]:
    """What two people decided of one request, each for themselves."""
    query = (
        select(DecisionRow.request_id, DecisionRow.user_id, DecisionRow.disposition)
        .join(Request, Request.id == DecisionRow.request_id)
        .where(visible(who), DecisionRow.kind == DecisionKind.DECIDE)
        .order_by(DecisionRow.request_id, DecisionRow.seq)
    )
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for request_id, user_id, disposition in session.execute(query):
        said[request_id][user_id] = disposition
    for values in said.values():
        yield from _pairs(values)


def _findings(session: Session, who: Visibility) -> Iterable[Pair]:
    query = (
        select(
            FindingReview.request_id,
            FindingReview.finding,
            FindingReview.user_id,
            FindingReview.verdict,
        )
        .join(Request, Request.id == FindingReview.request_id)
        .where(visible(who))
        .order_by(FindingReview.at, FindingReview.id)
    )
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for request_id, finding, user_id, verdict in session.execute(query):
        said[request_id, finding][user_id] = verdict
    for values in said.values():
        yield from _pairs(values)


def _pairs(values: Mapping[str, str]) -> list[Pair]:
    """The first to speak with each who came after."""
    first, *others = values.values()
    return [(first, other) for other in others]
