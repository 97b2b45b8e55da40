"""A reading is kept by what was read, by whom and how; anything doubtful is a miss."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document, Gap
from extractor.errors import ReaderCrashed
from extractor.read import cache
from extractor.read.limits import Limits
from extractor.read.options import ReadOptions
from extractor.read.reading import read
from extractor.read.sandbox import Entry

TEXT = b"SUBPOENA\nto the custodian\n\fRider A\n1. All records."
NOWHERE = Entry("no_such_module")


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_second_reading_starts_no_child_and_is_equal(tmp_path: Path) -> None:
    options = ReadOptions(cache=tmp_path / "new")
    first = read(TEXT, "first.txt", options)
    assert read(TEXT, "first.txt", options, NOWHERE) == first
    again = read(TEXT, "second.txt", options, NOWHERE)
    assert again == replace(first, filename="second.txt")
    assert [path.suffix for path in entries(tmp_path)] == [".json"]
    assert entries(tmp_path)[0].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "other",
    [
        {"ocr": "always"},
        {"engine": "pytesseract"},
        {"sandbox": "off"},
        {"limits": Limits(pages=1)},
    ],
)
def test_another_way_to_read_is_another_entry(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    options = ReadOptions(cache=tmp_path)
    read(TEXT, "a.txt", options)
    with pytest.raises(ReaderCrashed):
        read(TEXT, "a.txt", replace(options, **other), NOWHERE)


def test_other_readers_are_another_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ReadOptions(cache=tmp_path)
    blank = Document("0" * 64, "a", "", (), "", ())
    before = cache.key(blank, options)
    monkeypatch.setattr(cache, "_readers", lambda: "newer")
    assert cache.key(blank, options) != before


def spoil(text: str, name: str, value: object) -> str:
    return json.dumps(json.loads(text) | {name: value})


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text[:0],
        lambda text: text[:-20],
        lambda text: text[:0] + "[]",
        lambda text: text[:0] + "null",
        lambda text: "[" * 100_000 + text,
        lambda text: spoil(text, "pages", []),
        lambda text: spoil(text, "pages", [{"number": "x"}]),
        lambda text: spoil(text, "notes", 5),
        lambda text: spoil(text, "gaps", [[1]]),
        lambda text: spoil(text, "ocr", None),
        lambda text: text.replace("SUBPOENA", "\\u0000"),
    ],
    ids=range(11),
)
def test_a_spoilt_entry_is_read_anew(
    tmp_path: Path, spoilt: Callable[[str], str]
) -> None:
    options = ReadOptions(cache=tmp_path)
    first = read(TEXT, "a.txt", options)
    (entry,) = entries(tmp_path)
    whole = entry.read_text()
    entry.write_text(spoilt(whole))
    assert read(TEXT, "a.txt", options) == first
    assert entry.read_text() == whole


@pytest.mark.parametrize("code", ["timed_out", "reader_crashed", "out_of_memory"])
def test_a_reading_with_passing_gaps_is_not_kept(tmp_path: Path, code: str) -> None:
    options = ReadOptions(cache=tmp_path)
    document = read(TEXT, "a.txt", ReadOptions())
    cache.store(replace(document, gaps=(Gap(3, code),)), "name", options)
    assert entries(tmp_path) == []


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert read(TEXT, "a.txt", ReadOptions(cache=in_the_way)).pages
