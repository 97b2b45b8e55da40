"""A form is read as it arrives, however it is cut, and leaves nothing when it fails."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.intake.errors import UploadTooLarge, UploadTooSlow
from service.intake.multipart import Form, FormLimits, receive
from service.intake.staging import SUFFIX, Staging, sweep

TYPE = "multipart/form-data; boundary=cut"
LIMITS = FormLimits(file_bytes=1_000_000, files=3, seconds=5.0)


def body(data: bytes) -> bytes:
    head = 'Content-Disposition: form-data; name="'
    return (
        (
            f'--cut\r\n{head}channel"\r\n\r\nfax\r\n'
            f'--cut\r\n{head}file"; filename="a.pdf"\r\n\r\n'
        ).encode()
        + data
        + b"\r\n--cut--\r\n"
    )


async def chunked(whole: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def read(folder: Path, chunks: AsyncIterator[bytes], limits: FormLimits) -> Form:
    async def run() -> Form:
        async with receive(TYPE, chunks, folder, limits) as form:
            for staged in form.files:
                data = staged.path.read_bytes()
                assert hashlib.sha256(data).hexdigest() == staged.sha256
                assert len(data) == staged.size
            return form

    return asyncio.run(run())


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    data=st.binary(max_size=300) | st.just(b"\r\n--cut\r\n--cu"),
    size=st.integers(1, 60),
)
def test_however_a_form_is_cut_the_file_is_the_same(
    tmp_path: Path, data: bytes, size: int
) -> None:
    if b"\r\n--cut" in data:
        data = data.replace(b"--cut", b"--CUT")
    form = read(tmp_path, chunked(body(data), size), LIMITS)
    (staged,) = form.files
    assert staged.sha256 == hashlib.sha256(data).hexdigest()
    assert form.fields == {"channel": "fax"}
    assert list(tmp_path.iterdir()) == []


def test_reading_stops_where_the_limit_is_passed(tmp_path: Path) -> None:
    asked = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal asked
        yield body(b"").removesuffix(b"\r\n--cut--\r\n")
        while True:
            asked += 1
            yield bytes(100_000)

    with pytest.raises(UploadTooLarge, match="1000000 bytes are allowed"):
        read(tmp_path, endless(), LIMITS)
    assert asked == 11
    assert list(tmp_path.iterdir()) == []


def test_a_sender_that_stalls_is_given_up(tmp_path: Path) -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield body(b"abc")[:-20]
        await asyncio.sleep(60)

    with pytest.raises(UploadTooSlow):
        read(tmp_path, stalled(), FormLimits(1000, 1, seconds=0.05))
    assert list(tmp_path.iterdir()) == []


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    head = b'Content-Disposition: form-data; name="file"; filename="a"'
    part = b"--cut\r\n" + head + b"\r\n\r\nx\r\n"
    with pytest.raises(UploadTooLarge, match="3 files"):
        read(tmp_path, chunked(part * 4 + b"--cut--", 1000), LIMITS)
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_server_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    with Staging(tmp_path, 100) as staging:
        staging.write(b"half")
        assert sweep(tmp_path, older_than_s=3600) == 0
        (left,) = tmp_path.glob(f"*{SUFFIX}")
        assert left.read_bytes() in (b"", b"half")
        assert sweep(tmp_path, older_than_s=-1) == 1
    assert sweep(tmp_path / "nowhere", older_than_s=0) == 0
