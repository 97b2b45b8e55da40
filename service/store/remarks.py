"""What analysts say beside corrections: notes, and verdicts on findings."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases.decisions import ReviewVerdict
from service.cases.errors import BadValue, IllegalTransition, ReasonNeeded
from service.cases.states import REVIEWABLE
from service.store import audit, reports, requests
from service.store.columns import new_id, now
from service.store.schema import FindingReview, NoteRow

_MOST_CHARS = 10_000


def note(session: Session, request_id: str, text: str, user_id: str) -> NoteRow:
    """Add a note.

    Raises:
        BadValue: it is empty or too long.
    """
    if not 0 < len(text.strip()) <= _MOST_CHARS:
        raise BadValue(f"A note has 1 to {_MOST_CHARS:,} characters.")
    requests.get(session, request_id)
    row = NoteRow(
        id=new_id(), request_id=request_id, text=text, user_id=user_id, at=now()
    )
    session.add(row)
    audit.record(session, user_id, "note.added", f"request/{request_id}", note=row.id)
    return row


def notes(session: Session, request_id: str) -> tuple[NoteRow, ...]:
    """A request's notes, oldest first."""
    query = select(NoteRow).where(NoteRow.request_id == request_id)
    return tuple(session.scalars(query.order_by(NoteRow.at, NoteRow.id)))


def review(
    session: Session,
    request_id: str,
    finding: str,
    verdict: ReviewVerdict,
    said: tuple[str, str],
) -> FindingReview:
    """Accept or dismiss a finding, named by its key; `said` is who and why.

    What is dismissed no longer decides what to do with the request.

    Raises:
        ReasonNeeded: a finding is dismissed without a reason.
        IllegalTransition: the request is not under review.
    """
    user_id, reason = said
    if verdict is ReviewVerdict.DISMISS and not reason.strip():
        raise ReasonNeeded("A finding is not dismissed without one.")
    request = requests.locked(session, request_id)
    if request.state not in REVIEWABLE:
        raise IllegalTransition(f"A request that is {request.state} stands fast.")
    row = FindingReview(
        id=new_id(),
        request_id=request_id,
        finding=finding,
        rule=finding.split("/", 1)[0][:60],
        verdict=verdict,
        reason=reason,
        user_id=user_id,
        at=now(),
    )
    session.add(row)
    session.flush()
    request.version += 1
    reports.reindex(session, request)
    action, place = f"finding.{verdict.value}", f"request/{request_id}"
    audit.record(session, user_id, action, place, finding=finding)
    return row
