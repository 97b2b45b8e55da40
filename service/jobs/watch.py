"""A folder is watched: whole files in it become requests and move aside.

`accepted/` and `refused/` lie within the folder. A file is whole when size and time
have not changed between two looks.
"""

import hashlib
import os
import shutil
from pathlib import Path

import structlog

from extractor.read.filename import shown
from service.desk import Desk
from service.intake.accept import Metadata, accept
from service.intake.errors import IntakeError
from service.intake.staging import Staged, Staging

ACCEPTED, REFUSED = "accepted", "refused"
_CHUNK = 1 << 20
_LOG = structlog.get_logger(__name__)

Sight = tuple[int, int, int]


class Watcher:
    """Remembers what it saw, so that a file still being written is left alone."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._seen: dict[Path, Sight] = {}

    def look(self) -> int:
        """Take the files that are whole; how many were accepted."""
        self._folder.mkdir(parents=True, exist_ok=True)
        now = {path: sight for path in self._files() if (sight := _sight(path))}
        whole = [path for path, sight in now.items() if self._seen.get(path) == sight]
        self._seen = now
        return sum(self._take(path, now[path]) for path in whole)

    def _files(self) -> list[Path]:
        return sorted(
            path
            for path in self._folder.iterdir()
            if path.is_file() and not path.is_symlink() and path.name[0] != "."
        )

    def _take(self, path: Path, sight: Sight) -> bool:
        try:
            staged = self._staged(path)
        except IntakeError as error:
            _LOG.warning("watched file refused", code=error.code)
            _move(path, self._folder / REFUSED, error.code)
            return False
        except FileNotFoundError:  # another worker watches too and was faster
            return False
        # Two workers, or one that died before the move: the key makes it one request.
        told = hashlib.sha256(os.fsencode(path.name) + repr(sight).encode())
        about = Metadata("watch", idempotency_key=f"watch:{told.hexdigest()}")
        try:
            created = accept(self._desk, staged, about)
        finally:
            staged.discard()
        _move(path, self._folder / ACCEPTED, created.request.id)
        return created.is_new

    def _staged(self, path: Path) -> Staged:
        settings = self._desk.settings
        with (
            path.open("rb") as source,
            Staging(settings.staging, settings.max_upload) as staging,
        ):
            while chunk := source.read(_CHUNK):
                staging.write(chunk)
            return staging.finish(shown(path.name))


def _sight(path: Path) -> Sight | None:
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    return there.st_size, there.st_mtime_ns, there.st_ino


def _move(path: Path, folder: Path, prefix: str) -> None:
    folder.mkdir(exist_ok=True)
    name = os.fsencode(f"{prefix}-{path.name}")[:250]
    try:
        shutil.move(path, folder / os.fsdecode(name))
    except FileNotFoundError:
        return
