"""Expected failures of the service: a stable public code and what to do about it."""

from typing import Any, ClassVar


class ServiceError(Exception):
    """Base; `code` is public and never changes meaning, `extra` goes to the caller."""

    code: ClassVar[str] = "service_error"
    says: ClassVar[str] = "The service could not do that. Try again."

    def __init__(self, detail: str = "", **extra: Any) -> None:  # noqa: ANN401 - JSON
        """`detail` is our own words; `extra` is plain JSON for the problem body."""
        self.detail = detail
        self.extra = extra
        super().__init__(f"{self.says} {detail}".strip())


class NotFound(ServiceError):
    """There is no such thing, or none the caller may see."""

    code = "not_found"
    says = "There is nothing here, or you may not see it. Check the address."


class IllegalTransition(ServiceError):
    """The state does not allow the step."""

    code = "illegal_transition"
    says = "The request is in a state that does not allow this. Reload it."


class Contested(ServiceError):
    """Somebody corrected the same place since; `extra` holds both events."""

    code = "contested"
    says = "Somebody corrected this since you loaded it. Both values are kept: choose."


class AlreadyClaimed(ServiceError):
    """Another analyst works on it."""

    code = "already_claimed"
    says = "Somebody else works on this request. Ask them, or have it assigned to you."


class BadPath(ServiceError):
    """A correction addresses a place that the report does not have."""

    code = "bad_path"
    says = "The report has no such place. Reload the request and try again."


class BadValue(ServiceError):
    """A correction's value does not fit its place."""

    code = "bad_value"
    says = "The value does not fit this field. Check how it is written."


class ReasonNeeded(ServiceError):
    """A reason is missing where one is required."""

    code = "reason_needed"
    says = "Say why: this needs a reason."


class SecondPersonNeeded(ServiceError):
    """The person who proposed a decision cannot confirm it."""

    code = "second_person_needed"
    says = "Somebody else must confirm this decision."


class NoPendingDecision(ServiceError):
    """There is no proposal to confirm or withdraw."""

    code = "no_pending_decision"
    says = "No decision waits for confirmation. Reload the request."


class Unsettled(ServiceError):
    """Contested corrections must be settled first."""

    code = "unsettled"
    says = "Two values contest one place. Choose one before you decide."


class IdempotencyMismatch(ServiceError):
    """The same key came with another file."""

    code = "idempotency_mismatch"
    says = "This Idempotency-Key was used for another file. Use a new key."


class OnHold(ServiceError):
    """A legal hold forbids deletion."""

    code = "on_hold"
    says = "The request is under legal hold and cannot be deleted. Lift the hold first."


class BlobMissing(ServiceError):
    """A blob is not where it should be."""

    code = "blob_missing"
    says = "A stored file is missing. Restore it from the backup."


class BlobDamaged(ServiceError):
    """A blob's bytes are not those that were stored."""

    code = "blob_damaged"
    says = "A stored file was altered. Restore it from the backup."


class BadCursor(ServiceError):
    """A page cursor is not one of ours."""

    code = "bad_cursor"
    says = "The page cursor is not valid. Start from the first page."


class BadBackup(ServiceError):
    """A backup is incomplete, altered, or of another version."""

    code = "bad_backup"
    says = "The backup cannot be trusted or restored here."


class NewerDatabase(ServiceError):
    """The database was made by a newer version."""

    code = "newer_database"
    says = "A newer Tecum made this database. Start that version, or restore a backup."


class TrainingUnderWay(ServiceError):
    """Models are changed one step at a time."""

    code = "training_under_way"
    says = "A training or a change of models is under way. Wait for it, or call it off."


class NotConfirmed(ServiceError):
    """What was confirmed is not what would happen now."""

    code = "not_confirmed"
    says = "It changed since the page was loaded. Reload it and confirm anew."
