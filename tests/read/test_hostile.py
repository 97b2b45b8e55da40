"""Hostile uploads through the real reader: each ends in its code, nothing is left."""

import gc
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.document import Document
from extractor.errors import ExtractorError
from extractor.read import ReadOptions, read
from extractor.read.limits import Limits
from tests.read import hostile

QUICK = Limits(wall_base_s=8.0, wall_page_s=0.05, ocr_page_s=4.0)
_MIB = 1 << 20


def _children() -> set[str]:
    """Processes this one has started and not yet seen the end of."""
    own = str(os.getpid())
    found: set[str] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rpartition(")")[2].split()[1] == own:
                found.add(stat.parent.name)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _memory(name: str) -> int:
    """A line of this process's status, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def screened(
    data: bytes, name: str, limits: Limits, folder: Path
) -> Document | ExtractorError:
    """Read under watch: of time, of memory, of processes, of files."""
    children, began = _children(), time.monotonic()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    try:
        outcome: Document | ExtractorError = read(
            data, name, ReadOptions(jobs=2, limits=limits)
        )
    except ExtractorError as error:
        outcome = error
    assert time.monotonic() - began < limits.wall_s(limits.pages) + 5
    assert _memory("VmHWM") - before < 50 * _MIB
    assert _children() <= children
    assert list(folder.iterdir()) == []
    return outcome


REFUSED: list[tuple[str, str, Callable[[], bytes], set[str]]] = [
    ("empty", "a.pdf", lambda: b"", {"empty"}),
    ("one byte", "a.pdf", lambda: b"\x00", {"unsupported_type"}),
    (
        "renamed program",
        "warrant.pdf",
        lambda: b"\x7fELF" + bytes(99),
        {"unsupported_type"},
    ),
    ("only a header", "a.pdf", lambda: b"%PDF-1.7\n", {"broken", "no_pages"}),
    ("truncated PNG", "a.png", lambda: hostile.png()[:2000], {"broken"}),
    ("truncated DOCX", "a.docx", lambda: hostile.climbing_names()[:-30], {"broken"}),
    ("encrypted PDF", "a.pdf", hostile.encrypted_pdf, {"password_protected"}),
    (
        "page tree loop",
        "a.pdf",
        hostile.page_tree_loop,
        {"broken", "hostile", "no_pages"},
    ),
    ("huge PNG", "a.png", hostile.huge_png, {"too_large"}),
    ("zip bomb", "a.docx", hostile.zip_bomb, {"hostile"}),
    ("entities", "a.docx", hostile.entities, {"hostile"}),
    ("entity of a file", "a.docx", hostile.outside_entity, {"hostile"}),
    ("bottomless mail", "a.eml", lambda: hostile.mail_in_mail(5000), {"hostile"}),
    (
        "nested Flate bomb",
        "a.pdf",
        hostile.nested_flate_bomb,
        {"hostile", "too_large", "timed_out", "out_of_memory", "no_text"},
    ),
    (
        "form twice within itself",
        "a.pdf",
        lambda: hostile.self_referring_form(2),
        # On a fast machine it is out of memory before it is out of time.
        {"hostile", "timed_out", "reader_crashed"},
    ),
    ("500 blank frames", "a.tif", lambda: hostile.tiff(500), {"no_text"}),
    ("501 frames", "a.tif", lambda: hostile.tiff(501), {"too_large", "no_text"}),
    ("too many bytes", "a.pdf", lambda: bytes(51 * _MIB), {"too_large"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make", "codes"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_a_hostile_upload_is_refused_with_its_code(
    name: str, make: Callable[[], bytes], codes: set[str], temporary: Path
) -> None:
    outcome = screened(make(), name, QUICK, temporary)
    assert isinstance(outcome, ExtractorError), outcome
    assert outcome.code in codes


def _truncated() -> bytes:
    data = hostile.plain_pdf()
    return data[: data.index(b"xref")]


READ: list[tuple[str, str, Callable[[], bytes]]] = [
    ("PDF named as text", "notes.txt", hostile.plain_pdf),
    ("text named as PDF", "a.pdf", lambda: b"Subpoena to the custodian of records"),
    ("PDF without its table", "a.pdf", _truncated),
    ("form within itself", "a.pdf", lambda: hostile.self_referring_form(1)),
    ("climbing entries", "a.docx", hostile.climbing_names),
    ("mail three deep", "a.eml", lambda: hostile.mail_in_mail(3)),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make"), [case[1:] for case in READ], ids=[case[0] for case in READ]
)
def test_an_odd_upload_is_read_all_the_same(
    name: str, make: Callable[[], bytes], temporary: Path
) -> None:
    outcome = screened(make(), name, QUICK, temporary)
    assert isinstance(outcome, Document), outcome
    assert outcome.text
    assert outcome.gaps == ()


@pytest.mark.slow
def test_of_very_many_pages_the_first_are_read_and_the_rest_is_listed(
    temporary: Path,
) -> None:
    limits = Limits(pages=5, wall_base_s=20.0)
    outcome = screened(hostile.very_many_pages(), "a.pdf", limits, temporary)
    if isinstance(outcome, ExtractorError):
        assert outcome.code in ("too_large", "hostile")
        return
    assert len(outcome.pages) == 5
    assert {gap.code for gap in outcome.gaps} == {"over_page_limit"}


@pytest.mark.slow
def test_three_million_text_operators_cost_no_more_than_the_limits(
    temporary: Path,
) -> None:
    outcome = screened(hostile.endless_text(), "a.pdf", QUICK, temporary)
    if isinstance(outcome, Document):
        assert len(outcome.words) <= QUICK.page_words
    else:
        # Under the address limit the PDF library may abort before it can refuse.
        assert outcome.code in {"too_large", "hostile", "timed_out", "reader_crashed"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\warrant.pdf", "warrant.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("rider\u202efdp.exe", "riderfdp.exe"),
        ("", "upload"),
    ],
)
def test_a_hostile_name_is_only_ever_shown(
    name: str, shown: str, temporary: Path
) -> None:
    outcome = screened(b"Subpoena", name, QUICK, temporary)
    assert isinstance(outcome, Document)
    assert outcome.filename == shown
