"""Changes of state to webhooks: read off the audit log, sent until they are taken.

The audit log is written in the transaction of the change, so no change is missed; a
delivery's id is made of webhook and log entry, so none is made twice.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.desk import Desk
from service.jobs.reaper import backoff_s
from service.jobs.sending import Answer, Message, send
from service.store.columns import ID_LENGTH, now
from service.store.schema import AuditEntry, Delivery, Webhook

EVENT = "request.state"
PENDING, SENT, GIVEN_UP = "pending", "sent", "given_up"
_AT_ONCE = 50


def deliver(desk: Desk) -> int:
    """One round: note what changed, send what is due; how many were taken."""
    with desk.store.read() as session:
        if session.scalar(select(func.count()).select_from(Webhook)) == 0:
            return 0
    with desk.store.begin() as session:
        for webhook in session.scalars(select(Webhook).where(Webhook.active)):
            session.add_all(_new(session, webhook))
    return sum(_attempt(desk, delivery) for delivery in _due(desk))


def _new(session: Session, webhook: Webhook) -> Iterator[Delivery]:
    """Deliveries for what the log says since the last one of this webhook."""
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.seq > webhook.seen, AuditEntry.action == EVENT)
        .order_by(AuditEntry.seq)
        .limit(500)
    )
    for entry in entries:
        webhook.seen = entry.seq
        if not webhook.events or entry.detail.get("after") in webhook.events:
            yield _delivery(webhook, entry)


def _delivery(webhook: Webhook, entry: AuditEntry) -> Delivery:
    request_id = entry.object.removeprefix("request/")
    name = hashlib.sha256(f"{webhook.id}/{entry.seq}".encode()).hexdigest()
    return Delivery(
        id=name[:ID_LENGTH].upper(),
        webhook_id=webhook.id,
        request_id=request_id,
        event=EVENT,
        body={
            "event": EVENT,
            "sequence": entry.seq,
            "at": entry.at.isoformat(),
            "request": request_id,
            "before": entry.detail.get("before"),
            "state": entry.detail.get("after"),
        },
        state=PENDING,
        next_try=now(),
        created=now(),
    )


def _due(desk: Desk) -> tuple[Delivery, ...]:
    """Deliveries to try now; their next try is set first, so no other worker does."""
    lease = timedelta(seconds=desk.settings.webhook_timeout_s * 3)
    with desk.store.begin() as session:
        query = (
            select(Delivery)
            .where(Delivery.state == PENDING, Delivery.next_try <= now())
            .order_by(Delivery.next_try, Delivery.id)
            .limit(_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        found = tuple(session.scalars(query))
        for delivery in found:
            delivery.next_try = now() + lease
        return found


def _attempt(desk: Desk, delivery: Delivery) -> bool:
    with desk.store.read() as session:
        webhook = session.get(Webhook, delivery.webhook_id)
    if webhook is None or not webhook.active:
        answer, last = Answer(None, "the webhook is switched off"), True
    else:
        message = Message(delivery.id, webhook.url, webhook.secret, delivery.body)
        settings = desk.settings
        answer = send(
            message, settings.webhook_timeout_s, allow_private=settings.webhook_private
        )
        last = delivery.attempts + 1 >= settings.webhook_attempts
    _note(desk, delivery.id, answer, last=last)
    return answer.is_ok


def _note(desk: Desk, delivery_id: str, answer: Answer, *, last: bool) -> None:
    with desk.store.begin() as session:
        delivery = session.get_one(Delivery, delivery_id)
        delivery.attempts += 1
        delivery.status, delivery.error = answer.status, answer.error
        if answer.is_ok or last:
            delivery.state = SENT if answer.is_ok else GIVEN_UP
            delivery.finished = now()
            return
        wait = backoff_s(desk.settings.retry_s, delivery.attempts)
        delivery.next_try = now() + timedelta(seconds=wait)


def again(delivery: Delivery) -> None:
    """Try a delivery once more, from the first try on."""
    delivery.state, delivery.attempts = PENDING, 0
    delivery.next_try, delivery.finished = now(), None
