"""Decisions: made, confirmed by a second person where needed, withdrawn, reopened."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases import decisions as cases
from service.cases.corrections import unsettled
from service.cases.decisions import Decision, DecisionKind, Standing
from service.cases.errors import (
    BadValue,
    IllegalTransition,
    NoPendingDecision,
    ReasonNeeded,
    SecondPersonNeeded,
    Unsettled,
)
from service.cases.states import REVIEWABLE, State
from service.store import audit, requests
from service.store.columns import new_id, now
from service.store.corrections import history
from service.store.schema import DecisionRow, Request


def events(session: Session, request_id: str) -> tuple[Decision, ...]:
    """All decisions on a request, oldest first."""
    rows = session.scalars(
        select(DecisionRow)
        .where(DecisionRow.request_id == request_id)
        .order_by(DecisionRow.seq)
    )
    return tuple(map(_event, rows))


def standing(session: Session, request_id: str) -> Standing:
    """What is decided, or waits for a second person."""
    return cases.standing(events(session, request_id))


def decide(
    session: Session, request_id: str, disposition: str, user_id: str, reason: str = ""
) -> Decision:
    """Decide; a refusal or an emergency waits for a second person (`Decision.waits`).

    Differing from what the policy checker says needs a reason.

    Raises:
        IllegalTransition: it is not under review.
        Unsettled: contested corrections are open.
        ReasonNeeded: it differs from the checker's disposition and does not say why.
    """
    request = requests.locked(session, request_id)
    if request.state not in REVIEWABLE:
        raise IllegalTransition(f"A request that is {request.state} is not decided.")
    if disposition not in set(cases.Outcome):
        raise BadValue("There is no such disposition.")
    if unsettled(history(session, request_id)):
        raise Unsettled
    if disposition != request.disposition and not reason.strip():
        raise ReasonNeeded("It differs from what the policy checker says.")
    if request.state is not State.IN_REVIEW:
        requests.move(session, request, State.IN_REVIEW, user_id, "decided")
    made = _add(
        session,
        request,
        Decision(
            id=new_id(),
            kind=DecisionKind.DECIDE,
            disposition=disposition,
            reason=reason,
            user_id=user_id,
            at=now(),
            confirms=None,
            waits=cases.needs_second(disposition, request.disposition),
        ),
    )
    if not made.waits:
        _close(session, request, made)
    return made


def confirm(
    session: Session, request_id: str, user_id: str, reason: str = ""
) -> Decision:
    """Agree to the decision that waits.

    Raises:
        NoPendingDecision: none waits, or the request was corrected since.
        SecondPersonNeeded: it is one's own.
    """
    request = requests.locked(session, request_id)
    waiting = _waiting(session, request)
    if waiting.user_id == user_id:
        raise SecondPersonNeeded
    if _version(session, waiting) != request.version:
        raise NoPendingDecision("It was corrected since: decide again.")
    made = _answer(session, request, waiting, DecisionKind.CONFIRM, (user_id, reason))
    _close(session, request, made)
    return made


def withdraw(
    session: Session, request_id: str, user_id: str, reason: str = ""
) -> Decision:
    """Take a waiting decision back, one's own or another's; the latter says why.

    Raises:
        NoPendingDecision: none waits.
        ReasonNeeded: it is another's and no reason is given.
    """
    request = requests.locked(session, request_id)
    waiting = _waiting(session, request)
    if waiting.user_id != user_id and not reason.strip():
        raise ReasonNeeded("The decision is another person's.")
    return _answer(session, request, waiting, DecisionKind.WITHDRAW, (user_id, reason))


def reopen(session: Session, request_id: str, user_id: str, reason: str) -> Decision:
    """Take a decided or closed request back into review.

    Raises:
        ReasonNeeded: none is given.
        IllegalTransition: it is neither decided nor closed.
    """
    if not reason.strip():
        raise ReasonNeeded
    request = requests.locked(session, request_id)
    if request.state not in (State.DECIDED, State.CLOSED):
        raise IllegalTransition(f"A request that is {request.state} is open.")
    last = standing(session, request_id).final
    requests.move(session, request, State.IN_REVIEW, user_id, reason)
    request.decided_as = None
    made = Decision(
        id=new_id(),
        kind=DecisionKind.REOPEN,
        disposition=last.disposition if last else "",
        reason=reason,
        user_id=user_id,
        at=now(),
        confirms=last.id if last else None,
    )
    return _add(session, request, made)


def _waiting(session: Session, request: Request) -> Decision:
    waiting = standing(session, request.id).pending
    if waiting is None:
        raise NoPendingDecision
    return waiting


def _version(session: Session, decision: Decision) -> int | None:
    query = select(DecisionRow.version).where(DecisionRow.id == decision.id)
    return session.scalar(query)


def _answer(
    session: Session,
    request: Request,
    waiting: Decision,
    kind: DecisionKind,
    said: tuple[str, str],
) -> Decision:
    """Confirm or withdraw; `said` is who and why."""
    user_id, reason = said
    made = Decision(
        id=new_id(),
        kind=kind,
        disposition=waiting.disposition,
        reason=reason,
        user_id=user_id,
        at=now(),
        confirms=waiting.id,
    )
    return _add(session, request, made)


def _close(session: Session, request: Request, made: Decision) -> None:
    requests.move(session, request, State.DECIDED, made.user_id, made.disposition)
    request.decided_as = made.disposition


def _add(session: Session, request: Request, made: Decision) -> Decision:
    said = {name: getattr(made, name) for name in Decision.__dataclass_fields__}
    seq = len(events(session, request.id)) + 1
    session.add(
        DecisionRow(**said, request_id=request.id, seq=seq, version=request.version)
    )
    audit.record(
        session,
        made.user_id,
        f"decision.{made.kind.value}",
        f"request/{request.id}",
        decision=made.id,
        disposition=made.disposition,
        waits=made.waits,
        confirms=made.confirms,
    )
    return made


def _event(row: DecisionRow) -> Decision:
    return Decision(
        **{name: getattr(row, name) for name in Decision.__dataclass_fields__}
    )
