"""Tables around the casework: audit, blobs, uploads, webhooks, saved views."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import ID_LENGTH, Base, new_id


class AuditEntry(Base):
    """A link of the chain: `hash` covers the entry and the hash before it."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_object", "object", "seq"),
        Index("ix_audit_actor", "actor", "seq"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(100))
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain, one row: locked to add to it, so a cut end is noticed."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class Blob(Base):
    """Bytes in the blob store, named by their SHA-256; `refs` counts who needs them."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    refs: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime]


class RequestBlob(Base):
    """What a request's blobs are: `kind` original, page, words; `number` the page."""

    __tablename__ = "request_blobs"
    __table_args__ = (UniqueConstraint("request_id", "run", "kind", "number"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    run: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"))
    media: Mapped[str] = mapped_column(String(100))


class Upload(Base):
    """A file on its way in: swept when nobody finishes it."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_started", "started"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    path: Mapped[str] = mapped_column(Text)
    started: Mapped[datetime]
    user_id: Mapped[str] = mapped_column(String(64))


class Webhook(Base):
    """Whom to tell of a change of state; `events` are states, empty for all.

    `seen` is the last entry of the audit log that was turned into deliveries.
    """

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    events: Mapped[list[Any]] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    seen: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime]
    user_id: Mapped[str] = mapped_column(String(64))


class Delivery(Base):
    """One message to a webhook and what became of it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_due", "state", "next_try"),
        Index("ix_deliveries_webhook", "webhook_id", "created"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id"))
    request_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    event: Mapped[str] = mapped_column(String(60))
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime]
    finished: Mapped[datetime | None]


class SavedView(Base):
    """A named filter of the queue, one's own or shared."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[dict[str, Any]]
    shared: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
