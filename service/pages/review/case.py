"""One request for its review: everything the page shows, read in one transaction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.show.wording import plain
from service.access.principal import Principal
from service.cases.corrections import Correction, Kind, effective, undone
from service.cases.decisions import Outcome
from service.cases.findings import dismissed
from service.cases.states import REVIEWABLE
from service.pages import people, wording
from service.pages.desk import rights
from service.pages.review import placing
from service.pages.review.compose import compose
from service.pages.review.labels import choices, path_label
from service.pages.review.past import Past, past
from service.pages.review.view import ReportView
from service.store import corrections, decisions, reports, verdicts
from service.store.schema import Request, RequestBlob

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What people changed: `alone` is the disposition without them."""

    alone: str
    corrections: int
    dismissals: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is decided: `kind` is "", "pending" or "final"; `mine` who looks did it."""

    kind: str = ""
    value: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    confirmed_by: str = ""
    mine: bool = False


def context(session: Session, request: Request, who: Principal) -> Json:
    """The panel's context; of a request without a report only the head."""
    events = corrections.history(session, request.id)
    machine = reports.machine_json(session, request.id)
    human = reports.human_json(session, request.id)
    reviews = verdicts.reviews(session, request.id)
    view = compose(human, reviews, reports.effects(session, request.id))
    done = past(session, request.id, events)
    known = people.names(session, _ids(request, done, view))
    may = rights(who)
    open_ = request.state in REVIEWABLE
    return {
        "case": head(request, who, known),
        "place": placing.place(session, request, who),
        "change": Change(
            machine["disposition"]["value"],
            len(effective(events)),
            len(dismissed(reviews.values())),
        ),
        "report": view,
        "names": known,
        "may": {**may, "review": may["review"] and open_},
        "counts": _counts(view),
        "tabs": _tabs(view, done),
        "history": done.told(known),
        "notes": done.notes(known),
        "contested": _contested(human["contested"], events),
        "disputed": frozenset(event["path"] for event in human["contested"]),
        "unplaced": [
            {**each, "who": known.get(each["by"], each["by"])}
            for each in human["unplaced"]
        ],
        "standing": _standing(session, request, who, known),
        "undo": _last_of(events, who.user_id),
        "pictures": _pictures(session, request),
    }


def _pictures(session: Session, request: Request) -> frozenset[int]:
    """Pages we have a picture of; of the others the words are drawn."""
    query = select(RequestBlob.number).where(
        RequestBlob.request_id == request.id, RequestBlob.kind == "page"
    )
    return frozenset(session.scalars(query))


def head(request: Request, who: Principal, known: dict[str, str]) -> Json:
    """What the line above paper and panel says."""
    assignee = request.assignee_id or ""
    return {
        "id": request.id,
        "api": f"/v1/requests/{request.id}",
        "filename": request.filename,
        "title": " ".join(
            part for part in (plain(request.instrument), request.case_number) if part
        )
        or request.filename,
        "state": request.state.value,
        "version": request.version,
        "due": request.due.isoformat() if request.due else "",
        "restricted": request.restricted,
        "assignee": known.get(assignee, assignee),
        "mine": assignee == who.user_id,
        "taken": bool(assignee),
    }


def options() -> Json:
    """The closed vocabularies that the editors offer."""
    outcomes = [(o.value, wording.disposition(o.value), "") for o in Outcome]
    return {**choices(), "outcome": outcomes}


def _ids(request: Request, done: Past, view: ReportView) -> list[str | None]:
    spoken = [row.voice.by for row in view.rows]
    judged = [finding.by for finding in view.findings]
    return [request.assignee_id, *done.people(), *spoken, *judged]


def _counts(view: ReportView) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for finding in view.findings:
        name = "cannot tell" if finding.unsure else finding.severity
        if finding.verdict != "dismiss":
            found[name] = found.get(name, 0) + 1
    return list(found.items())


def _tabs(view: ReportView, done: Past) -> list[tuple[str, str, int]]:
    return [
        ("read", "Read", 0),
        ("reply", "Reply", 0),
        ("history", "History", len(view.corrected)),
        ("notes", "Notes", len(done.remarks)),
    ]


def _contested(open_: list[Json], events: tuple[Correction, ...]) -> list[Json]:
    """Each contested place with all that was said of it and not taken back."""
    gone = undone(events)
    found: dict[str, Json] = {}
    for event in open_:
        said = [
            {
                "id": e.id, "after": e.after, "by": e.user_id, "reason": e.reason,
            }
            for e in events
            if e.path == event["path"]
            and e.id not in gone
            and e.kind not in (Kind.UNDO, Kind.SETTLE)
        ]  # fmt: skip
        found[event["path"]] = {
            "path": event["path"],
            "label": path_label(event["path"]),
            "events": said[-4:],
        }
    return list(found.values())


def _standing(
    session: Session, request: Request, who: Principal, known: dict[str, str]
) -> Standing:
    stands = decisions.standing(session, request.id)
    made = stands.final or stands.pending
    if made is None:
        return Standing()
    told = decisions.events(session, request.id)
    confirmed = next((e.user_id for e in told if e.confirms == made.id), "")
    return Standing(
        kind="final" if stands.final else "pending",
        value=made.disposition,
        reason=made.reason,
        by=known.get(made.user_id, made.user_id),
        at=made.at.isoformat(),
        confirmed_by=known.get(confirmed, confirmed) if stands.final else "",
        mine=made.user_id == who.user_id,
    )


def _last_of(events: tuple[Correction, ...], user_id: str) -> str:
    """The newest event of one's own that can be taken back."""
    gone = undone(events)
    mine = (
        e.id
        for e in reversed(events)
        if e.user_id == user_id and e.id not in gone and e.kind is not Kind.UNDO
    )
    return next(mine, "")
