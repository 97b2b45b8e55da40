"""A reader that fails, through the real seam: each fault ends in its code."""

import time
from dataclasses import replace
from typing import Literal

import pytest

from extractor.document import Document, Gap
from extractor.errors import (
    BY_CODE,
    ExtractorError,
    NoEngine,
    NoPages,
    NoText,
    OutOfMemory,
    PasswordProtected,
    ReaderCrashed,
    TimedOut,
)
from extractor.read.limits import Limits
from extractor.read.reading import pictures, read
from extractor.read.sandbox import Entry, bubblewrap_works, landlock_works
from tests.faults.conftest import HASTY, OPTIONS, Take

Level = Literal["auto", "off"]
LEVELS: tuple[Level, ...] = ("auto", "off")


def texts(document: Document) -> list[str]:
    return [" ".join(w.text for w in page.words) for page in document.pages]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("abort", "reader_crashed"),
        ("allocate", "out_of_memory"),
        ("deep", "reader_crashed"),
        ("many-words", "too_large"),
        ("nan", "broken"),
        ("import", "reader_crashed"),
        ("lie", "reader_crashed"),
        ("nonsense", "reader_crashed"),
        ("password", "password_protected"),
        ("raise", "broken"),
        ("recurse", "broken"),
        ("twice", "reader_crashed"),
        ("ocr:abort", "reader_crashed"),
        ("ocr:allocate", "out_of_memory"),
        ("ocr:nan", "broken"),
        ("ocr:no-engine", "no_ocr_engine"),
    ],
)
def test_a_page_that_fails_is_a_gap_with_its_code_and_the_rest_is_read(
    take: Take, deed: str, code: str, level: Level
) -> None:
    document = take("ok", deed, "ok", options=replace(OPTIONS, sandbox=level))
    assert document.gaps == (Gap(2, code),)
    assert texts(document) == ["page 1 ok", "page 3 ok"]


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("deed", ["loop", "ocr:loop"])
def test_a_page_that_never_ends_is_a_gap(take: Take, deed: str, level: Level) -> None:
    document = take("ok", deed, "ok", options=replace(HASTY, sandbox=level))
    assert document.gaps == (Gap(2, "timed_out"),)
    assert len(document.pages) == 2


@pytest.mark.slow
def test_an_answer_without_end_is_cut_off(take: Take) -> None:
    assert take("long", "ok").gaps == (Gap(1, "reader_crashed"),)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("abort", ReaderCrashed),
        ("allocate", OutOfMemory),
        ("nonsense", ReaderCrashed),
        ("password", PasswordProtected),
        ("raise", BY_CODE["broken"]),
    ],
)
def test_an_upload_that_fails_to_open_is_refused_with_its_code(
    take: Take, deed: str, error: type[ExtractorError]
) -> None:
    with pytest.raises(error):
        take(f"at-open:{deed}")


@pytest.mark.slow
def test_an_upload_that_never_opens_is_refused(take: Take) -> None:
    limits = Limits(wall_base_s=1.0)
    with pytest.raises(TimedOut):
        take("at-open:loop", options=replace(OPTIONS, limits=limits))


@pytest.mark.slow
def test_when_time_is_up_the_pages_left_are_gaps(take: Take) -> None:
    limits = Limits(ocr_page_s=5.0, wall_base_s=1.0, wall_page_s=0.2)
    begun = time.monotonic()
    document = take(
        "ok", *["ocr:loop"] * 4, options=replace(OPTIONS, limits=limits, jobs=2)
    )
    assert time.monotonic() - begun < 4
    assert document.gaps == tuple(Gap(n, "timed_out") for n in range(2, 6))


@pytest.mark.slow
def test_nothing_read_in_time_is_an_error(take: Take) -> None:
    with pytest.raises(TimedOut):
        take("ocr:loop", options=HASTY)


def test_a_document_that_kills_every_child_ends(take: Take) -> None:
    document = take("ok", *["abort"] * 30)
    assert document.gaps == tuple(Gap(n, "reader_crashed") for n in range(2, 32))


def test_no_pages_and_no_text_are_errors(take: Take) -> None:
    with pytest.raises(NoPages):
        take("no-pages")
    with pytest.raises(NoText):
        read(b"\f \f", "blank.txt", OPTIONS)
    with pytest.raises(NoEngine):
        take("ocr:no-engine")


def test_a_library_that_prints_does_not_speak_for_the_child(take: Take) -> None:
    assert texts(take("print", "ok")) == ["page 1 print", "page 2 ok"]


def test_a_librarys_words_do_not_cross(take: Take) -> None:
    with pytest.raises(ExtractorError) as caught:
        take("raise")
    assert "secret" not in str(caught.value)


def test_a_box_over_the_edge_is_cut_to_the_page(take: Take) -> None:
    (word,) = take("off-page").words
    assert (word.box.left, word.box.right) == (0.0, 612.0)


def test_half_characters_do_not_cross(take: Take) -> None:
    assert take("half-characters").text == "ab"


@pytest.mark.parametrize("level", ["bubblewrap", "landlock"])
@pytest.mark.parametrize("deed", ["connect", "passwords"])
def test_neither_network_nor_files_are_to_be_had(
    take: Take, deed: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if level == "landlock":
        monkeypatch.setattr("extractor.read.sandbox.bubblewrap_works", lambda: False)
        works = landlock_works()
    else:
        works = bubblewrap_works()
    if not works:
        pytest.skip(f"{level} does not work here")
    document = take("ok", deed)
    assert document.sandbox == level
    assert document.gaps == (Gap(2, "broken"),)


def test_a_process_left_behind_ends_with_the_child(take: Take) -> None:
    assert len(take("leave", "ok", options=replace(OPTIONS, sandbox="off")).pages) == 2


def test_an_orphan_that_holds_the_pipe_open_is_killed_in_time(take: Take) -> None:
    options = replace(HASTY, sandbox="off")
    assert take("ok", "hang-orphan", options=options).gaps[0].page == 2


def test_pages_are_recognised_by_several_children_in_page_order(take: Take) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, pages: int) -> None:
        told.append((done, pages))

    options = replace(OPTIONS, jobs=3, progress=progress)
    document = take(*["ocr:ok"] * 12, options=options)
    assert [page.number for page in document.pages] == list(range(1, 13))
    assert told == [(n, 12) for n in range(1, 13)]
    assert document == take(*["ocr:ok"] * 12, options=replace(OPTIONS, jobs=1))


def test_pages_over_the_limit_are_listed(take: Take) -> None:
    limits = Limits(pages=2)
    document = take("ok", "ok", "ok", options=replace(OPTIONS, limits=limits))
    assert len(document.pages) == 2
    assert document.gaps == (Gap(3, "over_page_limit"),)
    assert document.notes[-1].code == "over_page_limit"


def test_a_number_of_pages_beyond_listing_is_refused(take: Take) -> None:
    with pytest.raises(BY_CODE["too_large"]):
        take("ten-million")


def test_a_good_layer_is_kept_beside_the_gap_of_its_failed_ocr(take: Take) -> None:
    document = take("mixed:abort", "ok")
    assert document.gaps == (Gap(1, "reader_crashed"),)
    assert texts(document) == ["a good layer beside a picture", "page 2 ok"]


def test_ocr_is_never_or_only_where_there_is_a_picture(take: Take) -> None:
    assert take("ok", "ocr:abort", options=replace(OPTIONS, ocr="never")).gaps == ()
    assert take("ok", options=replace(OPTIONS, ocr="always")).ocr == ""


def test_pictures_come_page_by_page_and_a_failed_one_is_none(entry: Entry) -> None:
    data = b"ok\nok\nabort\nraise\nok"
    drawn = pictures(data, "x", OPTIONS, 90, entry)
    assert drawn == (b"\xff\xd8\xff90", None, None, None, b"\xff\xd8\xff90")
