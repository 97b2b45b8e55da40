"""Every wording proves itself: its examples match, its counter-examples do not."""

import re

import pytest

from extractor.taxonomy.calendar import month_number, numerals, ordinals
from extractor.taxonomy.cues import Cue, compiled, cues

FILES = (
    "dates",
    "dockets",
    "identifiers",
    "offences",
    "passages",
    "periods",
    "secrecy",
    "signatures",
    "statutes",
)
ALL = [(name, cue) for name in FILES for cue in cues(name)]
IDS = [f"{name}-{cue.id}" for name, cue in ALL]


@pytest.mark.parametrize(("name", "cue"), ALL, ids=IDS)
def test_a_cue_matches_its_examples_and_not_the_others(name: str, cue: Cue) -> None:
    assert cue.examples, name
    assert cue.not_, name
    assert [e for e in cue.examples if not cue.pattern.search(e)] == []
    assert [e for e in cue.not_ if cue.pattern.search(e)] == []


@pytest.mark.parametrize(("name", "cue"), ALL, ids=IDS)
def test_a_cue_names_its_authority(name: str, cue: Cue) -> None:
    assert cue.authority, name


@pytest.mark.parametrize("name", FILES)
def test_the_ids_of_a_file_are_unique(name: str) -> None:
    ids = [cue.id for cue in cues(name)]
    assert len(ids) == len(set(ids))


def test_fragments_may_hold_fragments() -> None:
    pattern = compiled("{{outer}}!", {"outer": "<{{inner}}>", "inner": "a+"})
    assert pattern.search("<AAA>!")


def test_an_unknown_fragment_is_refused() -> None:
    with pytest.raises(KeyError):
        compiled("{{nowhere}}", {})


@pytest.mark.parametrize(
    ("word", "number"),
    [("July", 7), ("0ctober", 10), ("Septernber", 9), ("märz", 3), ("июня", 6)],
)
def test_a_month_is_known_in_many_languages_and_through_slips(
    word: str, number: int
) -> None:
    found = month_number(word)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("word", ["Monday", "Exhibit", "number", "the", ""])
def test_other_words_are_no_month(word: str) -> None:
    assert month_number(word) is None


def test_ordinals_and_numerals_are_read_with_hyphen_and_without() -> None:
    assert ordinals()["twenty-first"] == ordinals()["twenty first"] == 21
    assert numerals()["thirty-six"] == numerals()["thirty six"] == 36


def test_patterns_are_compiled_without_regard_to_case() -> None:
    assert all(cue.pattern.flags & re.IGNORECASE for _, cue in ALL)
