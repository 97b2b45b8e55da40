"""The learning page: what corrections teach, and which models are in force."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import DeskOf
from service.cases.roles import Permission
from service.learning.models import models
from service.pages import people
from service.pages.desk import StoreOf, rights
from service.pages.figures import agreeing, counting, learning
from service.pages.render import page
from service.store import trainings
from service.store.columns import now

router = APIRouter(include_in_schema=False)
Looker = Annotated[Principal, require(Permission.READ_FIGURES)]


@router.get("/learning")
def learned(request: Request, who: Looker, desk: DeskOf) -> HTMLResponse:
    """Corrections waiting, models, trainings, doubtful labels, agreement, a sample."""
    at = now()
    week = f"{at:%G-W%V}"
    with desk.store.read() as session:
        doubtful = learning.suspects(session, who.sees)
        context = {
            **_trainings(session),
            "next_training": _next(session, desk.settings.train_days),
            "waiting": learning.waiting_now(session),
            "models": models(),
            "suspects": doubtful,
            "names": people.names(session, [each.by for each in doubtful]),
            "agreement": agreeing.agreement(session, who.sees),
            "decisions": learning.decisions_agreed(session, who.sees),
            "sample": learning.audit_sample(session, who.sees, week),
            "week": week,
            "trend": counting.correction_trend(session, who.sees, at.date()),
            "may": rights(who),
        }
    return page(request, "figures/learning.html.j2", context)


def _next(session: Session, days: int) -> datetime | None:
    """When the next training begins by itself; None for only when asked."""
    if not days:
        return None
    last = trainings.last_asked(session)
    return last + timedelta(days=days) if last else now()


@router.get("/learning/trainings")
def progress(request: Request, who: Looker, store: StoreOf) -> HTMLResponse:
    """Only the trainings: swapped in while one runs."""
    with store.read() as session:
        context = {**_trainings(session), "may": rights(who)}
    return page(request, "figures/trainings.html.j2", context)


def _trainings(session: Session) -> dict[str, object]:
    """The last trainings, and who asked for them."""
    rows = trainings.newest(session)
    return {
        "trainings": rows,
        "busy": any(row.state in trainings.OPEN for row in rows),
        "askers": people.names(session, [row.asked_by for row in rows]),
    }
