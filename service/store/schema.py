"""All tables, gathered: import rows from here.

Columns that name a person hold the user's id (or "system") without foreign key:
history outlives users.
"""

from service.store.access_tables import (
    Identity,
    Invitation,
    Matter,
    MatterMember,
    Token,
    User,
    UserSession,
)
from service.store.case_tables import (
    CorrectionRow,
    DecisionRow,
    FindingReview,
    NoteRow,
    ReportRow,
    Request,
    Run,
    TemplateBand,
)
from service.store.columns import Base
from service.store.learning_tables import Training
from service.store.system_tables import (
    AuditEntry,
    AuditHead,
    Blob,
    Delivery,
    RequestBlob,
    SavedView,
    Upload,
    Webhook,
)
from service.store.worker_tables import Worker

metadata = Base.metadata

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Base",
    "Blob",
    "CorrectionRow",
    "DecisionRow",
    "Delivery",
    "FindingReview",
    "Identity",
    "Invitation",
    "Matter",
    "MatterMember",
    "NoteRow",
    "ReportRow",
    "Request",
    "RequestBlob",
    "Run",
    "SavedView",
    "TemplateBand",
    "Token",
    "Training",
    "Upload",
    "User",
    "UserSession",
    "Webhook",
    "Worker",
    "metadata",
]
