"""Webhooks: whom to tell of changes of state, and what became of each message."""

import secrets
from datetime import datetime
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query
from pydantic import AnyHttpUrl, Field
from sqlalchemy import func, select

from service.access.guard import require
from service.access.principal import Principal
from service.api.deps import DeskOf, problems
from service.api.schemas import ID, Sent, Shown
from service.cases.errors import NotFound
from service.cases.roles import Permission
from service.cases.states import State
from service.jobs import deliveries
from service.store import audit
from service.store.columns import new_id, now
from service.store.schema import AuditEntry, Delivery, Webhook

router = APIRouter(prefix="/v1/webhooks", tags=["Webhooks"])
Admin = Annotated[Principal, require(Permission.ADMINISTER)]
WebhookId = Annotated[str, Path(pattern=ID, description="Id of a webhook.")]
DeliveryId = Annotated[str, Path(pattern=r"^[0-9A-F]{26}$")]
_FOUND = problems(s404="There is no such webhook.")


class WebhookBody(Sent):
    """Where to send, and of which new states to tell; none: of all."""

    url: Annotated[
        AnyHttpUrl, Field(max_length=2000, examples=["https://cases.example/hook"])
    ]
    events: tuple[State, ...] = ()


class WebhookView(Shown):
    """A webhook; its secret is shown once, when it is made."""

    id: str
    url: str
    events: tuple[State, ...]
    active: bool
    created: datetime

    @classmethod
    def of(cls, row: Webhook) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            url=row.url,
            events=tuple(map(State, row.events)),
            active=row.active,
            created=row.created,
        )


class NewWebhook(WebhookView):
    """A webhook just made, with the secret its messages are signed with."""

    secret: str


class Switched(Sent):
    """On or off."""

    active: bool


class DeliveryView(Shown):
    """One message and what became of it."""

    id: str
    request_id: str
    event: str
    state: Literal["pending", "sent", "given_up"]
    attempts: int
    next_try: datetime | None
    status: int | None
    error: str | None
    created: datetime
    finished: datetime | None

    @classmethod
    def of(cls, row: Delivery) -> Self:
        """From its row."""
        waits = row.state == deliveries.PENDING
        return cls(
            id=row.id,
            request_id=row.request_id,
            event=f"{row.event}: {row.body.get('state')}",
            state=row.state,
            attempts=row.attempts,
            next_try=row.next_try if waits else None,
            status=row.status,
            error=row.error,
            created=row.created,
            finished=row.finished,
        )


@router.get("", operation_id="webhooks", responses=problems())
def webhooks(desk: DeskOf, _: Admin) -> list[WebhookView]:
    """All webhooks."""
    with desk.store.read() as session:
        rows = session.scalars(select(Webhook).order_by(Webhook.created, Webhook.id))
        return [WebhookView.of(row) for row in rows]


@router.post("", status_code=201, operation_id="add_webhook", responses=problems())
def add(desk: DeskOf, who: Admin, body: WebhookBody) -> NewWebhook:
    """Tell an address of every change of state from now on."""
    with desk.store.begin() as session:
        row = Webhook(
            id=new_id(),
            url=str(body.url),
            secret=secrets.token_urlsafe(32),
            events=[state.value for state in body.events],
            active=True,
            seen=session.scalar(select(func.max(AuditEntry.seq))) or 0,
            created=now(),
            user_id=who.user_id,
        )
        session.add(row)
        audit.record(session, who.user_id, "webhook.added", f"webhook/{row.id}")
    return NewWebhook(secret=row.secret, **WebhookView.of(row).model_dump())


@router.post("/{webhook_id}", operation_id="switch_webhook", responses=_FOUND)
def switch(
    desk: DeskOf, who: Admin, webhook_id: WebhookId, body: Switched
) -> WebhookView:
    """Switch a webhook on or off; what happens while it is off is not sent later."""
    with desk.store.begin() as session:
        row = session.get(Webhook, webhook_id)
        if row is None:
            raise NotFound
        if body.active and not row.active:
            row.seen = session.scalar(select(func.max(AuditEntry.seq))) or 0
        row.active = body.active
        audit.record(
            session,
            who.user_id,
            "webhook.switched",
            f"webhook/{row.id}",
            active=body.active,
        )
    return WebhookView.of(row)


@router.get("/{webhook_id}/deliveries", operation_id="deliveries", responses=_FOUND)
def listed(
    desk: DeskOf,
    _: Admin,
    webhook_id: WebhookId,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[DeliveryView]:
    """The newest messages to a webhook and what became of them."""
    with desk.store.read() as session:
        if session.get(Webhook, webhook_id) is None:
            raise NotFound
        rows = session.scalars(
            select(Delivery)
            .where(Delivery.webhook_id == webhook_id)
            .order_by(Delivery.created.desc(), Delivery.id)
            .limit(limit)
        )
        return [DeliveryView.of(row) for row in rows]


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/again",
    status_code=202,
    operation_id="redeliver",
    responses=_FOUND,
)
def again(
    desk: DeskOf, who: Admin, webhook_id: WebhookId, delivery_id: DeliveryId
) -> DeliveryView:
    """Send a message once more."""
    with desk.store.begin() as session:
        row = session.get(Delivery, delivery_id)
        if row is None or row.webhook_id != webhook_id:
            raise NotFound
        deliveries.again(row)
        audit.record(session, who.user_id, "webhook.again", f"webhook/{webhook_id}")
    return DeliveryView.of(row)
