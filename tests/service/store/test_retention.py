from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.cases.decisions import ReviewVerdict
from service.cases.errors import IllegalTransition, OnHold
from service.cases.states import State
from service.store import audit, corrections, remarks, requests, retention
from service.store.blobs import Blobs
from service.store.columns import now
from service.store.corrections import Proposed
from service.store.engine import Store
from service.store.retention import Policy
from service.store.schema import (
    CorrectionRow,
    FindingReview,
    NoteRow,
    ReportRow,
    Request,
    TemplateBand,
    metadata,
)
from tests.service.store.screened import TEXT, screened, stored

LATER = now() + timedelta(days=400)
NO_GRACE = timedelta(seconds=-1)


def closed(store: Store, blobs: Blobs, data: bytes = TEXT.encode()) -> str:
    """A request worked on and closed."""
    request_id = screened(store, stored(store, blobs, data, sender="Secret Sender"))
    with store.begin() as session:
        said = Proposed("instruments/0/fields/case_number", "A", 1)
        corrections.correct(session, request_id, said, "ann")
        remarks.note(session, request_id, "Called the clerk.", "ann")
        finding = "content_needs_warrant/0/d3"
        remarks.review(session, request_id, finding, ReviewVerdict.ACCEPT, ("ann", ""))
        requests.transition(session, request_id, State.CLOSED, "ann")
    return request_id


def test_what_is_overdue_is_deleted_and_leaves_a_proof(
    store: Store, blobs: Blobs
) -> None:
    request_id = closed(store, blobs)
    with store.read() as session:
        original = requests.get(session, request_id).sha256
    policy = Policy.uniform(365)
    assert retention.sweep(store, blobs, policy).requests == ()
    swept = retention.sweep(store, blobs, policy, at=LATER, grace=NO_GRACE)
    assert (swept.requests, swept.blobs) == ((request_id,), 1)
    assert not blobs.has(original)
    with store.read() as session:
        left = requests.get(session, request_id)
        proof = audit.entries_about(session, f"request/{request_id}")[0]
        assert (left.state, left.filename, left.sender) == (State.DELETED, "", "")
        assert left.instrument == "grand_jury_subpoena"
        for table in (ReportRow, CorrectionRow, FindingReview, NoteRow, TemplateBand):
            assert count(session, table.request_id) == 0
        assert list(audit.verify(session)) == []
    assert proof.action == "request.deleted"
    assert proof.detail["document"] == original
    assert len(proof.detail["reports"][0]) == 64


def count(session: Session, column: object) -> int:
    return session.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def test_no_table_keeps_a_word_of_what_was_deleted(sqlite: Store, blobs: Blobs) -> None:
    closed(sqlite, blobs)
    retention.sweep(sqlite, blobs, Policy.uniform(1), at=LATER, grace=NO_GRACE)
    with sqlite.read() as session:
        for table in metadata.sorted_tables:
            kept = repr(session.execute(select(table)).all()).lower()
            for word in ("quill", "26-gj-0419", "secret sender", "clerk", "gj.txt"):
                assert word not in kept, table.name


def test_the_database_file_keeps_no_word_either(
    sqlite: Store, blobs: Blobs, tmp_path: Path
) -> None:
    closed(sqlite, blobs)
    assert b"26-GJ-0419" in bytes_of(tmp_path)
    retention.sweep(sqlite, blobs, Policy.uniform(1), at=LATER, grace=NO_GRACE)
    assert b"26-GJ-0419" not in bytes_of(tmp_path)


def bytes_of(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_a_legal_hold_keeps_what_is_overdue(store: Store, blobs: Blobs) -> None:
    request_id = closed(store, blobs)
    with store.begin() as session:
        retention.hold(session, request_id, "ann", "suit pending", on=True)
    swept = retention.sweep(store, blobs, Policy.uniform(1), at=LATER, grace=NO_GRACE)
    assert (swept.requests, swept.held) == ((), 1)
    with pytest.raises(OnHold), store.begin() as session:
        retention.purge(session, request_id, "ann", "by mistake")
    with store.begin() as session:
        retention.hold(session, request_id, "ann", "settled", on=False)
    swept = retention.sweep(store, blobs, Policy.uniform(1), at=LATER, grace=NO_GRACE)
    assert swept.requests == (request_id,)


def test_what_is_still_worked_on_is_never_deleted(store: Store, blobs: Blobs) -> None:
    request_id = screened(store)
    everything = Policy(dict.fromkeys(State, 0))
    assert retention.sweep(store, blobs, everything, at=LATER).requests == ()
    with pytest.raises(IllegalTransition), store.begin() as session:
        retention.purge(session, request_id, "ann", "tidy")


def test_each_state_has_its_own_time(store: Store, blobs: Blobs) -> None:
    closed(store, blobs)
    policy = Policy({State.REFUSED: 30, State.CLOSED: 2000})
    assert retention.sweep(store, blobs, policy, at=LATER).requests == ()


def test_bytes_that_another_request_needs_stay(store: Store, blobs: Blobs) -> None:
    request_id = closed(store, blobs)
    stored(store, blobs)
    retention.sweep(store, blobs, Policy.uniform(1), at=LATER, grace=NO_GRACE)
    with store.read() as session:
        assert session.get_one(Request, request_id).state is State.DELETED
        assert blobs.has(session.get_one(Request, request_id).sha256)
