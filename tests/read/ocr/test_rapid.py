import pytest

from extractor.read import rapid
from extractor.read.light import scaled
from tests.read.ocr.paper import LINES, letter


def piece(text: str, left: int, top: int) -> tuple[str, float, tuple[int, ...]]:
    return text, 0.9, (left, top, left + 50, top + 20)


def test_pieces_side_by_side_are_one_line_and_a_gap_opens_a_block() -> None:
    lines = [
        [piece("Served", 400, 12), piece("today", 460, 13)],
        [piece("To:", 10, 40)],
        [piece("File", 10, 10), piece("7", 70, 10)],
        [piece("Records", 10, 120)],
        [],
    ]
    found = list(rapid.tokens(lines))  # type: ignore[arg-type]
    assert [token.text for token in found] == [
        *("File", "7", "Served", "today"),
        *("To:", "Records"),
    ]
    assert [token.line[2] for token in found] == [1, 1, 1, 1, 2, 3]
    assert [token.block[0] for token in found] == [0, 0, 0, 0, 0, 1]


def test_words_share_the_box_of_their_line() -> None:
    corners = [[100, 10], [200, 12], [200, 30], [100, 28]]
    found = rapid.pieces("Case 14-77", 1.0, corners)
    assert [(text, box) for text, _, box in found] == [
        ("Case", (100, 10, 141, 30)),
        ("14-77", (150, 10, 201, 30)),
    ]


@pytest.mark.skipif(not rapid.is_present(), reason="the rapidocr extra is optional")
def test_it_reads_a_page_word_by_word() -> None:
    sheet = scaled(letter().pixels, 170 / 300)
    found = rapid.Rapid().read(sheet, 170, timeout_s=60)
    assert {"CUSTODIAN", "extension"} <= {token.text for token in found}
    assert len({token.line for token in found}) == len([x for x in LINES if x])
