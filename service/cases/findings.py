"""What people say of findings, and how a finding is known again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractor.report import Finding
from service.cases.decisions import ReviewVerdict


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The newest word on a finding, `finding` being its key."""

    finding: str
    rule: str
    verdict: ReviewVerdict
    reason: str
    user_id: str
    at: datetime


def finding_key(finding: dict[str, Any]) -> str:
    """Rule, instrument and demands: the same over reprocessing."""
    return _key(finding["rule"], finding["instrument"], finding["demand_ids"])


def key_of(finding: Finding) -> str:
    """The key of a finding as the policy checker gives it."""
    return _key(finding.rule, finding.instrument, finding.demand_ids)


def _key(rule: str, instrument: int, demand_ids: Iterable[str]) -> str:
    return f"{rule}/{instrument}/{','.join(demand_ids)}"


def dismissed(said: Iterable[Reviewed]) -> frozenset[str]:
    """The keys of the findings that people set aside."""
    return frozenset(
        word.finding for word in said if word.verdict is ReviewVerdict.DISMISS
    )
