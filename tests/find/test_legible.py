"""Noughts and ones inside words are letters; numbers and spans stay as they are."""

import pytest

from extractor.find.legible import legible


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("C0MMANDED", "COMMANDED"),
        ("acc0unt", "account"),
        ("0ctober", "october"),
        ("vio1ation", "violation"),
        ("Apri1", "April"),
        ("N0.", "NO."),
        ("lN THE", "IN THE"),
        ("FlLED", "FILED"),
        ("lncident", "Incident"),
        ("appIication", "application"),
        ("frorn Decernber", "from  December "),
    ],
)
def test_slips_inside_words_are_mended(text: str, read: str) -> None:
    assert legible(text).casefold() == read.casefold()
    assert len(legible(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    ["", "18B.354", "2703(d)", "10:00", "101 Main", "x1y2", "return", "ltd", "Vernon"],
)
def test_numbers_stay(text: str) -> None:
    assert legible(text) == text
