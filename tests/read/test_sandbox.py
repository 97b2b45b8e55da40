"""The wall around the child: the best there is, and honestly named."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import Empty, NoSandbox, ReaderCrashed, TooLarge
from extractor.read import landlock, places, probe, sandbox, seccomp, tools
from extractor.read.limits import Limits
from extractor.read.options import ReadOptions
from extractor.read.reading import pictures, read


def have(monkeypatch: pytest.MonkeyPatch, *, bwrap: bool, landlock: bool) -> None:
    monkeypatch.setattr(sandbox, "bubblewrap_works", lambda: bwrap)
    monkeypatch.setattr(sandbox, "landlock_works", lambda: landlock)


@pytest.mark.parametrize(
    ("bwrap", "lock", "wanted", "expected"),
    [
        (True, True, "auto", "bubblewrap"),
        (True, True, "require", "bubblewrap"),
        (False, True, "auto", "landlock"),
        (False, True, "require", "landlock"),
        (False, False, "auto", "rlimits"),
        (True, True, "off", "rlimits"),
    ],
)
def test_the_best_wall_is_taken(
    monkeypatch: pytest.MonkeyPatch, bwrap: bool, lock: bool, wanted: str, expected: str
) -> None:
    have(monkeypatch, bwrap=bwrap, landlock=lock)
    assert sandbox.level(wanted) == expected  # type: ignore[arg-type]


def test_a_required_wall_that_is_not_there_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have(monkeypatch, bwrap=False, landlock=False)
    with pytest.raises(NoSandbox):
        read(b"text", "a.txt", ReadOptions(sandbox="require"))


def test_a_bubblewrap_that_fails_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not sandbox.bubblewrap_works.__wrapped__()
    fake.unlink()
    assert not sandbox.bubblewrap_works.__wrapped__()


@pytest.mark.parametrize(
    ("bwrap", "lock"), [(True, True), (False, True), (False, False)]
)
def test_a_text_is_read_the_same_within_every_wall(
    monkeypatch: pytest.MonkeyPatch, bwrap: bool, lock: bool
) -> None:
    if bwrap and not sandbox.bubblewrap_works():
        pytest.skip("bubblewrap does not work here")
    if lock and not bwrap and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    have(monkeypatch, bwrap=bwrap, landlock=lock)
    document = read(b"one two\nthree", "../a.txt", ReadOptions())
    assert (document.text, document.filename) == ("one two\nthree", "a.txt")
    assert document.media == "text"
    assert document.gaps == ()


@pytest.mark.parametrize("take", [read, pictures])
def test_size_is_looked_at_first(
    monkeypatch: pytest.MonkeyPatch, take: Callable[..., object]
) -> None:
    def no_child(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(tools, "start", no_child)
    with pytest.raises(Empty):
        take(b"", "a.pdf", ReadOptions())
    with pytest.raises(TooLarge):
        take(b"12345", "a.pdf", ReadOptions(limits=Limits(upload=4)))


def test_a_child_that_cannot_be_started_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(tools, "start", full)
    with pytest.raises(ReaderCrashed):
        read(b"text", "a.txt", ReadOptions())


def test_without_processes_for_more_the_first_child_reads_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start, started = tools.start, []

    def once(*told: object) -> tools.Process:
        if started:
            raise BlockingIOError
        started.append(told)
        return start(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(tools, "start", once)
    text = "\f".join(f"page {n}" for n in range(200)).encode()
    assert len(read(text, "a.txt", ReadOptions(jobs=4)).pages) == 200


def test_a_child_starts_in_less_than_half_a_second() -> None:
    read(b"warm", "a.txt", ReadOptions())
    times = []
    for _ in range(3):
        begun = time.monotonic()
        read(b"text", "a.txt", ReadOptions())
        times.append(time.monotonic() - begun)
    assert min(times) < 0.4


def test_the_child_may_read_no_home_and_no_other_project() -> None:
    allowed = [Path(path) for path in places.readable()]
    root = Path(__file__).parents[2]
    for secret in (Path.home(), root, root / "tests", Path("/etc/passwd"), Path("/")):
        assert not any(secret.is_relative_to(path) for path in allowed)
    assert any(places.package().is_relative_to(path) for path in allowed)


def test_the_environment_tells_the_child_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOME_TOKEN", "secret")
    assert "secret" not in places.environment("/tmp").values()  # noqa: S108


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_filter_is_whole_instructions_within_jumping_distance(machine: str) -> None:
    code = seccomp.program(machine)
    assert len(code) % 8 == 0
    assert len(code) // 8 < 256
    assert seccomp.program("vax") == b""


def test_a_probe_tells_what_is_missing_and_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have(monkeypatch, bwrap=False, landlock=False)
    monkeypatch.setattr(tools, "output", lambda *_: None)
    probed = {entry.name: entry for entry in probe()}
    assert (probed["sandbox"].value, probed["sandbox"].ok) == ("rlimits", False)
    assert probed["tesseract"].remedy == "sudo apt-get install tesseract-ocr"
    assert all(entry.remedy for entry in probed.values() if not entry.ok)


def test_a_probe_of_this_machine_names_the_wall_in_force() -> None:
    assert probe()[0].value == sandbox.level("auto")
