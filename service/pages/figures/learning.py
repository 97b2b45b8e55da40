"""What corrections teach: how many wait, where people differ, what to look at again."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind
from service.cases.roles import Visibility
from service.cases.states import State
from service.pages import wording
from service.pages.figures.counting import field_label, field_of
from service.store.exporting import waiting
from service.store.requests import visible
from service.store.schema import (
    AuditEntry,
    CorrectionRow,
    DecisionRow,
    ReportRow,
    Request,
)

Json = dict[str, Any]
_SURE, _NEWEST, _SAMPLE = 0.95, 200, 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decided requests not yet exported as gold; `since` the last export."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A correction against a machine that was very sure: one of the two is wrong."""

    request_id: str
    label: str
    machine: str
    human: str
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Of `total` proposals that a second person saw, so many were confirmed."""

    agreed: int
    total: int


def waiting_now(session: Session) -> Waiting:
    """What has been decided since the last export."""
    query = select(func.max(AuditEntry.at)).where(AuditEntry.action == "gold.exported")
    since = session.scalar(query)
    return Waiting(waiting(session, since), since)


def suspects(session: Session, who: Visibility) -> list[Suspect]:
    """The newest corrections that contradict a value the machine was sure of."""
    query = (
        select(CorrectionRow, ReportRow.json)
        .join(Request, Request.id == CorrectionRow.request_id)
        .join(ReportRow, ReportRow.request_id == Request.id)
        .where(visible(who), ReportRow.run == Request.run)
        .where(CorrectionRow.kind == Kind.SET, CorrectionRow.contested.is_(False))
        .order_by(CorrectionRow.at.desc())
        .limit(_NEWEST)
    )
    found = (_suspect(row, json.loads(text)) for row, text in session.execute(query))
    return [each for each in found if each is not None][:_SAMPLE]


def _suspect(row: CorrectionRow, report: Json) -> Suspect | None:
    field = machine_field(report, row.path)
    if field is None or field["value"] == row.after or field["confidence"] < _SURE:
        return None
    return Suspect(
        row.request_id,
        field_label(field_of(row.path)),
        wording.said(field["value"]),
        wording.said(row.after),
        field["confidence"],
        row.user_id,
    )


def machine_field(report: Json, path: str) -> Json | None:
    """The machine's field at a path; None for lists and places it does not have."""
    node: Any = report
    for step in path.split("/"):
        if isinstance(node, list):
            node = _item(node, step)
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node if isinstance(node, dict) and "confidence" in node else None


def _item(items: list[Any], step: str) -> Any:  # noqa: ANN401 - JSON
    named = (i for i in items if isinstance(i, dict) and i.get("id") == step)
    at = int(step) if step.isdecimal() else len(items)
    return next(named, items[at] if at < len(items) else None)


def decisions_agreed(session: Session, who: Visibility) -> Confirmed:
    """Of the proposals that a second person looked at, how many were confirmed."""
    query = (
        select(DecisionRow.kind, func.count())
        .join(Request, Request.id == DecisionRow.request_id)
        .where(visible(who), DecisionRow.confirms.is_not(None))
        .group_by(DecisionRow.kind)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    confirmed = counts.get(DecisionKind.CONFIRM, 0)
    return Confirmed(confirmed, confirmed + counts.get(DecisionKind.WITHDRAW, 0))


def audit_sample(session: Session, who: Visibility, week: str) -> list[Request]:
    """Of what no person had to look at, a random few; the same all through a week."""
    query = (
        select(Request)
        .where(visible(who), Request.decided_as.is_(None))
        .where(Request.state.in_((State.SCREENED, State.CLOSED)))
        .where(Request.instrument.is_not(None))
        .order_by(Request.created.desc())
        .limit(_NEWEST)
    )
    rows = sorted(session.scalars(query), key=lambda row: _drawn(week, row.id))
    return rows[:_SAMPLE]


def _drawn(week: str, request_id: str) -> str:
    return hashlib.sha256(f"{week}/{request_id}".encode()).hexdigest()
