"""What an analyst decides, and when a second person must agree."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """What a decision event does."""

    DECIDE = "decide"
    """Stands at once, or waits for a second person."""
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class ReviewVerdict(StrEnum):
    """What an analyst says of a finding."""

    ACCEPT = "accept"
    DISMISS = "dismiss"


class Outcome(StrEnum):
    """What can be decided: the dispositions of the policy checker."""

    READY = "ready"
    NARROW = "narrow"
    REJECT = "reject"
    REDIRECT = "redirect"
    RESTRICTED = "restricted"
    EMERGENCY = "emergency"
    PRESERVE = "preserve"


NEEDS_SECOND = frozenset((Outcome.REJECT, Outcome.EMERGENCY))
"""A refusal and a voluntary disclosure both harm somebody when they are wrong."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One event; `confirms` is the id of the decision it confirms or withdraws.

    `waits`: it stands only once a second person confirms.
    """

    id: str
    kind: DecisionKind
    disposition: str
    reason: str
    user_id: str
    at: datetime
    confirms: str | None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the decision of a request stands; at most one of the two is there."""

    pending: Decision | None
    final: Decision | None


def needs_second(disposition: str, proposed: str | None) -> bool:
    """True when a second person must confirm.

    `proposed` is what the checker says: turning an emergency down needs two as well.
    """
    return disposition in NEEDS_SECOND or proposed == Outcome.EMERGENCY


def standing(events: tuple[Decision, ...]) -> Standing:
    """What stands after all events, oldest first."""
    pending: Decision | None = None
    final: Decision | None = None
    for event in events:
        match event.kind:
            case DecisionKind.DECIDE if event.waits:
                pending, final = event, None
            case DecisionKind.DECIDE:
                pending, final = None, event
            case DecisionKind.CONFIRM:
                pending, final = None, pending
            case DecisionKind.WITHDRAW | DecisionKind.REOPEN:
                pending, final = None, None
    return Standing(pending, final)
