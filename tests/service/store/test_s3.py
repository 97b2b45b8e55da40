"""Blobs in a bucket, spoken to over HTTP as any S3 is."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from service.cases.errors import BlobDamaged, BlobMissing
from service.store import retention
from service.store.blobs import Attachment, Blobs, attach
from service.store.columns import now
from service.store.engine import Store
from tests.service.office import PAPER, opened
from tests.service.store.screened import new

Bucket = Any  # made by boto3 as it goes
BUCKET = "tecum-blobs"
KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}
NO_GRACE = timedelta(seconds=-2)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """Somebody else's view of the bucket, which is empty at first."""
    for name, value in {**KEYS, "AWS_ENDPOINT_URL_S3": endpoint}.items():
        monkeypatch.setenv(name, value)
    made = boto3.resource("s3").Bucket(BUCKET)
    made.create()
    yield made
    made.objects.all().delete()
    made.delete()


@pytest.fixture
def s3(bucket: Bucket) -> Blobs:
    return Blobs(f"s3://{BUCKET}/prod")


def test_what_is_stored_is_read_back_listed_and_deleted(s3: Blobs) -> None:
    s3.check()
    first, second = s3.put(b"paper"), s3.put(b"paper")
    assert first == second
    assert s3.has(first.sha256)
    assert s3.get(first.sha256) == b"paper"
    assert list(s3.names()) == [first.sha256]
    s3.delete(first.sha256)
    s3.delete(first.sha256)
    assert not s3.has(first.sha256)
    with pytest.raises(BlobMissing):
        s3.get(first.sha256)


@pytest.mark.slow
def test_a_file_of_many_parts_arrives_whole(s3: Blobs, tmp_path: Path) -> None:
    data = bytes(range(256)) * (440 << 10)
    source = tmp_path / "source.pdf"
    source.write_bytes(data)
    kept = s3.put_file(source)
    assert kept.size == len(data) > 2 * (50 << 20)
    assert s3.get(kept.sha256) == data


def test_nothing_lies_about_but_the_bytes_under_their_hash(
    s3: Blobs, bucket: Bucket, tmp_path: Path
) -> None:
    source = tmp_path / "letter.txt"
    source.write_bytes(b"letter")
    kept = [s3.put(b"paper").sha256, s3.put_file(source).sha256]
    keys = sorted(item.key for item in bucket.objects.all())
    assert keys == sorted(f"prod/{sha256[:2]}/{sha256}" for sha256 in kept)


def test_what_another_machine_stores_or_alters_is_seen_at_once(
    s3: Blobs, bucket: Bucket
) -> None:
    kept = s3.put(b"paper")
    assert list(s3.names()) == [kept.sha256]
    key = f"prod/{kept.sha256[:2]}/{kept.sha256}"
    bucket.Object(key).put(Body=b"forgery")
    with pytest.raises(BlobDamaged):
        s3.get(kept.sha256)
    bucket.Object(key).delete()
    assert not s3.has(kept.sha256)
    bucket.Object(key).put(Body=b"paper")
    assert s3.get(kept.sha256) == b"paper"


def test_a_bucket_that_is_not_there_is_missed_and_never_made(
    s3: Blobs, bucket: Bucket
) -> None:
    elsewhere = Blobs("s3://misspelt/prod")
    with pytest.raises(FileNotFoundError):
        elsewhere.check()
    names = [each.name for each in boto3.resource("s3").buckets.all()]
    assert names == [bucket.name]


def test_threads_store_the_same_and_other_bytes_at_once(s3: Blobs) -> None:
    papers = [b"paper %d" % (number % 5) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        kept = {one.sha256 for one in pool.map(s3.put, papers)}
    assert set(s3.names()) == kept
    assert len(kept) == 5


def test_the_sweep_takes_orphans_and_leaves_what_is_needed(
    s3: Blobs, sqlite: Store
) -> None:
    needed, orphan = s3.put(b"paper"), s3.put(b"nobody's")
    request_id = new(sqlite)
    with sqlite.begin() as session:
        attach(session, request_id, Attachment("original", needed, "text/plain"))
    assert list(retention.sweep_blobs(sqlite, s3)) == []
    swept = list(retention.sweep_blobs(sqlite, s3, grace=NO_GRACE))
    assert swept == [orphan.sha256]
    assert list(s3.names()) == [needed.sha256]
    assert s3.older(needed.sha256, now() + timedelta(hours=1))


def test_the_service_keeps_uploads_there_and_gives_them_back(
    s3: Blobs, tmp_path: Path
) -> None:
    with opened(tmp_path, blob_url=f"s3://{BUCKET}/prod") as office:
        told = office.upload().json()
        original = office.get(f"/v1/requests/{told['id']}/document")
        checks = {one["name"]: one for one in office.get("/readyz").json()["checks"]}
    assert original.content == PAPER.encode()
    assert original.headers["content-disposition"].startswith("attachment")
    assert list(s3.names()) == [told["sha256"]]
    assert checks["blobs"]["ok"]
    assert not (tmp_path / "blobs").exists()
