"""Ten thousand requests in a database: one that was really read, many times over."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, inspect, select
from sqlalchemy.orm import Session

from service.cases.corrections import Kind
from service.cases.states import State
from service.store import audit
from service.store.columns import new_id, now
from service.store.engine import Store
from service.store.schema import (
    AuditEntry,
    CorrectionRow,
    NoteRow,
    ReportRow,
    Request,
    RequestBlob,
    Run,
    TemplateBand,
)

MANY = 10_000
ALIKE = 100
"""One in so many came from the same template."""
_BATCH = 1_000
_STATES = (State.CLOSED,) * 7 + (State.NEEDS_REVIEW,) * 2 + (State.SCREENED,)
_KINDS = ("search_warrant", "grand_jury_subpoena", "civil_subpoena", "court_order")
_HANGS_ON = (ReportRow, RequestBlob, Run, TemplateBand)
Row = dict[str, Any]


def stock(store: Store, first: str) -> tuple[str, ...]:
    """Fill the database with copies of the request `first`; the ids of all."""
    chance = random.Random(7)  # noqa: S311
    ids = [first]
    while len(ids) < MANY:
        with store.begin() as session:
            made = _batch(session, first, len(ids), chance)
        ids += made
    _analyse(store)
    return tuple(ids)


def _batch(
    session: Session, first: str, start: int, chance: random.Random
) -> list[str]:
    source = _plain(session.get_one(Request, first))
    ids = [new_id() for _ in range(min(_BATCH, MANY - start))]
    copies = [_copy(source, i, start + n, chance) for n, i in enumerate(ids)]
    session.execute(insert(Request), copies)
    for table in _HANGS_ON:
        hung = [_plain(row) for row in session.scalars(_of(table, first))]
        rows = [_hung(row, copy) for copy in copies for row in hung]
        session.execute(insert(table), rows)
    _said(session, [i for i in ids if chance.random() < 0.2])
    for copy in copies:
        for action in ("created", "state", "state", "published", "decided"):
            about = f"request/{copy['id']}"
            audit.record(session, "system", f"request.{action}", about, run=1)
    return ids


def _plain(row: Any) -> Row:  # noqa: ANN401 - a row of any table
    return {c.key: getattr(row, c.key) for c in inspect(type(row)).column_attrs}


def _of(table: Any, request_id: str) -> Any:  # noqa: ANN401 - a query of any table
    return select(table).where(table.request_id == request_id)


def _copy(source: Row, request_id: str, number: int, chance: random.Random) -> Row:
    """The request as another paper would be: its own bytes, times, state and risk."""
    at = now() - timedelta(minutes=number * 11)
    due = date(2026, 1, 1) + timedelta(days=chance.randrange(400))
    name = f"paper-{number}.pdf"
    return source | {
        "id": request_id,
        "created": at,
        "state": chance.choice(_STATES),
        "state_since": at,
        "filename": name,
        "sha256": f"{number:064x}",
        "due": due,
        "queue_due": due,
        "risk": chance.randrange(100),
        "uncertainty": round(chance.random(), 3),
        "instrument": chance.choice(_KINDS),
        "restricted": chance.random() < 0.02,
        "template_hash": None if number % ALIKE else source["template_hash"],
        "search": f"{source['search']}\n{name}\n26-{number}-cr",
    }


def _hung(row: Row, copy: Row) -> Row:
    made = row | {"request_id": copy["id"]}
    made |= {k: copy["created"] for k, v in row.items() if isinstance(v, datetime)}
    if "hash" in made and copy["template_hash"] is None:
        made["hash"] = copy["sha256"][-16:]
    if "id" in made:
        made["id"] = new_id()
    return made


def _said(session: Session, ids: list[str]) -> None:
    """A correction and a note of somebody, on some of them."""
    at, who = now(), "somebody"
    corrected = [
        {
            "id": new_id(), "request_id": i, "seq": 1, "kind": Kind.SET,
            "path": "instruments/0/fields/case_number", "before": "26-GJ-1",
            "after": "26-GJ-2", "evidence": [], "reason": "", "user_id": who, "at": at,
            "base_version": 1, "version": 2, "contested": False,
        }
        for i in ids
    ]  # fmt: skip
    noted = [
        {"id": new_id(), "request_id": i, "text": "Call.", "user_id": who, "at": at}
        for i in ids
    ]
    session.execute(insert(CorrectionRow), corrected)
    session.execute(insert(NoteRow), noted)


def _analyse(store: Store) -> None:
    with store.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.exec_driver_sql("ANALYZE")


def counted(store: Store) -> tuple[int, int]:
    """How many requests and audit entries there are."""
    with store.read() as session:
        requests = session.scalar(select(func.count()).select_from(Request)) or 0
        entries = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
        return requests, entries
