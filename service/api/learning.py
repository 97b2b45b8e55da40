"""Trainings on what people corrected, and which models are in force."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import GONE, DeskOf, problems
from service.api.plain import Reason
from service.api.schemas import ID, Sent, Shown
from service.cases.errors import NotFound
from service.cases.roles import Permission
from service.learning.models import models
from service.store import schema as tables
from service.store import trainings
from service.store.trainings import Kind

router = APIRouter(prefix="/v1", tags=["Learning"])
Learner = Annotated[Principal, require(Permission.LEARN)]
Looker = Annotated[Principal, require(Permission.READ_FIGURES)]
Admin = Annotated[Principal, require(Permission.LEARN, Permission.ADMINISTER)]
TrainingId = Annotated[str, Path(pattern=ID, description="Id of a training.")]
ModelName = Annotated[
    str, Path(pattern=r"^[a-z][a-z0-9_]{0,40}$", description="Name of a model.")
]
_BUSY = problems(s409="Something is under way already: one at a time.")


class PromoteBody(Sent):
    """Which version; a reason puts it in force though it is no better."""

    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,40}$")]
    reason: Reason = ""


class RollbackBody(Sent):
    """Why, for the model's history."""

    reason: Reason = ""


class TrainingView(Shown):
    """A training, promotion or rollback; `log` is the end of what its programs said."""

    id: str
    kind: Kind
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    step: str = Field(examples=["train"])
    wanted: dict[str, str]
    asked: datetime
    asked_by: str
    started: datetime | None
    finished: datetime | None
    requests: int = Field(description="Decided requests it learned from.")
    made: list[dict[str, str]] = Field(description="Candidates: name and version.")
    log: str
    comparison: str

    @classmethod
    def of(cls, row: tables.Training) -> "TrainingView":
        """From its row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class ModelView(Shown):
    """A model that lies ready; `since` is the day it came into force, where told."""

    name: str
    version: str
    is_current: bool
    since: str
    figures: dict[str, str]


_UNSAID = RollbackBody()


@router.get("/trainings", operation_id="trainings", responses=problems())
def every(desk: DeskOf, _: Looker) -> list[TrainingView]:
    """The last ten, newest first."""
    with desk.store.read() as session:
        return [TrainingView.of(row) for row in trainings.newest(session)]


@router.post("/trainings", status_code=202, operation_id="train", responses=_BUSY)
def train(desk: DeskOf, who: Learner) -> TrainingView:
    """Train on everything people decided; it makes candidates, none in force."""
    with desk.store.begin() as session:
        return TrainingView.of(trainings.ask(session, who.user_id))


@router.post(
    "/trainings/{training_id}/cancel",
    operation_id="cancel_training",
    responses=problems(s404=GONE),
)
def cancel(desk: DeskOf, who: Learner, training_id: TrainingId) -> TrainingView:
    """Call it off; a running one ends within seconds. One that ended stays as it is."""
    with desk.store.begin() as session:
        return TrainingView.of(trainings.cancel(session, training_id, who.user_id))


@router.get("/models", operation_id="models", responses=problems())
def ready(_: Looker) -> list[ModelView]:
    """Every model that lies ready."""
    return [
        ModelView(
            name=m.name,
            version=m.version,
            is_current=m.is_current,
            since=m.since,
            figures=m.figures,
        )
        for m in models()
    ]


@router.post(
    "/models/{name}/promote",
    status_code=202,
    operation_id="promote",
    responses={**_BUSY, **problems(s404=GONE, s409="One at a time.")},
)
def promote(
    desk: DeskOf, who: Admin, name: ModelName, body: PromoteBody
) -> TrainingView:
    """Put a version in force, if it is no worse on the frozen sets."""
    if (name, body.version) not in {m.key for m in models()}:
        raise NotFound
    wanted = {"name": name, "version": body.version, "reason": body.reason.strip()}
    with desk.store.begin() as session:
        row = trainings.ask(session, who.user_id, Kind.PROMOTE, **wanted)
        return TrainingView.of(row)


@router.post(
    "/models/{name}/rollback",
    status_code=202,
    operation_id="rollback",
    responses={**_BUSY, **problems(s404=GONE, s409="One at a time.")},
)
def rollback(
    desk: DeskOf, who: Admin, name: ModelName, body: RollbackBody = _UNSAID
) -> TrainingView:
    """Put the version before in force again."""
    if name not in {m.name for m in models()}:
        raise NotFound
    with desk.store.begin() as session:
        wanted = {"name": name, "reason": body.reason.strip()}
        row = trainings.ask(session, who.user_id, Kind.ROLLBACK, **wanted)
        return TrainingView.of(row)
