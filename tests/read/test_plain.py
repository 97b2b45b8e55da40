"""Plain text on the grid."""

import pytest

from extractor.errors import UnsupportedType
from extractor.read.plain import decode, split_pages
from tests.read.opened import document, texts


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve".encode(), "naïve"),
        ("naïve".encode("cp1252"), "naïve"),
        ("naïve".encode("utf-8-sig"), "naïve"),
        ("naïve".encode("utf-16"), "naïve"),
        (b"a" * 300 + b"\x07", "a" * 300 + " "),
    ],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02", bytes(100), b"\x81\x8d\x8f\x90"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedType):
        decode(data)


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (b"one\ftwo", ["one", "two"]),
        (b"\fone", ["one"]),
        (b"one\r\ntwo\rthree", ["one\ntwo\nthree"]),
        (b"one\n--- page 2 ---\ntwo", ["one", "two"]),
        (b"one\n\n\ntwo", ["one\n\ntwo"]),
    ],
)
def test_pages_and_blocks(data: bytes, pages: list[str]) -> None:
    assert texts(data) == pages


def test_a_line_too_long_to_print_is_folded_and_stays_one_line() -> None:
    read = document(b"word " * 200 + b"\nnext")
    assert read.text == " ".join(["word"] * 200) + "\nnext"
    assert len({w.box.top for w in read.words}) > 5
    assert read.words[-1].box.top > read.words[-2].box.top
    assert read.pages[0].width == 612.0


def test_a_wide_table_is_not_folded() -> None:
    read = document(b"left" + b" " * 130 + b"right")
    assert len({w.box.top for w in read.words}) == 1


@pytest.mark.parametrize(
    "data", [b"line\n" * 5000, b"word " * 50_000, b"x" * 200_000], ids=len
)
def test_endless_text_comes_in_pages_and_loses_nothing(data: bytes) -> None:
    read = document(data)
    assert len(read.pages) > 2
    assert "".join(read.text.split()) == "".join(data.decode().split())
    assert max(len(page.words) for page in read.pages) <= 20_000


HEADER = "Case 2:26-mc-00004-ABC   Document 7-1   Filed 03/02/26   Page {} of 3\n"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (HEADER.format(1) + "one\n" + HEADER.format(2) + "two", 2),
        ("EXHIBIT C\n" + HEADER.format(1) + "one\n" + HEADER.format(2) + "two", 2),
        ("A letter.\n" * 40 + HEADER.format(1) + "one\n" + HEADER.format(2), 3),
    ],
)
def test_a_filing_header_opens_a_page_and_may_stand_below_a_heading(
    text: str, pages: int
) -> None:
    assert len(split_pages(text)) == pages
