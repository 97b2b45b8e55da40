"""Corrections in the database: added, settled, undone; never changed or removed."""

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases import corrections as events
from service.cases.corrections import Correction, Kind
from service.cases.errors import (
    BadPath,
    Contested,
    IllegalTransition,
    NotFound,
)
from service.cases.overlay import as_json, overlay, plain
from service.cases.place import anchor_of, is_path, locate
from service.cases.recheck import recheck
from service.cases.shape import refuse_misshapen
from service.cases.states import REVIEWABLE
from service.cases.summary import summarise
from service.store import audit, requests
from service.store.columns import new_id, now
from service.store.indexing import index
from service.store.schema import CorrectionRow, ReportRow, Request
from service.store.verdicts import dismissed

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A correction on its way in; `base_version` is the version its author saw."""

    path: str
    after: Any
    base_version: int
    kind: Kind = Kind.SET
    evidence: tuple[Json, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: the event, and the counting ones it contests."""

    event: Correction
    rivals: tuple[Correction, ...] = ()

    @property
    def is_contested(self) -> bool:
        """True when it is kept but does not count until somebody settles it."""
        return self.event.contested

    def refuse_contested(self) -> Correction:
        """The event; call it after the commit, so that the contested event is kept.

        Raises:
            Contested: with both events, for the author to choose.
        """
        if not self.is_contested:
            return self.event
        raise Contested(
            path=self.event.path,
            yours=as_json(self.event),
            theirs=[as_json(rival) for rival in self.rivals],
        )


def history(session: Session, request_id: str) -> tuple[Correction, ...]:
    """All events of a request, oldest first."""
    rows = session.scalars(
        select(CorrectionRow)
        .where(CorrectionRow.request_id == request_id)
        .order_by(CorrectionRow.seq)
    )
    return tuple(map(_event, rows))


def correct(
    session: Session, request_id: str, proposed: Proposed, user_id: str
) -> Outcome:
    """Add a correction. It is kept in any case; see `Outcome.is_contested`.

    Raises:
        BadPath: the report has no such place.
        BadValue: the value does not fit it.
        IllegalTransition: the request cannot be corrected now.
    """
    case = _Case.open(session, request_id)
    event = case.event(proposed, user_id)
    against = events.rivals(event, case.events)
    event = replace(event, contested=bool(against))
    return Outcome(case.add(event, "correction.added"), against)


def settle(
    session: Session, request_id: str, chosen_id: str, user_id: str, reason: str = ""
) -> Correction:
    """Let one of the events that contest a place count.

    Raises:
        NotFound: the request has no such event.
    """
    case = _Case.open(session, request_id)
    chosen = case.find(chosen_id)
    if chosen.kind is Kind.SETTLE:
        chosen = case.find(chosen.refers or "")
    event = replace(
        case.event(_again(chosen, case), user_id, check=False),
        kind=Kind.SETTLE,
        refers=chosen.id,
        reason=reason,
    )
    return case.add(event, "correction.settled")


def undo(
    session: Session, request_id: str, event_id: str, user_id: str, reason: str = ""
) -> Outcome:
    """Take an event back by a new event; undoing an undo does it again.

    Nobody's later word on the same place is touched: it simply stands.

    Raises:
        NotFound: the request has no such event, or it was taken back already.
    """
    case = _Case.open(session, request_id)
    gone = case.find(event_id)
    if gone.id in events.undone(case.events):
        raise NotFound("It was undone already.")
    event = replace(
        case.event(_again(gone, case), user_id, check=False),
        kind=Kind.UNDO,
        refers=gone.id,
        reason=reason,
        before=gone.after,
        after=gone.before,
    )
    return Outcome(case.add(event, "correction.undone"))


def _again(event: Correction, case: "_Case") -> Proposed:
    return Proposed(
        path=event.path,
        after=event.after,
        base_version=case.request.version,
        evidence=event.evidence,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A locked request with its report and its events."""

    session: Session
    request: Request
    machine: Json
    events: tuple[Correction, ...]

    @classmethod
    def open(cls, session: Session, request_id: str) -> "_Case":
        request = requests.locked(session, request_id)
        if request.state not in REVIEWABLE:
            raise IllegalTransition(f"A request that is {request.state} stands fast.")
        newest = session.scalar(
            select(ReportRow.json)
            .where(ReportRow.request_id == request_id)
            .order_by(ReportRow.run.desc())
            .limit(1)
        )
        if newest is None:
            raise NotFound("There is no report yet.")
        return cls(session, request, json.loads(newest), history(session, request_id))

    def find(self, event_id: str) -> Correction:
        """An event of this request."""
        for event in self.events:
            if event.id == event_id:
                return event
        raise NotFound

    def event(
        self, proposed: Proposed, user_id: str, *, check: bool = True
    ) -> Correction:
        """The proposed correction as the next event, seen from its author's view."""
        seen = [e for e in self.events if e.version <= proposed.base_version]
        view = overlay(self.machine, seen)
        anchor = anchor_of(view, proposed.path)
        place = locate(view, proposed.path, anchor)
        if check:
            if place is None or not is_path(proposed.path):
                raise BadPath
            refuse_misshapen(proposed.kind, proposed.path, proposed.after, place)
        return Correction(
            id=new_id(),
            seq=len(self.events) + 1,
            kind=proposed.kind,
            path=proposed.path,
            before=plain(place.value) if place else None,
            after=proposed.after,
            evidence=proposed.evidence,
            reason=proposed.reason,
            user_id=user_id,
            at=now(),
            base_version=min(proposed.base_version, self.request.version),
            version=self.request.version + 1,
            anchor=anchor,
        )

    def add(self, event: Correction, action: str) -> Correction:
        """Store an event, judge the report again, and let the queue know."""
        if event.contested:
            # It does not count yet, but it must be one that can.
            seen = [e for e in self.events if e.version <= event.base_version]
            recheck(overlay(self.machine, (*seen, replace(event, contested=False))))
        else:
            gone = dismissed(self.session, self.request.id)
            view = recheck(overlay(self.machine, (*self.events, event)), gone)
            index(self.request, summarise(view))
        self.session.add(_row(self.request.id, event))
        self.request.version = event.version
        audit.record(
            self.session,
            event.user_id,
            action,
            f"request/{self.request.id}",
            correction=event.id,
            path=event.path,
            contested=event.contested,
            refers=event.refers,
        )
        return event


def _row(request_id: str, event: Correction) -> CorrectionRow:
    said = {name: getattr(event, name) for name in Correction.__dataclass_fields__}
    return CorrectionRow(
        **{**said, "request_id": request_id, "evidence": list(event.evidence)}
    )


def _event(row: CorrectionRow) -> Correction:
    said = {name: getattr(row, name) for name in Correction.__dataclass_fields__}
    return Correction(**{**said, "evidence": tuple(row.evidence)})
