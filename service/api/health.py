"""Is it alive, and can it work: database, blobs, sandbox, models, workers."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import structlog
from fastapi import APIRouter, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from extractor import VERSION, artefacts, check, classify
from extractor.errors import ExtractorError
from extractor.read import probe
from service.api.deps import DeskOf
from service.api.schemas import Shown
from service.cases.errors import ServiceError
from service.desk import Desk
from service.store import runs
from service.store.columns import now

router = APIRouter(tags=["Operation"])
_SERVES_S = 2.0
_LAST: dict[Path, tuple[float, tuple["Checked", ...]]] = {}
_LOG = structlog.get_logger(__name__)


class Alive(Shown):
    """The process answers."""

    status: str
    version: str


class Checked(Shown):
    """One thing the service needs; `detail` says what it is or how to get it."""

    name: str
    ok: bool
    detail: str


class Ready(Shown):
    """Everything the service needs."""

    ready: bool
    checks: tuple[Checked, ...]


@router.get("/healthz", operation_id="health")
def health() -> Alive:
    """The process is alive."""
    return Alive(status="alive", version=VERSION)


@router.get(
    "/readyz",
    operation_id="ready",
    responses={503: {"model": Ready, "description": "Something is missing."}},
)
def ready(desk: DeskOf, response: Response) -> Ready:
    """Everything that is needed is there; 503 where something is missing."""
    checks = recent(desk)
    good = all(one.ok for one in checks)
    response.status_code = 200 if good else 503
    return Ready(ready=good, checks=checks)


def recent(desk: Desk) -> tuple[Checked, ...]:
    """Strangers may ask, and asking costs: an answer serves for some seconds."""
    at, known = _LAST.get(desk.settings.data_dir, (0.0, ()))
    if not known or time.monotonic() - at > _SERVES_S:
        known = tuple(_checked(desk, name, look) for name, look in _CHECKS)
        _LAST[desk.settings.data_dir] = (time.monotonic(), known)
    return known


def _checked(desk: Desk, name: str, look: Callable[[Desk], str]) -> Checked:
    try:
        return Checked(name=name, ok=True, detail=look(desk))
    except (ServiceError, ExtractorError) as error:
        return Checked(name=name, ok=False, detail=str(error))
    except (SQLAlchemyError, OSError) as error:
        _LOG.warning("not ready", check=name, exc_info=error)
        return Checked(name=name, ok=False, detail="It does not answer; see the log.")


def _database(desk: Desk) -> str:
    with desk.store.read() as session:
        session.execute(text("SELECT 1"))
    return str(desk.store.engine.dialect.name)


def _blobs(desk: Desk) -> str:
    desk.blobs.check()
    return desk.settings.blob_url.partition(":")[0]


def _sandbox(desk: Desk) -> str:
    level = next(p for p in probe() if p.name == "sandbox")
    if not level.ok and desk.settings.sandbox == "require":
        raise ServiceError(f"No sandbox is to be had: {level.remedy}")
    return level.value


def _engine(_: Desk) -> str:
    engine = next(p for p in probe() if p.name == "tesseract")
    if not engine.ok:
        raise ServiceError(f"No OCR engine: {engine.remedy}")
    return engine.value


def _models(_: Desk) -> str:
    classify.classifier()
    check.rules()
    return f"{artefacts.version()}, rules {check.rules_version()}"


def _workers(desk: Desk) -> str:
    since = now() - timedelta(seconds=desk.settings.lease_s)
    with desk.store.read() as session:
        alive = runs.alive(session, since)
    if not alive:
        raise ServiceError("No worker is alive. Start one: tecum worker.")
    return f"{len(alive)} alive, {sum(w.running for w in alive)} jobs running"


_CHECKS: tuple[tuple[str, Callable[[Desk], str]], ...] = (
    ("database", _database),
    ("blobs", _blobs),
    ("sandbox", _sandbox),
    ("ocr", _engine),
    ("models", _models),
    ("workers", _workers),
)
