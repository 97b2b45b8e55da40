"""Requests, reports, corrections, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _requests()
    _corrections()
    _decisions()
    _finding_reviews()
    _notes()
    _reports()
    _runs()
    _template_bands()


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("submitter_id", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=100), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("assignee_id", sa.String(length=64), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matter_id", sa.String(length=26), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", sa.String(length=26), nullable=True),
        sa.Column("template_hash", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("queue_due", sa.Date(), nullable=False),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("uncertainty", sa.Double(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("instrument", sa.String(length=60), nullable=True),
        sa.Column("jurisdiction", sa.String(length=60), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("disposition", sa.String(length=40), nullable=True),
        sa.Column("decided_as", sa.String(length=40), nullable=True),
        sa.Column("idempotency_key", sa.String(length=200), nullable=True),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_requests_matter_id_matters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("submitter_id", "idempotency_key", name="uq_requests_key"),
    )
    op.create_index(
        "ix_requests_assignee", "requests", ["assignee_id", "state"], unique=False
    )
    op.create_index("ix_requests_created", "requests", ["created", "id"], unique=False)
    op.create_index("ix_requests_due", "requests", ["queue_due", "id"], unique=False)
    op.create_index("ix_requests_matter", "requests", ["matter_id"], unique=False)
    op.create_index("ix_requests_risk", "requests", ["risk", "id"], unique=False)
    op.create_index("ix_requests_sha256", "requests", ["sha256"], unique=False)
    op.create_index(
        "ix_requests_state_created",
        "requests",
        ["state", "created", "id"],
        unique=False,
    )
    op.create_index(
        "ix_requests_state_due", "requests", ["state", "queue_due", "id"], unique=False
    )
    op.create_index(
        "ix_requests_state_since", "requests", ["state", "state_since"], unique=False
    )
    op.create_index(
        "ix_requests_uncertainty", "requests", ["uncertainty", "id"], unique=False
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("refers", sa.String(length=26), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_corrections_request_id_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint(
            "request_id", "seq", name=op.f("uq_corrections_request_id_seq")
        ),
    )
    op.create_index(
        "ix_corrections_path_at", "corrections", ["path", "at"], unique=False
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("disposition", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("confirms", sa.String(length=26), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_decisions_request_id_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "request_id", "seq", name=op.f("uq_decisions_request_id_seq")
        ),
    )
    op.create_index("ix_decisions_at", "decisions", ["at"], unique=False)


def _finding_reviews() -> None:
    op.create_table(
        "finding_reviews",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_finding_reviews_request_id_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_reviews")),
    )
    op.create_index(
        "ix_finding_reviews_request", "finding_reviews", ["request_id"], unique=False
    )
    op.create_index(
        "ix_finding_reviews_rule", "finding_reviews", ["rule", "at"], unique=False
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_notes_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_request", "notes", ["request_id"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_reports_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "request_id", "run", name=op.f("uq_reports_request_id_run")
        ),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=100), nullable=False),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_runs_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_request", "runs", ["request_id", "run"], unique=False)
    op.create_index(
        "ix_runs_state_heartbeat", "runs", ["state", "heartbeat"], unique=False
    )


def _template_bands() -> None:
    op.create_table(
        "template_bands",
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_template_bands_request_id_requests"),
        ),
        sa.PrimaryKeyConstraint("request_id", "band", name=op.f("pk_template_bands")),
    )
    op.create_index(
        "ix_template_bands_band", "template_bands", ["band", "hash"], unique=False
    )
