import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from service.cases.errors import BlobDamaged, BlobMissing
from service.store import retention
from service.store.blobs import Attachment, Blobs, Stored, attach, attached, detach
from service.store.engine import Store
from service.store.schema import Blob
from tests.service.store.screened import new

NO_GRACE = timedelta(seconds=-1)


def test_the_same_bytes_are_stored_once_under_their_hash(blobs: Blobs) -> None:
    first, second = blobs.put(b"paper"), blobs.put(b"paper")
    assert first == second
    assert list(blobs.names()) == [first.sha256]
    assert blobs.get(first.sha256) == b"paper"


def test_a_large_file_is_stored_like_its_bytes(blobs: Blobs, tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    source = tmp_path / "source"
    source.write_bytes(data)
    assert blobs.put_file(source) == blobs.put(data)


def test_altered_and_missing_bytes_are_told_apart(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(b"paper")
    next((tmp_path / "blobs").rglob(kept.sha256)).write_bytes(b"forgery")
    with pytest.raises(BlobDamaged):
        blobs.get(kept.sha256)
    blobs.delete(kept.sha256)
    with pytest.raises(BlobMissing):
        blobs.get(kept.sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "/" * 64])
def test_a_name_that_is_no_hash_reaches_no_file(blobs: Blobs, name: str) -> None:
    with pytest.raises(BlobMissing):
        blobs.get(name)


def test_a_store_in_memory_serves_as_well(blobs: Blobs) -> None:
    elsewhere = Blobs("memory://tecum-test")
    elsewhere.check()
    kept = elsewhere.put(b"paper")
    assert elsewhere.get(kept.sha256) == b"paper"
    assert list(elsewhere.names()) == [kept.sha256]
    elsewhere.delete(kept.sha256)


def test_bytes_go_when_the_last_request_lets_go(store: Store, blobs: Blobs) -> None:
    kept = blobs.put(b"paper")
    for request_id in (first := new(store), second := new(store)):
        hang(store, request_id, kept)
    for request_id, left in ((first, [kept.sha256]), (second, [])):
        with store.begin() as session:
            row = attached(session, request_id, "original")
            assert row is not None
            detach(session, row)
        list(retention.sweep_blobs(store, blobs, grace=NO_GRACE))
        assert list(blobs.names()) == left
    with store.read() as session:
        assert session.get(Blob, kept.sha256) is None


def hang(store: Store, request_id: str, kept: Stored) -> None:
    with store.begin() as session:
        attach(session, request_id, Attachment("original", kept, "text/plain"))


def test_an_orphan_is_swept_only_when_it_is_old(store: Store, blobs: Blobs) -> None:
    kept = blobs.put(b"whose row is on its way")
    assert list(retention.sweep_blobs(store, blobs)) == []
    assert list(retention.sweep_blobs(store, blobs, grace=NO_GRACE)) == [kept.sha256]


def test_what_a_killed_writer_left_half_written_is_swept_when_it_is_old(
    store: Store, blobs: Blobs, tmp_path: Path
) -> None:
    half = tmp_path / "blobs" / "incoming" / "half"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half a pap")
    list(retention.sweep_blobs(store, blobs))
    assert half.exists()
    list(retention.sweep_blobs(store, blobs, grace=NO_GRACE))
    assert not half.exists()


def test_the_same_new_bytes_for_ten_requests_at_once_are_counted(
    store: Store, blobs: Blobs
) -> None:
    kept = blobs.put(b"paper")
    ids = [new(store) for _ in range(10)]
    threads = [threading.Thread(target=hang, args=(store, i, kept)) for i in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        assert session.get_one(Blob, kept.sha256).refs == 10


def test_two_sweeps_at_once_do_not_trip_over_each_other(
    store: Store, blobs: Blobs
) -> None:
    for number in range(20):
        blobs.put(b"orphan %d" % number)
    with ThreadPoolExecutor(4) as pool:
        sweeps = [
            pool.submit(
                lambda: list(retention.sweep_blobs(store, blobs, grace=NO_GRACE))
            )
            for _ in range(4)
        ]
    assert {name for sweep in sweeps for name in sweep.result()}
    assert list(blobs.names()) == []


class WantedMeanwhile(Blobs):
    """A store where somebody needs the bytes just after the sweep has looked."""

    def __init__(self, url: str, store: Store, request_id: str) -> None:
        super().__init__(url)
        self.wanting = (store, request_id)

    def older(self, sha256: str, moment: datetime) -> bool:
        hang(*self.wanting, Stored(sha256, 5))
        return super().older(sha256, moment)


def test_bytes_wanted_while_they_are_swept_stay(store: Store, tmp_path: Path) -> None:
    blobs = WantedMeanwhile(f"file://{tmp_path}/blobs", store, new(store))
    kept = Blobs(f"file://{tmp_path}/blobs").put(b"paper")
    assert list(retention.sweep_blobs(store, blobs, grace=NO_GRACE)) == []
    assert blobs.get(kept.sha256) == b"paper"
