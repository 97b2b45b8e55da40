"""Saved views of the queue: named filters, one's own or shared."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.access.guard import require
from service.access.principal import Principal
from service.api.plain import plain
from service.cases.errors import NotFound
from service.cases.roles import Permission
from service.pages.desk import StoreOf
from service.store import audit
from service.store.columns import now
from service.store.schema import SavedView

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, require(Permission.READ)]
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, strip_whitespace=True),
    AfterValidator(plain),
]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(plain)]


class NewView(BaseModel):
    """A view to save; `address` is the queue's query string."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    address: Address
    shared: bool = False


def of(session: Session, user_id: str) -> tuple[SavedView, ...]:
    """One's own views and what others share, by name."""
    mine = or_(SavedView.user_id == user_id, SavedView.shared.is_(True))
    return tuple(
        session.scalars(select(SavedView).where(mine).order_by(SavedView.name))
    )


@router.post("/queue/views", status_code=201)
def save(new: NewView, who: Reader, store: StoreOf) -> dict[str, Any]:
    """Save a view; one of the same name is replaced."""
    with store.begin() as session:
        same = select(SavedView).where(
            SavedView.user_id == who.user_id, SavedView.name == new.name
        )
        view = session.scalar(same) or SavedView(user_id=who.user_id, name=new.name)
        view.query, view.shared, view.created = (
            {"address": new.address.lstrip("?")},
            new.shared and who.may(Permission.ASSIGN),
            now(),
        )
        session.add(view)
        session.flush()
        audit.record(session, who.user_id, "view.saved", f"view/{view.id}")
        return {"id": view.id, "name": view.name}


@router.post("/queue/views/{view_id}/delete")
def delete(view_id: str, who: Reader, store: StoreOf) -> dict[str, Any]:
    """Delete a view of one's own."""
    with store.begin() as session:
        view = session.get(SavedView, view_id)
        if view is None or view.user_id != who.user_id:
            raise NotFound
        session.delete(view)
        audit.record(session, who.user_id, "view.deleted", f"view/{view_id}")
        return {"id": view_id}
