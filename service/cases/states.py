"""The states of a request, and which may follow which.

received > queued > reading > screened | needs_review | refused | failed
screened | needs_review > in_review > decided > closed; the rest are ways back and out.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    QUEUED = "queued"
    READING = "reading"
    SCREENED = "screened"
    NEEDS_REVIEW = "needs_review"
    REFUSED = "refused"
    FAILED = "failed"
    IN_REVIEW = "in_review"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DELETED = "deleted"
    """Only the skeleton is left: dates, kind and outcome, no content."""


_S = State
ALLOWED: dict[State, frozenset[State]] = {
    _S.RECEIVED: frozenset((_S.QUEUED, _S.FAILED, _S.CANCELLED)),
    _S.QUEUED: frozenset((_S.READING, _S.FAILED, _S.CANCELLED)),
    _S.READING: frozenset(
        (
            _S.QUEUED,
            _S.SCREENED,
            _S.NEEDS_REVIEW,
            _S.REFUSED,
            _S.FAILED,
            _S.CANCELLED,
        )
    ),
    _S.SCREENED: frozenset((_S.QUEUED, _S.IN_REVIEW, _S.CLOSED)),
    _S.NEEDS_REVIEW: frozenset((_S.QUEUED, _S.IN_REVIEW, _S.CLOSED)),
    _S.REFUSED: frozenset((_S.QUEUED, _S.CLOSED, _S.DELETED)),
    _S.FAILED: frozenset((_S.QUEUED, _S.CLOSED, _S.CANCELLED)),
    _S.IN_REVIEW: frozenset((_S.QUEUED, _S.SCREENED, _S.NEEDS_REVIEW, _S.DECIDED)),
    _S.DECIDED: frozenset((_S.IN_REVIEW, _S.CLOSED)),
    _S.CLOSED: frozenset((_S.IN_REVIEW, _S.QUEUED, _S.DELETED)),
    _S.CANCELLED: frozenset((_S.QUEUED, _S.CLOSED, _S.DELETED)),
    _S.DELETED: frozenset(),
}

WORKING = frozenset((_S.RECEIVED, _S.QUEUED, _S.READING))
"""Somebody or something must move these on: the reaper watches them."""

REVIEWABLE = frozenset((_S.SCREENED, _S.NEEDS_REVIEW, _S.IN_REVIEW))
"""An analyst may take, correct and decide these."""

RETRYABLE = frozenset((_S.FAILED, _S.REFUSED, _S.CANCELLED))
"""A person may send these round again."""

ENDED = frozenset((_S.CLOSED, _S.REFUSED, _S.CANCELLED))
"""Retention counts from here."""


def may(before: State, after: State) -> bool:
    """True when a request may go from one state to the other."""
    return after in ALLOWED[before]
