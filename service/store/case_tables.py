"""Tables of the casework: requests, reports, runs, corrections, decisions, notes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind, ReviewVerdict
from service.cases.states import State
from service.store.columns import ID_LENGTH, Base, closed, new_id

NEVER = date(9999, 12, 31)
"""Sorts what has no due day behind everything that has one."""


class Request(Base):
    """One upload and where it stands; what is read off the report is kept to sort by.

    `version` grows with every correction and every published report; `queue_due` is
    `due` or NEVER; `search` is lower-case text of what people search for.
    """

    __tablename__ = "requests"
    __table_args__ = (
        UniqueConstraint("submitter_id", "idempotency_key", name="uq_requests_key"),
        Index("ix_requests_created", "created", "id"),
        Index("ix_requests_due", "queue_due", "id"),
        Index("ix_requests_risk", "risk", "id"),
        Index("ix_requests_uncertainty", "uncertainty", "id"),
        Index("ix_requests_state_created", "state", "created", "id"),
        Index("ix_requests_state_due", "state", "queue_due", "id"),
        Index("ix_requests_state_since", "state", "state_since"),
        Index("ix_requests_sha256", "sha256"),
        Index("ix_requests_assignee", "assignee_id", "state"),
        Index("ix_requests_matter", "matter_id"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    created: Mapped[datetime]
    received: Mapped[date | None]
    channel: Mapped[str | None] = mapped_column(String(20))
    sender: Mapped[str] = mapped_column(Text, default="")
    submitter_id: Mapped[str] = mapped_column(String(64), default="system")
    provider: Mapped[str] = mapped_column(String(100))
    filename: Mapped[str] = mapped_column(Text)
    media: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[State] = mapped_column(closed(State))
    state_since: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=0)
    run: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    priority: Mapped[int] = mapped_column(default=0)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    assignee_id: Mapped[str | None] = mapped_column(String(64))
    assigned_at: Mapped[datetime | None]
    matter_id: Mapped[str | None] = mapped_column(ForeignKey("matters.id"))
    restricted: Mapped[bool] = mapped_column(default=False)
    legal_hold: Mapped[bool] = mapped_column(default=False)
    duplicate_of: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    template_hash: Mapped[str | None] = mapped_column(Text)
    due: Mapped[date | None]
    queue_due: Mapped[date] = mapped_column(default=NEVER)
    risk: Mapped[int] = mapped_column(default=0)
    uncertainty: Mapped[float] = mapped_column(default=0.0)
    pages: Mapped[int | None]
    instrument: Mapped[str | None] = mapped_column(String(60))
    jurisdiction: Mapped[str | None] = mapped_column(String(60))
    country: Mapped[str | None] = mapped_column(String(2))
    case_number: Mapped[str | None] = mapped_column(Text)
    disposition: Mapped[str | None] = mapped_column(String(40))
    decided_as: Mapped[str | None] = mapped_column(String(40))
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text, default="")


class ReportRow(Base):
    """A machine's report, never altered; the newest run is the current one."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("request_id", "run"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    run: Mapped[int]
    json: Mapped[str] = mapped_column(Text)
    versions: Mapped[dict[str, Any]]
    created: Mapped[datetime]


class Run(Base):
    """One stage of one run: a later stage never overwrites an earlier failure.

    `done` of `total` pages are through; both are 0 where that is not told.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index("ix_runs_request", "request_id", "run"),
        Index("ix_runs_state_heartbeat", "state", "heartbeat"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    run: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=1)
    stage: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    heartbeat: Mapped[datetime]
    lease_owner: Mapped[str] = mapped_column(String(100), default="")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(Text)


class CorrectionRow(Base):
    """One event of `service.cases.corrections`; rows are only ever added."""

    __tablename__ = "corrections"
    __table_args__ = (
        UniqueConstraint("request_id", "seq"),
        Index("ix_corrections_path_at", "path", "at"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    seq: Mapped[int]
    kind: Mapped[Kind] = mapped_column(closed(Kind))
    path: Mapped[str] = mapped_column(String(200))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    evidence: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    base_version: Mapped[int]
    version: Mapped[int]
    contested: Mapped[bool] = mapped_column(default=False)
    refers: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    anchor: Mapped[str | None] = mapped_column(Text)


class DecisionRow(Base):
    """A decision proposed, confirmed or withdrawn; rows are only ever added."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("request_id", "seq"),
        Index("ix_decisions_at", "at"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    seq: Mapped[int]
    kind: Mapped[DecisionKind] = mapped_column(closed(DecisionKind))
    disposition: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    version: Mapped[int]
    confirms: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    waits: Mapped[bool] = mapped_column(default=False)


class FindingReview(Base):
    """What an analyst says of a finding; the newest row of a finding counts."""

    __tablename__ = "finding_reviews"
    __table_args__ = (
        Index("ix_finding_reviews_request", "request_id"),
        Index("ix_finding_reviews_rule", "rule", "at"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    finding: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(60))
    verdict: Mapped[ReviewVerdict] = mapped_column(closed(ReviewVerdict))
    reason: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class NoteRow(Base):
    """A remark of an analyst."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_request", "request_id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    text: Mapped[str] = mapped_column(Text)
    user_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class TemplateBand(Base):
    """A band of a text signature: requests that share one are near-duplicates."""

    __tablename__ = "template_bands"
    __table_args__ = (Index("ix_template_bands_band", "band", "hash"),)

    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(16))
