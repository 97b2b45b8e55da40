"""The upload page: files go to the JSON interface, their states come back live."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access.guard import require
from service.access.principal import Principal
from service.cases.roles import Permission
from service.pages.desk import rights
from service.pages.render import page
from service.settings import Settings

Submitter = Annotated[Principal, require(Permission.SUBMIT)]
_CHANNELS = (
    ("portal", "Law-enforcement portal"),
    ("email", "E-mail"),
    ("fax", "Fax"),
    ("mail", "Post"),
    ("person", "In person"),
)


def router(settings: Settings) -> APIRouter:
    """The page's route; `settings` say how large a file may be."""
    made = APIRouter(include_in_schema=False)

    @made.get("/upload")
    def upload(request: Request, who: Submitter) -> HTMLResponse:
        """Drag and drop, several files, progress."""
        context = {
            "channels": _CHANNELS,
            "most": settings.max_upload,
            "may": rights(who),
        }
        return page(request, "upload/page.html.j2", context)

    return made
