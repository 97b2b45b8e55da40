"""The seam: fault sources under a folder of this run's own, and nothing left behind."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.document import Document
from extractor.read.limits import Limits
from extractor.read.options import ReadOptions
from extractor.read.reading import read
from extractor.read.sandbox import Entry

OPTIONS = ReadOptions(jobs=2)
HASTY = ReadOptions(
    jobs=2, limits=Limits(ocr_page_s=1.0, wall_base_s=8.0, wall_page_s=1.0)
)

Take = Callable[..., Document]
Children = Callable[[], set[int]]


@pytest.fixture(scope="session")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    folder = tmp_path_factory.mktemp("faults")
    shutil.copy(Path(__file__).parent / "sources.py", folder)
    return Entry("sources", (str(folder),))


@pytest.fixture
def take(entry: Entry) -> Take:
    def take(*lines: str, options: ReadOptions = OPTIONS) -> Document:
        return read("\n".join(lines).encode(), "fault.txt", options, entry)

    return take


@pytest.fixture
def children(entry: Entry) -> Children:
    def children() -> set[int]:
        """Processes started for our entry, by whatever parent they have now."""
        return set(_running(entry.folders[0].encode()))

    return children


def _running(folder: bytes) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if folder in words:
            yield int(path.parent.name)


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.fixture(autouse=True)
def nothing_is_left(
    children: Children, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = descriptors()
    yield
    until = time.monotonic() + 3
    while children() and time.monotonic() < until:
        time.sleep(0.02)
    assert children() == set()
    assert descriptors() == before
    assert list(tmp_path.iterdir()) == []
