"""The audit log: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.columns import now
from service.store.schema import AuditEntry, AuditHead

GENESIS = "0" * 64
_PENDING = "tecum.audit"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: which entry, and what is wrong."""

    seq: int
    message: str


def record(
    session: Session,
    actor: str,
    action: str,
    about: str,
    **detail: Any,  # noqa: ANN401 - JSON
) -> None:
    """Note what happens in this transaction; it is chained when it commits.

    `about` names the object, "request/01J..."; `detail` is plain JSON without the text
    of documents.
    """
    session.info.setdefault(_PENDING, []).append((actor, action, about, detail))


def chain(session: Session) -> None:
    """Write what was recorded; the last thing a transaction does."""
    pending = session.info.pop(_PENDING, [])
    if not pending:
        return
    head = _locked_head(session)
    for actor, action, about, detail in pending:
        entry = AuditEntry(
            seq=head.seq + 1,
            at=now(),
            actor=actor,
            action=action,
            object=about,
            detail=json.loads(json.dumps(detail, default=str)),
            previous=head.hash,
        )
        entry.hash = digest(entry)
        session.add(entry)
        head.seq, head.hash = entry.seq, entry.hash


def _locked_head(session: Session) -> AuditHead:
    head = session.scalar(select(AuditHead).where(AuditHead.id == 1).with_for_update())
    if head is None:
        head = AuditHead(id=1, seq=0, hash=GENESIS)
        session.add(head)
        session.flush()
    return head


def digest(entry: AuditEntry) -> str:
    """The hash an entry must carry, over all it says and the hash before it."""
    said = [
        entry.previous,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.object,
        entry.detail,
    ]
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def entries(
    session: Session, after: int = 0, limit: int | None = None
) -> Iterator[AuditEntry]:
    """The log from an entry on, oldest first."""
    query = select(AuditEntry).where(AuditEntry.seq > after).order_by(AuditEntry.seq)
    result = session.scalars(query.limit(limit).execution_options(yield_per=1000))
    # Who stops half-way must not leave the server's cursor open.
    with closing(result):
        yield from result


def entries_about(
    session: Session, name: str, limit: int = 500
) -> tuple[AuditEntry, ...]:
    """The newest entries about an object, newest first."""
    query = select(AuditEntry).where(AuditEntry.object == name)
    return tuple(session.scalars(query.order_by(AuditEntry.seq.desc()).limit(limit)))


def head(session: Session) -> AuditHead:
    """The end of the chain as it was last written; number -1 where it is gone."""
    return session.get(AuditHead, 1) or AuditHead(id=1, seq=-1, hash="")


def verify(session: Session) -> Iterator[Break]:
    """Every place where the chain is broken: altered, missing, moved, cut off."""
    seq, hashed = 0, GENESIS
    for entry in entries(session):
        if entry.seq != seq + 1:
            yield Break(seq + 1, f"entries {seq + 1} to {entry.seq - 1} are missing")
        elif entry.previous != hashed:
            yield Break(entry.seq, "the entry does not follow the one before it")
        if digest(entry) != entry.hash:
            yield Break(entry.seq, "the entry was altered")
        seq, hashed = entry.seq, entry.hash
    end = head(session)
    if (end.seq, end.hash) != (seq, hashed):
        yield Break(seq, "the end of the log was cut off or altered")


def exported(entry: AuditEntry) -> dict[str, Any]:
    """An entry as plain JSON."""
    return {
        "seq": entry.seq,
        "at": _iso(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "object": entry.object,
        "detail": entry.detail,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
