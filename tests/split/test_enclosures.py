"""What goes with process from abroad or from a court: notes, seals, lists of papers."""

import pytest

from extractor.split import split
from tests.build import document

SUBPOENA = """UNITED STATES DISTRICT COURT
SUBPOENA TO TESTIFY BEFORE A GRAND JURY
To: Meridian Telecom LLC
YOU ARE COMMANDED to appear before the grand jury on April 9, 2024. Clerk of Court"""
NOTE = """EMBASSY OF ESTOVIA
Note No. 44
The Embassy presents its compliments to the Department of Justice and has the honor
to transmit the enclosed request of the Prosecutor of Lind."""
REQUEST = """PROSECUTOR OF LIND
REQUEST FOR MUTUAL LEGAL ASSISTANCE
We request the assistance of the authorities of the United States in obtaining
records from Meridian Telecom LLC. Please provide the name of the user."""
APOSTILLE = """APOSTILLE
(Convention de La Haye du 5 octobre 1961)
1. Country: Estovia. This public document
2. has been signed by Bram Teller"""
PAPERS = """DESCRIPTION OF BOOKS AND PAPERS
For the year 2023 and the account of Tobin Osei:
I. Signature cards
II. Statements and deposit items"""


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([NOTE, REQUEST, APOSTILLE], ["cover_letter", "instrument", "other"]),
        ([SUBPOENA, PAPERS], ["instrument", "attachment"]),
    ],
)
def test_what_is_enclosed_gets_its_own_role(
    pages: list[str], expected: list[str]
) -> None:
    parts = split(document("\f".join(pages)))
    assert [part.role.value for part in parts for _ in part.pages] == expected
