"""Duplicates (the same bytes) and near-duplicates (the same template) of a request."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, or_, select
from sqlalchemy.orm import Session

from service.cases.roles import EVERYTHING, Visibility
from service.cases.similarity import bands, packed, signature, similarity, unpacked
from service.store.requests import visible
from service.store.schema import Request, TemplateBand

ALIKE = 0.6
_CANDIDATES = 500


@dataclass(frozen=True, slots=True)
class Similar:
    """Another request and how alike it is, 0..1; 1 with `same_bytes` is a duplicate."""

    request: Request
    score: float
    same_bytes: bool


def sign(session: Session, request: Request, text: str) -> None:
    """Remember the template of a request's text."""
    session.execute(delete(TemplateBand).where(TemplateBand.request_id == request.id))
    signed = signature(text)
    request.template_hash = packed(signed) or None
    session.add_all(
        TemplateBand(request_id=request.id, band=number, hash=band)
        for number, band in enumerate(bands(signed))
    )


def similar(
    session: Session,
    request: Request,
    *,
    who: Visibility = EVERYTHING,
    limit: int = 20,
) -> tuple[Similar, ...]:
    """Requests like this one that somebody may see, the likest first."""
    mine = unpacked(request.template_hash)
    found = [
        Similar(other, 1.0, same_bytes=True)
        for other in session.scalars(_same_bytes(request, who))
    ]
    known = {item.request.id for item in found}
    for other in _candidates(session, request, who, mine):
        score = similarity(mine, unpacked(other.template_hash))
        if score >= ALIKE and other.id not in known:
            found.append(Similar(other, round(score, 2), same_bytes=False))
    found.sort(key=lambda s: (not s.same_bytes, -s.score, s.request.id))
    return tuple(found[:limit])


def _same_bytes(request: Request, who: Visibility) -> Select[Request]:
    return (
        select(Request)
        .where(visible(who), Request.sha256 == request.sha256, Request.id != request.id)
        .order_by(Request.created)
        .limit(_CANDIDATES)
    )


def _candidates(
    session: Session, request: Request, who: Visibility, signed: tuple[int, ...]
) -> tuple[Request, ...]:
    """Requests that share a band."""
    if not signed:
        return ()
    shared = or_(
        *(
            and_(TemplateBand.band == number, TemplateBand.hash == band)
            for number, band in enumerate(bands(signed))
        )
    )
    ids = select(TemplateBand.request_id).where(shared).distinct()
    query = select(Request).where(
        visible(who), Request.id.in_(ids), Request.id != request.id
    )
    return tuple(
        session.scalars(query.order_by(Request.created.desc()).limit(_CANDIDATES))
    )
