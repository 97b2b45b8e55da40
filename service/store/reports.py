"""Reports: published by the worker in one transaction, read with people's values."""

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.check import rules_version
from service.cases import recheck as judging
from service.cases.corrections import Correction
from service.cases.errors import NotFound
from service.cases.overlay import overlay
from service.cases.recheck import recheck
from service.cases.remembering import Remembered
from service.cases.restricted import is_restricted, withheld
from service.cases.states import State
from service.cases.summary import Summary, summarise
from service.store import audit, requests, similar
from service.store.blobs import Attachment, attach
from service.store.columns import now
from service.store.corrections import history
from service.store.indexing import index
from service.store.schema import ReportRow, Request
from service.store.verdicts import dismissed

Json = dict[str, Any]
_NONE: frozenset[str] = frozenset()
_VIEWS = Remembered(256)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a run of the pipeline leaves behind.

    `report` is the JSON of `extractor.wire.to_json`; `text` the pages' text, used for
    the template signature and not kept; `attachments` are blobs already stored.
    """

    report: str
    media: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()


def publish(
    session: Session, request_id: str, new: Publication, actor: str = requests.SYSTEM
) -> Request:
    """Store a report with everything that hangs on it, and move the request on.

    Publishing the run that is already there changes nothing, so that a step may be
    repeated. People's corrections are laid over the new report. Of restricted process
    nothing that the paper says is stored.

    Raises:
        IllegalTransition: the request is not being read.
    """
    request = requests.locked(session, request_id)
    if _is_published(session, request):
        return request
    machine = json.loads(new.report)
    if is_restricted(machine):
        machine = withheld(machine)
        new = replace(new, report=json.dumps(machine, ensure_ascii=False), text="")
    _store(session, request, new, machine["versions"])
    session.flush()
    summary = reindex(session, request)
    similar.sign(session, request, new.text)
    after = State.NEEDS_REVIEW if summary.needs_review else State.SCREENED
    requests.transition(session, request_id, after, actor, f"run {request.run}")
    audit.record(
        session,
        actor,
        "report.published",
        f"request/{request_id}",
        run=request.run,
        versions=machine["versions"],
        disposition=summary.disposition,
    )
    return request


def _store(
    session: Session, request: Request, new: Publication, versions: Json
) -> None:
    """The report's row and what hangs on it."""
    session.add(
        ReportRow(
            request_id=request.id,
            run=request.run,
            json=new.report,
            versions=versions,
            created=now(),
        )
    )
    for attachment in new.attachments:
        attach(session, request.id, attachment, run=request.run)
    request.media = new.media
    request.version += 1


def _is_published(session: Session, request: Request) -> bool:
    query = select(ReportRow.id).where(
        ReportRow.request_id == request.id, ReportRow.run == request.run
    )
    return session.scalar(query) is not None


def current(session: Session, request_id: str) -> ReportRow | None:
    """The newest report of a request, as the machine gave it."""
    return session.scalar(
        select(ReportRow)
        .where(ReportRow.request_id == request_id)
        .order_by(ReportRow.run.desc())
        .limit(1)
    )


def runs(session: Session, request_id: str) -> tuple[ReportRow, ...]:
    """All reports of a request, oldest first."""
    query = select(ReportRow).where(ReportRow.request_id == request_id)
    return tuple(session.scalars(query.order_by(ReportRow.run)))


def machine_json(session: Session, request_id: str) -> Json:
    """The machine's newest report.

    Raises:
        NotFound: nothing was published yet.
    """
    row = current(session, request_id)
    if row is None:
        raise NotFound("There is no report yet.")
    report: Json = json.loads(row.json)
    return report


def human_json(session: Session, request_id: str) -> Json:
    """The newest report with people's values laid over, judged again.

    Raises:
        NotFound: nothing was published yet.
    """
    row = current(session, request_id)
    if row is None:
        raise NotFound("There is no report yet.")
    events = history(session, request_id)
    gone = dismissed(session, request_id)
    key = (row.id, tuple(e.id for e in events), gone, rules_version())
    made: Json = _VIEWS.get(key, lambda: human(json.loads(row.json), events, gone))
    return made


def effects(session: Session, request_id: str) -> dict[str, str]:
    """By finding, the disposition if it were dismissed, or counted again."""
    view = human_json(session, request_id)
    gone = dismissed(session, request_id)
    row = current(session, request_id)
    said = tuple(e.id for e in history(session, request_id))
    key = ("effects", row.id if row else "", said, gone, rules_version())
    return _VIEWS.get(key, lambda: judging.effects(view, gone))


def human(machine: Json, events: Iterable[Correction], gone: Set[str] = _NONE) -> Json:
    """Lay events over a machine's report; judge again where any word of people counts.

    `gone` are the keys of dismissed findings.
    """
    listed = tuple(events)
    view = overlay(machine, listed)
    return recheck(view, gone) if listed or gone else view


def reindex(session: Session, request: Request) -> Summary:
    """Let the queue know what the report says now; `request` must be locked."""
    summary = summarise(human_json(session, request.id))
    index(request, summary)
    return summary
