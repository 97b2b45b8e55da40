"""What a child says is believed only after a check."""

import copy
import json
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import (
    FormField,
    Mark,
    MarkKind,
    Note,
    Origin,
    Page,
    Table,
    Word,
)
from extractor.errors import BY_CODE, Broken, TooLarge
from extractor.geometry import Box
from extractor.read import protocol
from extractor.read.codec import (
    Json,
    Malformed,
    decode_note,
    decode_page,
    decode_planned,
    encode_note,
    encode_page,
    encode_planned,
)
from extractor.read.limits import Limits
from extractor.read.plain import lay_out
from extractor.read.source import Planned

LIMITS = Limits()
BOX = Box(1, 10.25, 20.5, 30.75, 40.0)
PAGE = Page(
    number=1,
    width=612.0,
    height=792.0,
    origin=Origin.MIXED,
    reason="a picture without text",
    quality=0.875,
    rotation=90,
    words=(Word("Записи", BOX, 0.5, 0, 0), Word("of", BOX, 1.0, 1, 0)),
    marks=(Mark(MarkKind.INK, BOX),),
    tables=(Table(1, (("a", ""), ("b", "c")), ((BOX, None), (BOX, BOX))),),
    form_fields=(FormField(1, "Name", "Yes", BOX),),
    file="rider.pdf",
)


def told(page: Page = PAGE) -> Json:
    return json.loads(protocol.answer(encode_page(page, LIMITS)))


@pytest.mark.parametrize(
    "page", [PAGE, lay_out("two words\n\nthree more words", 1), lay_out("", 1)]
)
def test_a_page_comes_back_as_it_went(page: Page) -> None:
    assert decode_page(told(page), 1, LIMITS) == page


@pytest.mark.parametrize("flags", [(True, False), (False, True)])
def test_a_planned_page_comes_back_as_it_went(flags: tuple[bool, bool]) -> None:
    planned = Planned(PAGE, *flags)
    line = protocol.answer(encode_planned(planned, LIMITS))
    assert decode_planned(protocol.parse(line, LIMITS), 1, LIMITS) == planned


def test_a_note_comes_back_as_it_went() -> None:
    for note in (Note("repaired", "the file was mended"), Note("script", "runs", 2)):
        assert decode_note(encode_note(note), 2) == note


def put(*path: str | int, value: object) -> Callable[[Json], None]:
    def change(raw: Json) -> None:
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = value

    return change


WRONG: dict[str, Callable[[Json], None]] = {
    "another page": put("number", value=2),
    "no width": put("width", value=0),
    "endless width": put("width", value=math.inf),
    "width of text": put("width", value="612"),
    "width of truth": put("width", value=True),
    "unknown origin": put("origin", value="dream"),
    "origin of a list": put("origin", value=[]),
    "quality over one": put("quality", value=1.5),
    "slanted": put("rotation", value=45),
    "rotation of a float": put("rotation", value=90.0),
    "long reason": put("reason", value="x" * 201),
    "reason with control characters": put("reason", value="a\x1b[31m"),
    "file of a number": put("file", value=7),
    "words of text": put("words", value="words"),
    "seven columns": put("words", value=[[]] * 7),
    "columns of no words": put("words", value=[[]] * 8),
    "uneven columns": put("words", 2, value=[1.0]),
    "an empty word": put("words", 0, 0, value=""),
    "a word of a number": put("words", 0, 0, value=5),
    "a word that breaks the page": put("words", 0, 0, value="a\fb"),
    "half a character": put("words", 0, 0, value="\ud800"),
    "an endless word": put("words", 0, 0, value="x" * 100_001),
    "nan": put("words", 1, 0, value=math.nan),
    "an edge of none": put("words", 1, 0, value=None),
    "an edge of truth": put("words", 1, 0, value=True),
    "an edge off the page": put("words", 3, 0, value=612.5),
    "an edge before the page": put("words", 1, 0, value=-0.5),
    "inside out": put("words", 1, 0, value=31.0),
    "upside down": put("words", 2, 0, value=41.0),
    "surer than sure": put("words", 5, 0, value=1.01),
    "a line before the first": put("words", 6, 0, value=-1),
    "half a line": put("words", 6, 0, value=0.5),
    "a far block": put("words", 7, 0, value=10**9),
    "an unknown mark": put("marks", 0, 0, value="blood"),
    "a mark of nothing": put("marks", 0, value=[]),
    "a mark without an edge": put("marks", 0, value=["ink", 1, 2, 3]),
    "a mark inside out": put("marks", 0, value=["ink", 9, 9, 1, 1]),
    "too many marks": put("marks", value=[["ink", 1, 1, 2, 2]] * 5001),
    "a table of text": put("tables", 0, value="rows"),
    "a table with an odd row": put("tables", 0, 0, 0, value=["a"]),
    "a field without a box": put("fields", 0, value=["Name", "Yes"]),
    "no fields": put("fields", value=None),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_page_that_is_not_honest_is_refused(wrong: str) -> None:
    raw = copy.deepcopy(told())
    WRONG[wrong](raw)
    with pytest.raises(Malformed):
        decode_page(raw, 1, LIMITS)


@pytest.mark.parametrize("raw", [None, [], "page", 1, {}, {"number": 1}])
def test_what_is_no_page_is_refused(raw: object) -> None:
    with pytest.raises(Malformed):
        decode_page(raw, 1, LIMITS)
    with pytest.raises(Malformed):
        decode_planned(raw, 1, LIMITS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.sampled_from(sorted(told())), JSON)
def test_any_value_in_any_place_is_read_or_refused(name: str, value: object) -> None:
    raw = told() | {name: value}
    with suppress(Malformed):
        assert decode_page(raw, 1, LIMITS).number == 1


def test_more_words_than_the_limit_are_refused_on_both_sides() -> None:
    few = replace(LIMITS, page_words=1)
    with pytest.raises(TooLarge):
        encode_page(PAGE, few)
    with pytest.raises(Malformed):
        decode_page(told(), 1, few)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense\n",
        b"[]\n",
        b'"text"\n',
        b'{"pages": NaN}\n',
        b'{"pages": Infinity}\n',
        b"[" * 100_000 + b"\n",
        b"{" + b'"a":[],' * 500_000 + b'"b":1}\n',
        b'{"pages": ' + b"9" * 5000 + b"}\n",
        b"\xff\xfe\n",
    ],
    ids=range(10),
)
def test_a_line_that_is_no_answer_is_refused(line: bytes) -> None:
    with pytest.raises(Malformed):
        protocol.parse(line, LIMITS)


OPENED = {"media": "pdf", "pages": 3, "notes": [["repaired", "mended", 1]]}


def test_an_opening_is_read() -> None:
    notes = (Note("repaired", "mended", 1),)
    assert protocol.opened(OPENED) == protocol.Opened("pdf", 3, notes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"media": "p d f"},
        {"media": None},
        {"pages": -1},
        {"pages": True},
        {"pages": 10**8},
        {"notes": None},
        {"notes": [["repaired", "mended", 4]]},
        {"notes": [["<b>", "mended", None]]},
        {"notes": [["repaired", "x" * 501, None]]},
        {"notes": [["repaired", "mended", None]] * 1001},
    ],
)
def test_an_opening_that_is_not_honest_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        protocol.opened(OPENED | wrong)


def test_a_failure_crosses_as_its_code_and_our_words() -> None:
    for error in BY_CODE.values():
        line = protocol.answer(protocol.failure(error("3 of 4")))
        crossed = protocol.error_in(protocol.parse(line, LIMITS))
        assert (type(crossed), str(crossed)) == (error, str(error("3 of 4")))
    assert protocol.error_in({"pages": 1}) is None


@pytest.mark.parametrize(
    "message", [{"error": "new"}, {"error": 1}, {"error": Broken.code, "detail": 5}]
)
def test_a_failure_without_a_known_code_is_refused(message: dict[str, Json]) -> None:
    with pytest.raises(Malformed):
        protocol.error_in(message)


@pytest.mark.parametrize("jpeg", ["%%%", 7, "R0lGODlh", "\u00e9", ["/9j/"]])
def test_a_picture_that_is_no_jpeg_is_refused(jpeg: object) -> None:
    with pytest.raises(Malformed):
        protocol.picture({"jpeg": jpeg})
    assert protocol.picture({"jpeg": "/9j/"}) == b"\xff\xd8\xff"
