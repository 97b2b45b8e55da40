"""Whom to answer and how to send the data."""

from extractor.find.agency import find_agencies
from extractor.find.contact import find_contact
from extractor.find.delivery import find_delivery
from extractor.packet import Scope
from tests.build import scope

LETTER = """Oakmere Police Department
April 3, 2025
Larkspur Cloud LLC
Reno, NV 89501
Re: records
Please give us the orders of the account iris.moth@example.net.
Questions go to Detective Rowan Thistle, rthistle@oakmere.example.gov,
telephone (555) 555-0142, fax (555) 555-0143, at
12 Harbour Street
Oakmere, Maine 04101
"""


def contact(read: Scope) -> object:
    return find_contact(read, find_agencies(read)).value


def test_a_letter_tells_whom_to_answer() -> None:
    read = scope(LETTER)
    value = find_contact(read, find_agencies(read)).value
    assert value is not None
    assert value.name == "Rowan Thistle"
    assert value.agency == "Oakmere Police Department"
    assert value.email == "rthistle@oakmere.example.gov"
    assert value.phone == "(555) 555-0142"
    assert value.address == "12 Harbour Street Oakmere, Maine 04101"


def test_every_piece_of_the_contact_is_shown() -> None:
    read = scope(LETTER)
    shown = " ".join(e.text for e in find_contact(read, ()).evidence)
    for piece in ("Rowan Thistle,", "rthistle@", "555-0142", "12 Harbour Street"):
        assert piece in shown


def test_the_account_asked_for_is_no_contact() -> None:
    assert (
        contact(scope("Give the orders of the account iris.moth@example.net")) is None
    )


def test_an_empty_paper_has_no_contact_and_no_delivery() -> None:
    assert contact(scope("")) is None
    assert find_delivery(scope("")).value is None


def test_delivery_is_the_sentence_that_says_how() -> None:
    field = find_delivery(
        scope("Keep this. Return the data via the portal at files.example.gov. Thanks.")
    )
    assert field.value is not None
    assert field.value.startswith("Return the data via the portal")
