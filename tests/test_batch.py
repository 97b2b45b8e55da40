"""Many files at once: none stops the others, each is told apart."""

from pathlib import Path

import pytest

from extractor import batch
from extractor.batch import Outcome, Refusal
from extractor.check import load_profile
from extractor.process import Options, Screened
from extractor.read import ReadOptions

LETTER = b"To whom it may concern: please preserve the records of a@b.test for 90 days."


@pytest.fixture
def options() -> Options:
    return Options(load_profile("amazon"), ReadOptions(jobs=2))


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LETTER)
    found = [p.relative_to(tmp_path).as_posix() for p in batch.expand([tmp_path])]
    assert found == ["a.txt", "b.txt", "sub/c.txt"]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["/x/a.pdf", "/x/two/b.pdf"], ["a.pdf", "b.pdf"]),
        (
            ["/x/one/source.pdf", "/x/two/source.pdf", "/x/two/b.pdf"],
            ["one/source.pdf", "two/source.pdf", "two/b.pdf"],
        ),
    ],
)
def test_files_of_one_name_are_told_apart_by_their_folders(
    paths: list[str], names: list[str]
) -> None:
    assert batch.names(tuple(map(Path, paths))) == tuple(names)


def test_a_bad_file_never_stops_the_others(tmp_path: Path, options: Options) -> None:
    files = {
        "1.txt": LETTER,
        "2.pdf": b"%PDF-1.7 broken",
        "3.txt": b"",
        "4.txt": LETTER,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    seen: list[Outcome] = []
    outcomes = batch.run(batch.expand([tmp_path]), options, jobs=2, done=seen.append)
    codes = [o.result.code if isinstance(o.result, Refusal) else "ok" for o in outcomes]
    assert codes == ["ok", "broken", "empty", "ok"]
    assert {o.name for o in seen} == set(files)


def test_a_defect_of_ours_is_a_coded_refusal(
    tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, filename: str, options: Options) -> Screened:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "screen", fail)
    (tmp_path / "a.txt").write_bytes(LETTER)
    (outcome,) = batch.run(batch.expand([tmp_path]), options, jobs=1, done=str)
    assert isinstance(outcome.result, Refusal)
    assert outcome.result.code == "internal_error"


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, options: Options
) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(options.reading.limits.upload + 1)
    (outcome,) = batch.run((huge,), options, jobs=1, done=str)
    assert isinstance(outcome.result, Refusal)
    assert outcome.result.code == "too_large"
