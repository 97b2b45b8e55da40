"""The verbs `tecum serve` and `tecum worker`."""

import threading
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console

from service import logs
from service.access.first_admin import first_link
from service.app import create_app
from service.jobs import main
from service.settings import Settings

_USAGE = 2
_OUT = Console()
_ERR = Console(stderr=True)

DataOption = Annotated[
    Path | None, typer.Option(help="Folder of database, blobs and staging.")
]
HostOption = Annotated[str | None, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int | None, typer.Option(help="Port to listen on.")]
WorkersOption = Annotated[
    int | None, typer.Option(min=0, help="Uploads screened at once; 0: none here.")
]


def settings(**chosen: Any) -> Settings:  # noqa: ANN401 - option values
    """Settings from the environment, with what was given on the command line."""
    try:
        return Settings(**{k: v for k, v in chosen.items() if v is not None})
    except ValidationError as error:
        for wrong in error.errors():
            name = "_".join(map(str, wrong["loc"])).upper()
            _ERR.print(f"[red]TECUM_{name}[/red]: {wrong['msg']}", highlight=False)
        raise typer.Exit(_USAGE) from None


def serve(
    data_dir: DataOption = None,
    host: HostOption = None,
    port: PortOption = None,
    workers: WorkersOption = None,
) -> None:
    """Run the service: interface, workbench and, unless told otherwise, workers."""
    chosen = settings(data_dir=data_dir, host=host, port=port, workers=workers)
    if chosen.workers == 0:
        chosen = chosen.model_copy(update={"embedded": "off"})
    logs.configure(chosen.log_level, as_json=chosen.log_json)
    app = create_app(chosen)
    _greet(chosen, first_link(app.state.desk.store, chosen.base_url))
    uvicorn.run(
        app,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # Proxies are judged by the access layer, by the setting trusted_proxies.
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )


def worker(data_dir: DataOption = None, workers: WorkersOption = None) -> None:
    """Screen what is queued, beside `tecum serve` or on another machine."""
    chosen = settings(data_dir=data_dir, workers=workers or None)
    main.run(chosen, threading.Event())


def _greet(chosen: Settings, link: str | None) -> None:
    _OUT.print(f"Tecum is at {chosen.base_url}", highlight=False, soft_wrap=True)
    if link is not None:
        _OUT.print(
            "Nobody can sign in yet. Choose the administrator's password here, once:",
            f"  {link}",
            sep="\n",
            highlight=False,
            soft_wrap=True,
        )
    _OUT.print("Ctrl-C ends it; what is being read is finished first.")
