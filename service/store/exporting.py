"""Decided requests as a gold folder: `gold.jsonl` and the files it names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.cases.gold import gold
from service.cases.states import State
from service.store import audit, corrections, reports, verdicts
from service.store.blobs import Blobs, attached
from service.store.engine import Store
from service.store.schema import CorrectionRow, Request


@dataclass(frozen=True, slots=True)
class Exported:
    """How many requests were written, and how many of them people had corrected."""

    requests: int
    corrected: int


def waiting(session: Session, since: datetime | None = None) -> int:
    """How many requests were decided since a day and can teach: what is "waiting"."""
    return len(chosen(session, since))


def chosen(session: Session, since: datetime | None = None) -> list[str]:
    """Ids of what can teach: decided, not restricted, since a day where given."""
    conditions: list[ColumnElement[bool]] = [
        Request.state.in_((State.DECIDED, State.CLOSED)),
        Request.decided_as.is_not(None),
        Request.restricted.is_(False),
    ]
    if since is not None:
        conditions.append(Request.state_since >= since)
    return list(
        session.scalars(select(Request.id).where(*conditions).order_by(Request.id))
    )


def export(
    store: Store, blobs: Blobs, folder: Path, ids: Iterable[str], actor: str
) -> Exported:
    """Write decided requests as gold; restricted process must not be among them."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    with store.read() as session:
        lines = [_one(session, blobs, folder, request_id) for request_id in ids]
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    (folder / "gold.jsonl").write_text(text, encoding="utf-8")
    corrected = sum(1 for line in lines if line["corrected"])
    written = [line["id"] for line in lines]
    with store.begin() as session:
        audit.record(
            session,
            actor,
            "gold.exported",
            "gold",
            requests=written,
            corrected=corrected,
        )
    return Exported(len(lines), corrected)


def _one(
    session: Session, blobs: Blobs, folder: Path, request_id: str
) -> dict[str, object]:
    request = session.get_one(Request, request_id)
    events = corrections.history(session, request_id)
    line = gold(
        request_id,
        reports.human_json(session, request_id),
        events,
        verdicts.reviews(session, request_id),
        request.decided_as,
    )
    original = attached(session, request_id, "original")
    data = blobs.get(original.sha256 if original else request.sha256)
    (folder / str(line["file"])).write_bytes(data)
    return line


def corrected_paths(session: Session, since: datetime) -> dict[str, int]:
    """By path without numbers, how many corrections since a day: the drift figures."""
    counts: dict[str, int] = {}
    query = select(CorrectionRow.path).where(CorrectionRow.at >= since)
    for path in session.scalars(query):
        name = "/".join(part for part in path.split("/") if not part.isdigit())
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
