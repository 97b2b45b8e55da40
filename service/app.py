"""The application: routes, access around them, workers beside them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from extractor import VERSION
from service import desk
from service.access import api as access_api
from service.access import pages as access_pages
from service.access import (
    pages_account,
    pages_matters,
    pages_oidc,
    pages_users,
    refusals,
)
from service.access.access import build as build_access
from service.access.access import install as install_access
from service.api import (
    casework,
    content,
    deciding,
    health,
    learning,
    listing,
    metrics,
    openapi,
    problems,
    processing,
    retaining,
    uploads,
    webhooks,
)
from service.api.telemetry import Spans
from service.api.tracing import Tracing
from service.desk import Desk
from service.jobs.supervisor import Supervisor
from service.jobs.worker import Worker
from service.pages import routes as pages
from service.settings import Settings

# The fixed paths of a router come before those with an id in their place.
_ROUTERS = (
    health.router,
    metrics.router,
    uploads.router,
    processing.router,
    listing.router,
    content.router,
    casework.router,
    deciding.router,
    retaining.router,
    learning.router,
    webhooks.router,
    access_api.router,
    access_pages.router,
    pages_account.router,
    pages_oidc.router,
    pages_users.router,
    pages_matters.router,
)


def create_app(settings: Settings) -> FastAPI:
    """The service over these settings; its database is brought up to date."""
    at = desk.opened(settings)
    app = FastAPI(
        title="Tecum",
        version=VERSION,
        lifespan=_lifespan(at),
        openapi_url="/v1/openapi.json",
        # Their pages load scripts from elsewhere, which our policy forbids.
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = at
    for router in _ROUTERS:
        app.include_router(router)
    app.include_router(pages.router(settings))
    app.mount("/static", pages.assets(), name="static")
    problems.install(app, refusals.page)
    openapi.install(app)
    install_access(app, build_access(settings, at.store), settings)
    app.add_middleware(Tracing)
    if settings.otlp_endpoint:
        app.add_middleware(Spans, telemetry=at.telemetry)
    return app


def _lifespan(at: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers = _workers(at)
        if workers is not None:
            await run_in_threadpool(workers.start)
        try:
            yield
        finally:
            if workers is not None:
                await run_in_threadpool(workers.stop)
            at.close()

    return lifespan


def _workers(at: Desk) -> Supervisor | Worker | None:
    match at.settings.embedded:
        case "process":
            return Supervisor(at)
        case "thread":
            return Worker(at)
        case "off":
            return None
