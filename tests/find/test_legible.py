"""Noughts and ones inside words are letters; numbers and spans stay as they are."""

import pytest

from extractor.find.legible import figures, legible


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
    ("text", "read"),
    [
        ("March l4, 2O24", "March 14, 2024"),
        ("l9th", "19th"),
        ("05/3l/2024", "05/31/2024"),
        ("2024.l0.15", "2024.10.15"),
        ("No. 24-l-00123", "No. 24-1-00123"),
        ("9/l/24", "9/1/24"),
        ("Ill. H2O x1y2 lO", "Ill. H2O x1y2 lO"),
    ],
)
def test_letters_inside_numbers_are_digits(text: str, read: str) -> None:
    assert figures(text) == read


@pytest.mark.parametrize(
    "text",
    ["", "18B.354", "2703(d)", "10:00", "101 Main", "x1y2", "return", "ltd", "Vernon"],
)
def test_numbers_stay(text: str) -> None:
    assert legible(text) == text
