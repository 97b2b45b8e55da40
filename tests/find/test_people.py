"""What looks like a name, and what does not."""

import pytest

from extractor.find.language import Phrases, english
from extractor.find.people import looks_like_name, name_at
from extractor.geometry import Span


@pytest.mark.parametrize(
    "line", ["Alex B. Roe", "ALEX ROE", "Ana María de la Roe", "J. Roe"]
)
def test_names_look_like_names(line: str) -> None:
    assert looks_like_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Roe",
        "United States Attorney",
        "Clerk of Court",
        "New York",
        "see page 4",
        "A B",
    ],
)
def test_other_lines_do_not(line: str) -> None:
    assert not looks_like_name(line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Example Widgets, LLC for", "Example Widgets, LLC"),
        ("Sample Inc. and", "Sample Inc."),
        ("Alex Roe visited", "Alex Roe"),
        ("Alex Roe, Jr. visited", "Alex Roe, Jr."),
    ],
)
def test_a_name_ends_where_it_ends(text: str, name: str) -> None:
    assert name_at(text, 0) == Span(0, len(name))


@pytest.mark.parametrize("text", ["", "the aircraft", "Court Records", "Monday March"])
def test_no_name_no_span(text: str) -> None:
    assert name_at(text, 0) is None


def test_phrases_are_found_across_lines_and_the_longest_wins() -> None:
    phrases = Phrases(["records of", "of", "all records of"])
    text = "ALL\nrecords   of A. Roe"
    assert phrases.spans(text) == (Span(0, text.index(" A.")),)
    assert phrases.spans("") == ()


def test_the_pipeline_is_made_once_and_cuts_sentences() -> None:
    assert english() is english()
    assert len(list(english()("One ends. Two ends.").sents)) == 2
