"""Postal addresses as papers print them, of this country and of others."""

import pytest

from extractor.find.addresses import addresses


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("For 2209 Old Elm Road, Salem, January 15", "2209 Old Elm Road, Salem"),
        (
            "18 Lark Trace, Salem, Ohio Case number: 1:24",
            "18 Lark Trace, Salem, Ohio",
        ),
        (
            "at 12 Elm Ave NE, Salem, New Hampshire",
            "12 Elm Ave NE, Salem, New Hampshire",
        ),
        ("entregues na Rua das Flores, 455, Olinda, no", "Rua das Flores, 455, Olinda"),
        ("12 rue de la Gare, 75002 Paris", "12 rue de la Gare, 75002 Paris"),
        ("Lindenstraße 5, 10115 Berlin", "Lindenstraße 5, 10115 Berlin"),
    ],
)
def test_an_address_ends_where_its_place_ends(text: str, value: str) -> None:
    (found,) = addresses(text)
    assert found.value == value
    assert text[found.span.start : found.span.end] == value


@pytest.mark.parametrize(
    "text", ["Rule 45, Federal Court", "via Amazon", "the 12 members of the board"]
)
def test_other_numbers_are_no_address(text: str) -> None:
    assert not list(addresses(text))
