import time

import pytest

from extractor.taxonomy.script import foreign_share
from extractor.taxonomy.speller import Speller

SPELLER = Speller(
    ["warrant", "subpoena", "commanded", "authorization", "order", "rider"]
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("warrant", "warrant"),
        ("warrnt", "warrant"),
        ("subpoenas", "subpoena"),
        ("comnanded", "commanded"),
        ("authorlzaton", "authorization"),
        ("ridfr", "rider"),
    ],
)
def test_a_misread_word_becomes_the_word_it_was(read: str, meant: str) -> None:
    assert SPELLER.correct(read) == meant


@pytest.mark.parametrize("word", ["", "war", "wrnt", "2703", "elephant", "warranties"])
def test_short_foreign_and_far_words_stay(word: str) -> None:
    assert SPELLER.correct(word) == word


def test_an_endless_word_costs_nothing() -> None:
    began = time.monotonic()
    assert SPELLER.correct("a" * 100_000) == "a" * 100_000
    assert time.monotonic() - began < 0.1


def test_a_word_between_two_known_ones_stays() -> None:
    assert Speller(["state", "stake"]).correct("stame") == "stame"


@pytest.mark.parametrize(
    ("text", "share"), [("", 0.0), ("Réquisition 12", 0.0), ("Постановление", 1.0)]
)
def test_the_share_of_another_script_is_seen(text: str, share: float) -> None:
    assert foreign_share(text) == share
