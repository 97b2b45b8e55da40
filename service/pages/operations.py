"""Operations: is everything there, does the queue move, what failed, what is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import DeskOf
from service.api.health import recent
from service.cases.roles import Permission
from service.cases.states import State
from service.jobs.reaper import retry_at
from service.pages.render import page
from service.settings import Settings
from service.store import listing, retention, runs
from service.store import schema as tables
from service.store.columns import now
from service.store.listing import Filter, Sort
from service.store.requests import visible
from service.store.retention import Policy
from service.store.schema import Delivery, Worker

router = APIRouter(include_in_schema=False)
Admin = Annotated[Principal, require(Permission.READ, Permission.ADMINISTER)]
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Alive:
    """A worker, and how many seconds ago it spoke."""

    worker: Worker
    silent_s: float
    is_alive: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request; `again` is when it is tried by itself, empty for never."""

    request: tables.Request
    again: str


@router.get("/operations")
def operations(request: Request, who: Admin, desk: DeskOf) -> HTMLResponse:
    """Health, workers, the queue's depth and age, failures, retention, backup."""
    at, settings = now(), desk.settings
    policy = Policy.uniform(settings.retention_days)
    with desk.store.read() as session:
        tallies = {t.state: t for t in listing.tallies(session, who.sees)}
        waiting = [tallies[s] for s in (State.RECEIVED, State.QUEUED) if s in tallies]
        oldest = min((t.oldest for t in waiting), default=at)
        context = {
            "checks": recent(desk),
            "workers": _workers(session, settings),
            "depth": sum(t.count for t in waiting),
            "reading": tallies[State.READING].count if State.READING in tallies else 0,
            "oldest": (at - oldest).total_seconds(),
            "failures": _failures(session, who, settings),
            "failed": tallies[State.FAILED].count if State.FAILED in tallies else 0,
            "deliveries": _deliveries(session),
            "days": settings.retention_days,
            "due": len(retention.overdue(session, policy, at)),
            "held": _held(session, who),
        }
    return page(request, "operations/page.html.j2", context)


def _workers(session: Session, settings: Settings) -> list[Alive]:
    at = now()
    lease = timedelta(seconds=settings.lease_s)
    rows = runs.alive(session, at - timedelta(days=1))
    return [
        Alive(w, (at - w.heartbeat).total_seconds(), w.heartbeat >= at - lease)
        for w in rows
    ]


def _failures(session: Session, who: Principal, settings: Settings) -> list[Failure]:
    wanted = Filter(states=(State.FAILED,))
    found = listing.listed(
        session, wanted, Sort.NEWEST, who=who.sees, page=(None, _SHOWN)
    )
    return [Failure(row, _again(row, settings)) for row in found.requests]


def _again(row: tables.Request, settings: Settings) -> str:
    if row.attempts >= settings.attempts:
        return ""
    return retry_at(row, settings.retry_s).isoformat()


def _deliveries(session: Session) -> dict[str, int]:
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    return {row[0]: row[1] for row in session.execute(query.order_by(Delivery.state))}


def _held(session: Session, who: Principal) -> list[tables.Request]:
    query = select(tables.Request).where(
        visible(who.sees), tables.Request.legal_hold.is_(True)
    )
    return list(session.scalars(query.order_by(tables.Request.id).limit(_SHOWN)))
