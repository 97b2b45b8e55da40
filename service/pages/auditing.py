"""The audit log to read: newest first, by object or person, and whether it holds."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import Select, select

from service.access.guard import require
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages import people
from service.pages.desk import StoreOf
from service.pages.render import page
from service.store import audit
from service.store.schema import AuditEntry

router = APIRouter(include_in_schema=False)
Auditor = Annotated[Principal, require(Permission.READ_AUDIT)]
_PAGE = 100
Name = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]


class Wanted(BaseModel):
    """Which entries; unknown keys are left."""

    model_config = ConfigDict(extra="ignore")

    object: Name = ""
    actor: Name = ""
    before: Annotated[int, Query(ge=0)] = 0
    verify: bool = False

    def query(self) -> Select[AuditEntry]:
        """The entries, newest first, one more than a page."""
        chosen = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(_PAGE + 1)
        if self.object:
            chosen = chosen.where(
                AuditEntry.object.contains(self.object, autoescape=True)
            )
        if self.actor:
            chosen = chosen.where(AuditEntry.actor == self.actor)
        return chosen.where(AuditEntry.seq < self.before) if self.before else chosen


@router.get("/audit")
def log(
    request: Request, _who: Auditor, store: StoreOf, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """The entries; verified on demand, which reads the whole chain."""
    with store.read() as session:
        found = tuple(session.scalars(wanted.query()))
        entries = found[:_PAGE]
        context = {
            "entries": entries,
            "older": entries[-1].seq if len(found) > _PAGE else 0,
            "wanted": wanted,
            "names": people.names(session, [entry.actor for entry in entries]),
            "breaks": tuple(audit.verify(session)) if wanted.verify else None,
        }
    return page(request, "audit/page.html.j2", context)
