"""One file that holds everything: rows as JSON lines, blobs, and a manifest of hashes.

Rows are read in one transaction, so they agree with each other while people go on
working. The file is the same for SQLite and PostgreSQL: a backup of one restores into
the other.
"""

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.exc import SQLAlchemyError

from extractor import VERSION
from service.cases.errors import BadBackup
from service.store import audit, rows
from service.store.blobs import Blobs
from service.store.columns import now
from service.store.engine import Store
from service.store.migrating import newest, revision, upgrade
from service.store.schema import AuditHead, Blob

Json = dict[str, Any]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""
_FORMAT = "tecum.backup/1"
_MANIFEST = "manifest.json"
_IN_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: rows by table, blobs, the end of its audit chain."""

    rows: dict[str, int]
    blobs: int
    audit_hash: str
    created: str


def _quiet(_what: str, _done: int, _of: int) -> None:
    return None


def backup(
    store: Store, blobs: Blobs, target: Path, progress: Progress = _quiet
) -> Contents:
    """Write a backup and verify it; the file appears only when it is whole.

    Raises:
        BlobMissing, BlobDamaged: a stored file is not what it should be.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.touch(mode=0o600)
    try:
        with tarfile.open(part, "w") as archive:
            _write(archive, store, blobs, progress)
        contents = verify(part, progress)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return contents


def _write(
    archive: tarfile.TarFile, store: Store, blobs: Blobs, progress: Progress
) -> None:
    hashes: dict[str, str] = {}
    counts: dict[str, int] = {}
    with store.read() as session:
        connection = session.connection()
        known = rows.tables()
        for done, table in enumerate(known):
            progress("Rows", done, len(known))
            name = f"rows/{table.name}.jsonl"
            counts[table.name] = _write_rows(archive, name, connection, table, hashes)
        needed = list(
            session.scalars(
                select(Blob.sha256).where(Blob.refs > 0).order_by(Blob.sha256)
            )
        )
        head = session.get(AuditHead, 1)
        at = revision(connection)
    for done, sha256 in enumerate(needed):
        progress("Files", done, len(needed))
        data = blobs.get(sha256)
        _member(archive, f"blobs/{sha256}", io.BytesIO(data), len(data))
    manifest = {
        "format": _FORMAT,
        "tecum": VERSION,
        "revision": at,
        "created": now().isoformat(),
        "rows": counts,
        "hashes": hashes,
        "blobs": needed,
        "audit_hash": head.hash if head else audit.GENESIS,
    }
    text = json.dumps(manifest, indent=1).encode()
    _member(archive, _MANIFEST, io.BytesIO(text), len(text))


def _write_rows(
    archive: tarfile.TarFile,
    name: str,
    connection: Connection,
    table: Table,
    hashes: dict[str, str],
) -> int:
    digest, count = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as lines:
        for row in rows.dump(connection, table):
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            lines.write(line)
            count += 1
        size = lines.tell()
        lines.seek(0)
        _member(archive, name, lines, size)
    hashes[name] = digest.hexdigest()
    return count


def _member(archive: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, source)


def verify(path: Path, progress: Progress = _quiet) -> Contents:
    """Read a backup through and compare every hash.

    Raises:
        BadBackup: and where.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        wanted = dict(manifest["hashes"])
        wanted |= {f"blobs/{sha256}": sha256 for sha256 in manifest["blobs"]}
        for done, (name, sha256) in enumerate(wanted.items()):
            progress("Verifying", done, len(wanted))
            if _digest(archive, name) != sha256:
                raise BadBackup(f"{name} is not what was saved.")
    return Contents(
        dict(manifest["rows"]),
        len(manifest["blobs"]),
        manifest["audit_hash"],
        manifest["created"],
    )


def restore(
    store: Store, blobs: Blobs, source: Path, progress: Progress = _quiet
) -> Contents:
    """Restore a backup into an empty database, all or nothing, and verify the result.

    Raises:
        BadBackup: the file is damaged, of another version, or the database not empty.
    """
    contents = verify(source, progress)
    upgrade(store)
    with _opened(source) as archive:
        manifest = _manifest(archive)
        if manifest["revision"] != newest():
            raise BadBackup(
                f"It is of revision {manifest['revision']}, this is {newest()}: "
                f"restore it with Tecum {manifest['tecum']}, then upgrade."
            )
        for done, sha256 in enumerate(manifest["blobs"]):
            progress("Files", done, len(manifest["blobs"]))
            blobs.put(_bytes(archive, f"blobs/{sha256}"))
        _load(store, archive, contents, progress)
    return contents


def _load(
    store: Store, archive: tarfile.TarFile, contents: Contents, progress: Progress
) -> None:
    known = rows.tables()
    with store.begin() as session:
        connection = session.connection()
        _refuse_used(connection, known)
        session.execute(delete(AuditHead))
        for done, table in enumerate(known):
            progress("Rows", done, len(known))
            lines = _lines(archive, f"rows/{table.name}.jsonl")
            try:
                count = rows.load(connection, table, lines)
            except (SQLAlchemyError, ValueError) as error:
                kind = type(error).__name__
                raise BadBackup(f"{table.name} cannot be loaded ({kind}).") from None
            if count != contents.rows[table.name]:
                raise BadBackup(f"{table.name} has another number of rows.")
        broken = next(audit.verify(session), None)
        if broken:
            raise BadBackup(
                f"Its audit log is broken at {broken.seq}: {broken.message}"
            )


def _refuse_used(connection: Connection, known: tuple[Table, ...]) -> None:
    for table in known:
        used = connection.execute(select(table).limit(1)).first()
        if used is not None and table.name != AuditHead.__tablename__:
            raise BadBackup(f"The database is not empty ({table.name}).")


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:")
    except (tarfile.TarError, OSError):
        raise BadBackup(f"{path.name} is not a backup.") from None


def _manifest(archive: tarfile.TarFile) -> Json:
    try:
        manifest: Json = json.loads(_bytes(archive, _MANIFEST))
    except ValueError:
        raise BadBackup("Its manifest cannot be read.") from None
    if manifest.get("format") != _FORMAT:
        raise BadBackup("It is of another format.")
    return manifest


def _member_of(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = archive.extractfile(name)
    except (KeyError, tarfile.TarError):
        raise BadBackup(f"{name} is missing.") from None
    if found is None:
        raise BadBackup(f"{name} is no file.")
    return found


def _bytes(archive: tarfile.TarFile, name: str) -> bytes:
    return _member_of(archive, name).read()


def _digest(archive: tarfile.TarFile, name: str) -> str:
    return hashlib.file_digest(_member_of(archive, name), "sha256").hexdigest()  # type: ignore[arg-type]


def _lines(archive: tarfile.TarFile, name: str) -> Iterator[Json]:
    for line in _member_of(archive, name):
        yield json.loads(line)
