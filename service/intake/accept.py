"""A staged upload becomes a request: bytes stored, row written, job queued.

The bytes are safe before the row is, and the row before anybody is told. Whoever dies
in between leaves at most bytes that nothing refers to, which are swept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from unicodedata import category

import structlog
from sqlalchemy.exc import SQLAlchemyError

from extractor.check import profiles
from service.desk import Desk
from service.intake.errors import BadField
from service.intake.staging import Staged
from service.jobs import dispatch
from service.store import requests
from service.store.blobs import Attachment, attach
from service.store.requests import Created, NewRequest

CHANNELS = ("portal", "fax", "email", "mail", "person")
_LONGEST = {"sender": 500, "matter": 26, "idempotency_key": 200}
_PRIORITY = re.compile(r"-?[0-4]?[0-9]", re.ASCII)
_NEVER = frozenset(("Cc", "Cs"))
"""Control characters and half characters: nobody types them into a form."""
_KNOWN = frozenset(
    ("channel", "received", "sender", "provider", "matter", "priority", "csrf_token")
)
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the sender's form says beside the file; None where it says nothing."""

    submitter_id: str
    channel: str | None = None
    received: date | None = None
    sender: str = ""
    provider: str = ""
    matter_id: str | None = None
    priority: int = 0
    idempotency_key: str | None = None

    @classmethod
    def of(
        cls, fields: Mapping[str, str], submitter_id: str, key: str | None = None
    ) -> Self:
        """From a form's fields.

        Raises:
            BadField: a field is unknown or its value cannot be used.
        """
        if unknown := sorted(set(fields) - _KNOWN):
            raise BadField(f"There is no field {unknown[0][:40]!r}.")
        given = {name: value.strip() for name, value in fields.items()}
        return cls(
            submitter_id=submitter_id,
            channel=_channel(given.get("channel", "")),
            received=_day(given.get("received", "")),
            sender=_text("sender", given.get("sender", "")),
            provider=_provider(given.get("provider", "")),
            matter_id=_text("matter", given.get("matter", "")) or None,
            priority=_priority(given.get("priority", "")),
            idempotency_key=_text("idempotency_key", key or "") or None,
        )


def accept(desk: Desk, staged: Staged, about: Metadata) -> Created:
    """Store and queue an upload; the same idempotency key gives the same request.

    Raises:
        IdempotencyMismatch: the key was used for other bytes.
    """
    stored = desk.blobs.put_file(staged.path)
    with desk.store.begin() as session:
        created = requests.create(session, _new(desk, staged, about))
        if created.is_new:
            original = Attachment("original", stored, "application/octet-stream")
            attach(session, created.request.id, original)
    if created.is_new:
        _queue(desk, created.request.id, about.submitter_id)
    return created


def _queue(desk: Desk, request_id: str, actor: str) -> None:
    try:
        dispatch.submit(desk, request_id, actor)
    except SQLAlchemyError:
        # It is stored and will be acknowledged; the reaper queues it.
        _LOG.exception("not queued yet", request=request_id)


def _new(desk: Desk, staged: Staged, about: Metadata) -> NewRequest:
    return NewRequest(
        filename=staged.filename,
        size=staged.size,
        sha256=staged.sha256,
        provider=about.provider or desk.settings.provider,
        submitter_id=about.submitter_id,
        received=about.received,
        channel=about.channel,
        sender=about.sender,
        matter_id=about.matter_id,
        priority=about.priority,
        idempotency_key=about.idempotency_key,
    )


def _channel(value: str) -> str | None:
    if value and value not in CHANNELS:
        raise BadField(f"channel is one of {', '.join(CHANNELS)}.")
    return value or None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadField("received is a day, as 2026-03-31.") from None


def _provider(value: str) -> str:
    if value and value not in profiles():
        raise BadField(f"provider is one of {', '.join(profiles())}.")
    return value


def _priority(value: str) -> int:
    if value and not _PRIORITY.fullmatch(value):
        raise BadField("priority is a whole number from -49 to 49; higher is sooner.")
    return int(value or 0)


def _text(name: str, value: str) -> str:
    longest = _LONGEST[name]
    if len(value) > longest or any(category(c) in _NEVER for c in value):
        raise BadField(f"{name} has {longest} plain characters at most.")
    return value
