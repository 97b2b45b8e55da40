"""The learning page: what corrections teach, and which models are in force."""

import json
import tomllib
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from extractor.classify.artefacts import MANIFEST, MODELS
from service.access.guard import require
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages import people
from service.pages.desk import StoreOf, rights
from service.pages.figures import counting, learning
from service.pages.render import page
from service.store.columns import now

router = APIRouter(include_in_schema=False)
Looker = Annotated[Principal, require(Permission.READ_FIGURES)]


@dataclass(frozen=True, slots=True)
class Model:
    """A model artefact as its manifest tells of it."""

    name: str
    version: str
    is_current: bool
    figures: dict[str, str]


@router.get("/learning")
def learned(request: Request, who: Looker, store: StoreOf) -> HTMLResponse:
    """Corrections waiting, models, doubtful labels, agreement, a sample to audit."""
    at = now()
    week = f"{at:%G-W%V}"
    with store.read() as session:
        doubtful = learning.suspects(session, who.sees)
        context = {
            "waiting": learning.waiting_now(session),
            "models": models(),
            "suspects": doubtful,
            "names": people.names(session, [each.by for each in doubtful]),
            "agreement": learning.agreement(session, who.sees),
            "decisions": learning.decisions_agreed(session, who.sees),
            "sample": learning.audit_sample(session, who.sees, week),
            "week": week,
            "trend": counting.correction_trend(session, who.sees, at.date()),
            "may": rights(who),
        }
    return page(request, "figures/learning.html.j2", context)


def models() -> list[Model]:
    """Every model that lies ready, by name, the newest first."""
    current = tomllib.loads((MODELS / "current.toml").read_text("utf-8"))
    found = [
        _model(json.loads(path.read_text("utf-8")), current)
        for path in sorted(MODELS.glob(f"*/*/{MANIFEST}"), reverse=True)
    ]
    return sorted(found, key=lambda model: model.name)


def _model(manifest: dict[str, Any], current: dict[str, Any]) -> Model:
    name, version = manifest["name"], manifest["version"]
    figures = {key: str(value) for key, value in manifest.get("figures", {}).items()}
    return Model(name, version, current.get(name) == version, figures)
