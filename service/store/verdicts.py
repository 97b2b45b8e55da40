"""What people said of findings, as it stands: the newest word on each."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cases import findings
from service.cases.findings import Reviewed
from service.store.schema import FindingReview


def reviews(session: Session, request_id: str) -> dict[str, Reviewed]:
    """By finding, the newest word on it."""
    query = (
        select(FindingReview)
        .where(FindingReview.request_id == request_id)
        .order_by(FindingReview.at, FindingReview.id)
    )
    return {
        row.finding: Reviewed(
            row.finding, row.rule, row.verdict, row.reason, row.user_id, row.at
        )
        for row in session.scalars(query)
    }


def dismissed(session: Session, request_id: str) -> frozenset[str]:
    """The keys of the findings that count no more."""
    return findings.dismissed(reviews(session, request_id).values())
