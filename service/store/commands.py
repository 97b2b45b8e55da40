"""The database from the command line, on the machine that holds it.

`tecum audit verify|export`, `tecum backup`, `restore`, `retain`, `export`.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, track
from rich.table import Table

from service.cases.errors import ServiceError
from service.settings import Settings
from service.store import audit as chain
from service.store import backup as archive
from service.store import exporting, retention
from service.store.blobs import Blobs
from service.store.columns import now
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.store.retention import Policy

_OUT = Console()
_ERR = Console(stderr=True)
_BROKEN = 1
_SHOWN = 20

audit = typer.Typer(help="The audit log: prove it whole, write it out.")

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder, if not TECUM_DATA_DIR.")
]
TargetArgument = Annotated[Path, typer.Argument(help="File to write.")]
SourceArgument = Annotated[
    Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)
]
OutArgument = Annotated[str, typer.Argument(help="File to write; - is stdout.")]
AfterOption = Annotated[int, typer.Option(help="Only entries after this number.")]
DaysOption = Annotated[
    int | None, typer.Option(min=0, help="Days to keep, if not the setting.")
]
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be deleted.")
]
FolderArgument = Annotated[Path, typer.Argument(help="Folder to write gold into.")]
SinceOption = Annotated[
    int | None, typer.Option(min=1, help="Only what was decided in so many days.")
]


@contextmanager
def _opened(data: Path | None) -> Iterator[tuple[Store, Blobs, Settings]]:
    """The database and the blobs of the settings; our errors end the command."""
    settings = Settings(data_dir=data) if data else Settings()
    store = connect(settings.database_url)
    try:
        yield store, Blobs(settings.blob_url), settings
    except ServiceError as error:
        _ERR.print(f"[red]{error.code}[/red] {error}", highlight=False)
        raise typer.Exit(2) from error
    finally:
        store.close()


@audit.command("verify")
def verify_audit(data: DataOption = None) -> None:
    """Check every link of the audit log; exit 1 and name the places that are broken."""
    with _opened(data) as (store, _, _settings), store.read() as session:
        broken = list(chain.verify(session))
        head = chain.head(session)
    if not broken:
        _OUT.print(f"The audit log is whole: {head.seq:,} entries, end {head.hash}")
        return
    table = Table("Entry", "What is wrong", title=f"{len(broken):,} breaks")
    for place in broken[:_SHOWN]:
        table.add_row(str(place.seq), place.message)
    _OUT.print(table)
    raise typer.Exit(_BROKEN)


@audit.command("export")
def export_audit(
    out: OutArgument = "-", after: AfterOption = 0, data: DataOption = None
) -> None:
    """Write the audit log as JSON lines, oldest first."""
    with _opened(data) as (store, _, _settings), store.read() as session:
        lines = (
            json.dumps(chain.exported(entry), ensure_ascii=True)
            for entry in chain.entries(session, after)
        )
        if out == "-":
            for line in lines:
                sys.stdout.write(f"{line}\n")
        else:
            with Path(out).open("w", encoding="utf-8") as target:
                target.writelines(f"{line}\n" for line in lines)


def backup(target: TargetArgument, data: DataOption = None) -> None:
    """Write everything into one verified file, while the service goes on."""
    with _opened(data) as (store, blobs, _), _bar() as progress:
        contents = archive.backup(store, blobs, target, progress)
    _OUT.print(_contents(f"Wrote {target}", contents))


def restore(source: SourceArgument, data: DataOption = None) -> None:
    """Restore a backup into an empty database; all of it or nothing."""
    with _opened(data) as (store, blobs, _), _bar() as progress:
        contents = archive.restore(store, blobs, source, progress)
    _OUT.print(_contents(f"Restored {source}", contents))


def _contents(title: str, contents: archive.Contents) -> Table:
    table = Table("What", "Count", title=title)
    table.columns[1].justify = "right"
    for name, count in contents.rows.items():
        if count:
            table.add_row(name.replace("_", " "), f"{count:,}")
    table.add_row("files", f"{contents.blobs:,}")
    table.caption = f"audit log ends in {contents.audit_hash[:16]}…"
    return table


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_ERR, disable=not _ERR.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def show(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of)

        yield show


def retain(
    days: DaysOption = None, *, dry_run: DryOption = False, data: DataOption = None
) -> None:
    """Delete what has been kept long enough; the audit log keeps the proof."""
    with _opened(data) as (store, blobs, settings):
        upgrade(store)
        policy = Policy.uniform(settings.retention_days if days is None else days)
        if dry_run:
            with store.read() as session:
                ids = retention.overdue(session, policy, now())
            _OUT.print(f"{len(ids):,} requests would be deleted.")
            return
        swept = retention.sweep(store, blobs, policy, grace=timedelta(hours=1))
    _OUT.print(
        f"Deleted {len(swept.requests):,} requests and {swept.blobs:,} files; "
        f"{swept.held:,} kept by legal hold."
    )


def export(
    folder: FolderArgument, since: SinceOption = None, data: DataOption = None
) -> None:
    """Write what people decided as gold data, for training and evaluation."""
    with _opened(data) as (store, blobs, _):
        with store.read() as session:
            start = now() - timedelta(days=since) if since else None
            ids = exporting.chosen(session, start)
        shown = track(ids, "Requests", console=_ERR, disable=not _ERR.is_terminal)
        done = exporting.export(store, blobs, folder, shown, "command line")
    _OUT.print(
        f"Wrote {done.requests:,} requests, {done.corrected:,} of them corrected."
    )
