"""Seals: their words, and not the sealing of a file."""

import pytest

from extractor.find.seal import find_seal
from tests.build import scope


@pytest.mark.parametrize(
    "text", ["(Seal)", "[COURT SEAL]", "Given under my hand and seal"]
)
def test_a_seal_is_found(text: str) -> None:
    assert find_seal(scope(f"Dated\n{text}\nClerk")).value == text


@pytest.mark.parametrize("text", ["", "Filed Under Seal", "this order is sealed"])
def test_sealing_is_no_seal(text: str) -> None:
    assert find_seal(scope(text)).value is None
