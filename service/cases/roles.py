"""Who may do what: roles, permissions and what a person sees of the queue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for."""

    SUBMITTER = "submitter"
    ANALYST = "analyst"
    SENIOR = "senior"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that may be done; docs/security.md says what each opens."""

    SUBMIT = "submit"
    READ = "read"
    READ_ALL = "read_all"
    READ_ORIGINAL = "read_original"
    READ_RESTRICTED = "read_restricted"
    READ_ALL_MATTERS = "read_all_matters"
    REVIEW = "review"
    DECIDE = "decide"
    CONFIRM = "confirm"
    ASSIGN = "assign"
    REPROCESS = "reprocess"
    READ_AUDIT = "read_audit"
    READ_FIGURES = "read_figures"
    EXPORT = "export"
    LEARN = "learn"
    HOLD = "hold"
    ADMINISTER = "administer"


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which requests somebody may see.

    `matters` are those of which one is a member, None for all; a request of no matter
    is seen by everybody. `submitter` limits to what one sent in oneself.
    """

    restricted: bool = False
    matters: tuple[str, ...] | None = ()
    submitter: str | None = None


EVERYTHING = Visibility(restricted=True, matters=None)
"""What the service itself sees."""


MEANS: Mapping[Permission, str] = {
    Permission.SUBMIT: "send in documents",
    Permission.READ: "see requests: one's own, or with read_all everybody's",
    Permission.READ_ALL: "see what others sent in, where its matter is open to one",
    Permission.READ_ORIGINAL: "download the bytes as they were uploaded",
    Permission.READ_RESTRICTED: "see requests that are marked restricted",
    Permission.READ_ALL_MATTERS: "see matters without being a member",
    Permission.REVIEW: "claim, correct, note, accept and dismiss findings",
    Permission.DECIDE: "decide, or propose a decision that needs a second person",
    Permission.CONFIRM: "confirm somebody else's decision",
    Permission.ASSIGN: "assign to others, change matter and restriction",
    Permission.REPROCESS: "screen again, cancel, retry",
    Permission.READ_AUDIT: "read and verify the audit log",
    Permission.READ_FIGURES: "see dashboards and the operator's metrics",
    Permission.EXPORT: "export lists, figures and corrections",
    Permission.LEARN: "train and compare models",
    Permission.HOLD: "set and lift a legal hold",
    Permission.ADMINISTER: "users, matters, webhooks, models in force, retention",
}
"""What each permission opens, in words."""

_SUBMITTER = frozenset({Permission.SUBMIT, Permission.READ})
_ANALYST = _SUBMITTER | {
    Permission.READ_ALL,
    Permission.READ_ORIGINAL,
    Permission.REVIEW,
    Permission.DECIDE,
    Permission.REPROCESS,
    Permission.READ_FIGURES,
}
_SENIOR = _ANALYST | {
    Permission.READ_RESTRICTED,
    Permission.CONFIRM,
    Permission.ASSIGN,
    Permission.EXPORT,
    Permission.LEARN,
    Permission.HOLD,
}

MATRIX: Mapping[Role, frozenset[Permission]] = {
    Role.SUBMITTER: _SUBMITTER,
    Role.ANALYST: _ANALYST,
    Role.SENIOR: _SENIOR,
    Role.AUDITOR: frozenset(
        {
            Permission.READ,
            Permission.READ_ALL,
            Permission.READ_ORIGINAL,
            Permission.READ_ALL_MATTERS,
            Permission.READ_AUDIT,
            Permission.READ_FIGURES,
            Permission.EXPORT,
        }
    ),
    # Whoever runs the service need not read restricted process or decide: those who
    # do both hold two roles, and the audit log says since when.
    Role.ADMIN: frozenset(
        {
            Permission.SUBMIT,
            Permission.READ,
            Permission.READ_ALL,
            Permission.ASSIGN,
            Permission.REPROCESS,
            Permission.READ_AUDIT,
            Permission.READ_FIGURES,
            Permission.EXPORT,
            Permission.LEARN,
            Permission.HOLD,
            Permission.ADMINISTER,
        }
    ),
}
"""Role to permissions: the whole of what roles mean."""


def permissions(roles: Iterable[Role]) -> frozenset[Permission]:
    """What somebody with these roles may do."""
    return frozenset(p for role in roles for p in MATRIX[role])


def visibility(
    user_id: str, may: frozenset[Permission], matters: tuple[str, ...]
) -> Visibility:
    """Which requests somebody sees.

    Args:
        user_id: Who.
        may: Their permissions.
        matters: Ids of the matters of which they are a member.
    """
    if Permission.READ_ALL not in may:
        # One's own paper hides nothing from oneself, whatever became of it.
        return Visibility(restricted=True, matters=None, submitter=user_id)
    return Visibility(
        restricted=Permission.READ_RESTRICTED in may,
        matters=None if Permission.READ_ALL_MATTERS in may else matters,
    )
