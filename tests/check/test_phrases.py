"""Wording lists find what they should, and only that, in clean and in damaged text."""

import pytest
import yaml

from extractor.check.files import folder
from extractor.check.phrases import FILE, all_matches, any_match, lists, matches

ENTRIES = yaml.safe_load(folder(".").joinpath(FILE).read_text("utf-8"))
FOUND = [(name, text) for name, e in ENTRIES.items() for text in e["found_in"]]
SPARED = [(name, text) for name, e in ENTRIES.items() for text in e["not_in"]]


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_a_list_finds_its_wording(name: str, text: str) -> None:
    assert matches(name, text)
    assert all_matches(text)[name] == matches(name, text)


@pytest.mark.parametrize(("name", "text"), SPARED)
def test_a_list_spares_other_wording(name: str, text: str) -> None:
    assert matches(name, text) == ()


@pytest.mark.parametrize("name", lists())
def test_a_list_has_three_examples_of_each(name: str) -> None:
    assert len(ENTRIES[name]["found_in"]) >= 3
    assert len(ENTRIES[name]["not_in"]) >= 3


@pytest.mark.parametrize(
    "printed",
    [
        "any and all",
        "ANY AND ALL",
        "any\nand  all",
        "any, and all",
        "any and a1l",
        "any and aIl",
    ],
)
def test_what_is_quoted_is_the_demands_own_words(printed: str) -> None:
    found = matches("catch_all", f"Produce {printed} records.")
    assert found == (" ".join(printed.split()),)


def test_a_word_broken_at_the_line_end_is_one_word() -> None:
    assert matches("catch_all", "records includ-\ning but not limited to names")


def test_one_wrong_letter_in_a_long_word_is_mended() -> None:
    assert matches("catch_all", "inclvding but not limlted to the names")


def test_words_of_two_sentences_are_no_phrase() -> None:
    assert not any_match(("all *3 accounts",), "Send all. The accounts are closed.")
    assert any_match(("all *3 accounts",), "Send all the closed accounts.")


def test_a_text_without_words_holds_nothing() -> None:
    assert all_matches("") == dict.fromkeys(lists(), ())
    assert matches("catch_all", " -- ;; ") == ()
