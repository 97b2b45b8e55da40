"""Blobs: bytes named by their SHA-256 on any fsspec file system.

Bytes are stored before the row that needs them, and deleted after it: a crash leaves at
most an orphan for the sweep, never a row without its bytes.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.cases.errors import BlobDamaged, BlobMissing
from service.store.columns import new_id, now
from service.store.schema import Blob, RequestBlob

_CHUNK = 1 << 20
_FRESH = timedelta(minutes=20)
_TEMPORARY = "incoming"
_OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "az"))
"""There a name appears with all its bytes or not at all, and nothing is renamed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes in the store."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored blob and what it is to a request: original, page or words.

    `number` is the page, 0 for the whole.
    """

    kind: str
    stored: Stored
    media: str
    number: int = 0


class Blobs:
    """A store of bytes at an fsspec address (`file:///srv/blobs`, `s3://bucket/x`)."""

    def __init__(self, url: str) -> None:
        # Other machines write there too: what was listed before says nothing.
        self._files, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        self._root = str(root).rstrip("/")
        self._local = isinstance(self._files, LocalFileSystem)
        self._whole = bool(_OBJECT_STORES.intersection(_protocols(self._files)))

    def put(self, data: bytes) -> Stored:
        """Store bytes; the same bytes are stored once."""
        stored = Stored(hashlib.sha256(data).hexdigest(), len(data))
        if self._fresh(stored.sha256):
            return stored
        if self._whole:
            self._files.pipe_file(self._name(stored.sha256), data)
        else:
            self._rename_in(stored.sha256, iter((data,)))
        return stored

    def put_file(self, path: Path) -> Stored:
        """Store a file's bytes without holding them all in memory."""
        with path.open("rb") as source:
            stored = _measured(source)
        if self._fresh(stored.sha256):
            return stored
        if self._whole:
            self._files.put_file(str(path), self._name(stored.sha256))
        else:
            with path.open("rb") as source:
                self._rename_in(stored.sha256, _chunks(source))
        return stored

    def has(self, sha256: str) -> bool:
        """True when the bytes are there."""
        return bool(self._files.exists(self._name(sha256)))

    def older(self, sha256: str, moment: datetime) -> bool:
        """True for bytes that were last written before a moment, and are there."""
        return self._older(self._name(sha256), moment)

    def _older(self, name: str, moment: datetime) -> bool:
        try:
            at: datetime = self._files.modified(name)
        except FileNotFoundError:
            return False
        return (at if at.tzinfo else at.replace(tzinfo=UTC)) < moment

    def _fresh(self, sha256: str) -> bool:
        # Older bytes are written anew: a sweep about to delete them then sees that
        # somebody wants them again.
        return self.has(sha256) and not self.older(sha256, now() - _FRESH)

    def get(self, sha256: str) -> bytes:
        """The bytes, verified.

        Raises:
            BlobMissing: they are not there.
            BlobDamaged: they are not what was stored.
        """
        try:
            data: bytes = self._files.cat_file(self._name(sha256))
        except FileNotFoundError:
            raise BlobMissing(sha256[:12]) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BlobDamaged(sha256[:12])
        return data

    def delete(self, sha256: str) -> None:
        """Delete bytes; on a local disk they are overwritten first."""
        self._remove(self._name(sha256))

    def tidy(self, before: datetime) -> None:
        """Delete what a writer that was killed left half written."""
        for name in self._files.find(f"{self._root}/{_TEMPORARY}"):
            if self._older(name, before):
                self._remove(name)

    def _remove(self, name: str) -> None:
        try:
            if self._local:
                _overwrite(Path(name))
            self._files.rm_file(name)
        except FileNotFoundError:
            return

    def names(self) -> Iterator[str]:
        """The SHA-256 of everything stored."""
        for name in sorted(self._files.find(self._root)):
            last = name.rsplit("/", 1)[-1]
            if f"/{_TEMPORARY}/" not in name and len(last) == 64:
                yield last

    def check(self) -> None:
        """Write, read and delete something: is the store there and writable?"""
        probe = self.put(b"tecum " + secrets.token_bytes(8))
        self.get(probe.sha256)
        self.delete(probe.sha256)

    def _name(self, sha256: str) -> str:
        if len(sha256) != 64 or not sha256.isalnum():
            raise BlobMissing("That is no SHA-256.")
        return f"{self._root}/{sha256[:2]}/{sha256}"

    @contextmanager
    def _incoming(self) -> Iterator[str]:
        name = f"{self._root}/{_TEMPORARY}/{secrets.token_hex(16)}"
        try:
            yield name
        finally:
            if self._files.exists(name):
                self._files.rm_file(name)

    def _rename_in(self, sha256: str, chunks: Iterator[bytes]) -> None:
        with self._incoming() as name:
            self._write(name, chunks)
            self._accept(name, sha256)

    def _write(self, name: str, chunks: Iterator[bytes]) -> None:
        self._files.makedirs(name.rsplit("/", 1)[0], exist_ok=True)
        with self._files.open(name, "wb") as target:
            for chunk in chunks:
                target.write(chunk)
            if self._local:
                target.flush()
                os.fsync(target.fileno())

    def _accept(self, incoming: str, sha256: str) -> None:
        name = self._name(sha256)
        self._files.makedirs(name.rsplit("/", 1)[0], exist_ok=True)
        if not self._local:
            self._files.mv(incoming, name)
            return
        Path(incoming).replace(name)
        _sync_folder(Path(name).parent)


def _protocols(files: AbstractFileSystem) -> tuple[str, ...]:
    told = files.protocol
    return (told,) if isinstance(told, str) else tuple(told)


def _measured(source: BinaryIO) -> Stored:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(source):
        digest.update(chunk)
        size += len(chunk)
    return Stored(digest.hexdigest(), size)


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    """Without this a crash may forget the new name though the bytes are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as target:
        left = path.stat().st_size
        while left > 0:
            left -= target.write(bytes(min(left, _CHUNK)))
        target.flush()
        os.fsync(target.fileno())


def attach(
    session: Session, request_id: str, attachment: Attachment, run: int = 0
) -> None:
    """Say that a request needs a stored blob."""
    stored = attachment.stored
    _count_up(session, stored)
    session.add(
        RequestBlob(
            id=new_id(),
            request_id=request_id,
            run=run,
            kind=attachment.kind,
            number=attachment.number,
            sha256=stored.sha256,
            media=attachment.media,
        )
    )


def _count_up(session: Session, stored: Stored) -> None:
    more = (
        update(Blob)
        .where(Blob.sha256 == stored.sha256)
        .values(refs=Blob.refs + 1)
        .returning(Blob.sha256)
    )
    if session.scalar(more):
        return
    row = Blob(sha256=stored.sha256, size=stored.size, refs=1, created=now())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another transaction stored the same bytes at this moment.
        session.scalar(more)


def attached(
    session: Session, request_id: str, kind: str, number: int = 0
) -> RequestBlob | None:
    """The newest blob of a kind that a request has; None where it has none."""
    return session.scalar(
        select(RequestBlob)
        .where(
            RequestBlob.request_id == request_id,
            RequestBlob.kind == kind,
            RequestBlob.number == number,
        )
        .order_by(RequestBlob.run.desc())
        .limit(1)
    )


def detach(session: Session, row: RequestBlob) -> None:
    """Say that a request needs a blob no more; the sweep deletes what nobody needs."""
    session.execute(
        update(Blob).where(Blob.sha256 == row.sha256).values(refs=Blob.refs - 1)
    )
    session.delete(row)
