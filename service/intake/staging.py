"""Uploads on their way in: written to disk as they arrive, hashed, within a limit."""

import errno
import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from service.intake.errors import StorageFull, UploadTooLarge

SUFFIX = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole upload on our disk, fsynced; nobody else knows of it yet."""

    path: Path
    sha256: str
    size: int
    filename: str

    def discard(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)


class Staging:
    """One upload being written; leaving it without `finish` removes the file."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._sha256 = hashlib.sha256()
        self._size = 0
        self._path = folder / f"{secrets.token_hex(16)}{SUFFIX}"
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = self._path.open("xb")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None

    def write(self, chunk: bytes) -> None:
        """Add a chunk; raises UploadTooLarge before it is written, or StorageFull."""
        self._size += len(chunk)
        if self._size > self._limit:
            raise UploadTooLarge(f"{self._limit} bytes are allowed.")
        self._sha256.update(chunk)
        try:
            self._open.write(chunk)
        except OSError as error:
            raise _told(error) from error

    def finish(self, filename: str) -> Staged:
        """Make it durable; from here on the caller owns the file."""
        try:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
        except OSError as error:
            raise _told(error) from error
        self._file = None
        return Staged(self._path, self._sha256.hexdigest(), self._size, filename)

    @property
    def _open(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("the upload is finished")
        return self._file


def _told(error: OSError) -> Exception:
    return StorageFull() if error.errno in _FULL else error


def sweep(folder: Path, older_than_s: float) -> int:
    """Remove what uploads left behind that were cut off; how many there were."""
    if not folder.is_dir():
        return 0
    removed = 0
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            if time.time() - path.stat().st_mtime > older_than_s:
                path.unlink(missing_ok=True)
                removed += 1
        except FileNotFoundError:  # it was accepted just now
            continue
    return removed
