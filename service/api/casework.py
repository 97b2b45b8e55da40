"""What analysts do to a request: correct, settle, undo, note, judge findings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from service.access.guard import require
from service.access.principal import Principal
from service.api.casework_schemas import (
    Because,
    CorrectionBody,
    CorrectionView,
    NoteBody,
    NoteView,
    ReviewBody,
    ReviewView,
)
from service.api.deps import GONE, DeskOf, Seen, problems
from service.api.schemas import ID
from service.cases.corrections import Correction
from service.cases.overlay import as_json
from service.cases.roles import Permission
from service.store import corrections, remarks, verdicts
from service.store import schema as tables

router = APIRouter(prefix="/v1/requests/{request_id}", tags=["Casework"])
# What colleagues write to each other is not for whoever only sends in.
Reader = Annotated[Principal, require(Permission.READ, Permission.READ_ALL)]
Analyst = Annotated[Principal, require(Permission.READ, Permission.REVIEW)]
SeenRequest = Annotated[tables.Request, Depends(Seen("casework"))]
EventId = Annotated[str, Path(pattern=ID, description="Id of a correction.")]
_UNSAID = Because()
_FOUND = problems(s404=GONE)
_CONFLICT = problems(
    s404=GONE,
    s409="Somebody corrected the same place since (`contested`: both values are in "
    "the answer, both are kept), or the state does not allow it.",
)


def _shown(event: Correction) -> CorrectionView:
    return CorrectionView.model_validate(as_json(event))


@router.get("/corrections", operation_id="corrections", responses=_FOUND)
def history(desk: DeskOf, _: Reader, row: SeenRequest) -> list[CorrectionView]:
    """Every correction event, oldest first; none is ever changed or removed."""
    with desk.store.read() as session:
        return [_shown(event) for event in corrections.history(session, row.id)]


@router.post(
    "/corrections", status_code=201, operation_id="correct", responses=_CONFLICT
)
def correct(
    desk: DeskOf, who: Analyst, row: SeenRequest, body: CorrectionBody
) -> CorrectionView:
    """Correct a value, with the words on the page that show it."""
    proposed = corrections.Proposed(
        path=body.path,
        after=body.after,
        base_version=body.base_version,
        kind=body.kind,
        evidence=tuple(e.model_dump(mode="json") for e in body.evidence),
        reason=body.reason,
    )
    with desk.store.begin() as session:
        outcome = corrections.correct(session, row.id, proposed, who.user_id)
    return _shown(outcome.refuse_contested())


@router.post(
    "/corrections/{event_id}/undo",
    status_code=201,
    operation_id="undo",
    responses=_CONFLICT,
)
def undo(
    desk: DeskOf,
    who: Analyst,
    row: SeenRequest,
    event_id: EventId,
    body: Because = _UNSAID,
) -> CorrectionView:
    """Take a correction back, by an event of its own; an undo can be undone."""
    with desk.store.begin() as session:
        outcome = corrections.undo(session, row.id, event_id, who.user_id, body.reason)
    return _shown(outcome.refuse_contested())


@router.post(
    "/corrections/{event_id}/settle",
    status_code=201,
    operation_id="settle",
    responses=_CONFLICT,
)
def settle(
    desk: DeskOf,
    who: Analyst,
    row: SeenRequest,
    event_id: EventId,
    body: Because = _UNSAID,
) -> CorrectionView:
    """Of corrections that contest one place, let this one count."""
    with desk.store.begin() as session:
        return _shown(
            corrections.settle(session, row.id, event_id, who.user_id, body.reason)
        )


@router.get("/notes", operation_id="notes", responses=_FOUND)
def notes(desk: DeskOf, _: Reader, row: SeenRequest) -> list[NoteView]:
    """The notes, oldest first."""
    with desk.store.read() as session:
        return [_note(note) for note in remarks.notes(session, row.id)]


@router.post("/notes", status_code=201, operation_id="note", responses=_FOUND)
def note(desk: DeskOf, who: Analyst, row: SeenRequest, body: NoteBody) -> NoteView:
    """Leave a note."""
    with desk.store.begin() as session:
        return _note(remarks.note(session, row.id, body.text, who.user_id))


def _note(row: tables.NoteRow) -> NoteView:
    return NoteView(id=row.id, text=row.text, by=row.user_id, at=row.at)


@router.get("/findings/reviews", operation_id="finding_reviews", responses=_FOUND)
def reviews(desk: DeskOf, _: Reader, row: SeenRequest) -> list[ReviewView]:
    """The newest word on each finding."""
    with desk.store.read() as session:
        said = verdicts.reviews(session, row.id).values()
    return [
        ReviewView(
            finding=word.finding,
            rule=word.rule,
            verdict=word.verdict,
            reason=word.reason,
            by=word.user_id,
            at=word.at,
        )
        for word in said
    ]


@router.post(
    "/findings/reviews",
    status_code=201,
    operation_id="review_finding",
    responses=_CONFLICT,
)
def review(
    desk: DeskOf, who: Analyst, row: SeenRequest, body: ReviewBody
) -> ReviewView:
    """Accept a finding, or dismiss it with a reason."""
    said = (who.user_id, body.reason)
    with desk.store.begin() as session:
        made = remarks.review(session, row.id, body.finding, body.verdict, said)
        return ReviewView(
            finding=made.finding,
            rule=made.rule,
            verdict=made.verdict,
            reason=made.reason,
            by=made.user_id,
            at=made.at,
        )
