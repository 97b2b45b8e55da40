"""Dashboards: plots with a table under each, and figures to take along."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from service.access.guard import require
from service.access.headers import attachment
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages.desk import StoreOf, rights
from service.pages.figures import counting, transparency
from service.pages.figures.transparency import HalfYear
from service.pages.render import page
from service.store import audit, listing
from service.store.columns import now

router = APIRouter(include_in_schema=False)
Looker = Annotated[Principal, require(Permission.READ_FIGURES)]
Exporter = Annotated[Principal, require(Permission.EXPORT)]


@router.get("/dashboards")
def dashboards(request: Request, who: Looker, store: StoreOf) -> HTMLResponse:
    """Volume, outcomes, turn-round, corrections, rules, transparency."""
    at = now()
    today = at.date()
    half = HalfYear.of(today)
    with store.read() as session:
        uses, reports = counting.rule_uses(session, who.sees)
        head, rows = transparency.table(session, who.sees, half)
        context = {
            "charts": [
                counting.volume(session, who.sees, today),
                counting.outcomes(session, who.sees, today),
                counting.turn_round(session, who.sees, today),
                counting.correction_drift(session, who.sees, today),
            ],
            "rates": counting.correction_rates(session, who.sees, at),
            "uses": uses,
            "reports": reports,
            "halves": [half, half.before, half.before.before],
            "head": head,
            "rows": rows,
            "tallies": listing.tallies(session, who.sees),
            "may": rights(who),
        }
    return page(request, "figures/dashboards.html.j2", context)


@router.get("/dashboards/transparency.csv")
def figures(
    who: Exporter,
    store: StoreOf,
    half: Annotated[str, Query(pattern=r"^\d{4}-H[12]$")],
) -> Response:
    """A half-year's figures; who takes them is noted."""
    chosen = HalfYear(int(half[:4]), int(half[-1]))
    with store.begin() as session:
        head, rows = transparency.table(session, who.sees, chosen)
        audit.record(session, who.user_id, "figures.exported", f"figures/{half}")
    text = transparency.as_csv(chosen, head, rows)
    return Response(
        text, headers=attachment(f"transparency-{half}.csv"), media_type="text/csv"
    )
