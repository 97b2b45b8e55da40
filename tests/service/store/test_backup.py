import tarfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from service.cases.errors import BadBackup, BlobDamaged
from service.store import audit, backup, corrections, decisions, reports
from service.store.blobs import Blobs
from service.store.corrections import Proposed
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.store.schema import Request, metadata
from tests.service.databases import new_database
from tests.service.store.screened import screened, stored


def worked(store: Store, blobs: Blobs) -> str:
    """A request with every kind of row hanging on it."""
    request_id = screened(store, stored(store, blobs, sender="Zoë “Z” Ünal\n\\N"))
    with store.begin() as session:
        said = Proposed("instruments/0/fields/case_number", None, 1)
        corrections.correct(session, request_id, said, "ann")
    with store.begin() as session:
        decisions.decide(session, request_id, "reject", "ann", "no power")
    return request_id


def rows(store: Store) -> dict[str, list[object]]:
    with store.read() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return connect(f"sqlite:///{tmp_path}/restored.db")
    return connect(new_database(request.getfixturevalue("server")))


def test_a_backup_restores_into_either_database(
    store: Store, target: Store, blobs: Blobs, tmp_path: Path
) -> None:
    request_id = worked(store, blobs)
    made = backup.backup(store, blobs, tmp_path / "b.tar")
    elsewhere = Blobs(f"file://{tmp_path}/elsewhere")
    assert backup.restore(target, elsewhere, tmp_path / "b.tar") == made
    assert rows(target) == rows(store)
    assert list(elsewhere.names()) == list(blobs.names())
    with target.read() as session:
        view = reports.human_json(session, request_id)
        assert view["instruments"][0]["fields"]["case_number"]["value"] is None
        assert list(audit.verify(session)) == []
    with target.begin() as session:
        assert decisions.confirm(session, request_id, "bob").disposition == "reject"
    target.close()


def test_a_backup_is_for_its_owners_eyes(
    sqlite: Store, blobs: Blobs, tmp_path: Path
) -> None:
    backup.backup(sqlite, blobs, tmp_path / "b.tar")
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["rows/requests.jsonl", "blobs/", "manifest.json"])
def test_a_flipped_byte_is_noticed_and_nothing_is_restored(
    sqlite: Store, blobs: Blobs, tmp_path: Path, where: str
) -> None:
    worked(sqlite, blobs)
    path = tmp_path / "b.tar"
    backup.backup(sqlite, blobs, path)
    with tarfile.open(path) as archive:
        member = next(m for m in archive if m.name.startswith(where) and m.size)
    data = bytearray(path.read_bytes())
    data[member.offset_data + 5] ^= 1
    path.write_bytes(data)
    target = connect(f"sqlite:///{tmp_path}/restored.db")
    with pytest.raises(BadBackup):
        backup.restore(target, Blobs(f"file://{tmp_path}/elsewhere"), path)
    upgrade(target)
    with target.read() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0
    target.close()


@pytest.mark.parametrize("data", [b"", b"not a tar at all" * 100, bytes(20_480)])
def test_what_is_no_backup_is_refused(
    sqlite: Store, blobs: Blobs, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "b.tar"
    path.write_bytes(data)
    with pytest.raises(BadBackup):
        backup.restore(sqlite, blobs, path)


def test_a_database_in_use_is_not_overwritten(
    sqlite: Store, blobs: Blobs, tmp_path: Path
) -> None:
    worked(sqlite, blobs)
    backup.backup(sqlite, blobs, tmp_path / "b.tar")
    before = rows(sqlite)
    with pytest.raises(BadBackup, match="not empty"):
        backup.restore(sqlite, blobs, tmp_path / "b.tar")
    assert rows(sqlite) == before


def test_a_damaged_file_stops_the_backup_and_leaves_none(
    sqlite: Store, blobs: Blobs, tmp_path: Path
) -> None:
    worked(sqlite, blobs)
    name = next(blobs.names())
    next((tmp_path / "blobs").rglob(name)).write_bytes(b"forged")
    with pytest.raises(BlobDamaged):
        backup.backup(sqlite, blobs, tmp_path / "b.tar")
    assert list(tmp_path.glob("b.tar*")) == []
