"""What people say of findings, and how a finding is known again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    demands = ",".join(finding["demand_ids"])
    return f"{finding['rule']}/{finding['instrument']}/{demands}"
