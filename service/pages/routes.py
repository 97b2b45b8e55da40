"""All pages in one router, and their assets."""

from fastapi import APIRouter
from starlette.staticfiles import StaticFiles

from service.pages import (
    auditing,
    dashboards,
    operations,
    queue,
    reviewing,
    teaching,
    uploading,
    views,
)
from service.pages.render import STATIC
from service.settings import Settings


def router(settings: Settings) -> APIRouter:
    """Every page of the workbench."""
    made = APIRouter(include_in_schema=False)
    for part in (
        queue.router,
        views.router,
        reviewing.router,
        uploading.router(settings),
        dashboards.router,
        teaching.router,
        auditing.router,
        operations.router,
    ):
        made.include_router(part)
    return made


def assets() -> StaticFiles:
    """Styles and scripts, to be mounted at /static."""
    return StaticFiles(directory=STATIC)
