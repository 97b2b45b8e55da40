"""What looks like a name, and what does not."""

import pytest

from extractor.find.language import Phrases, english
from extractor.find.people import looks_like_name, name_at, target_names
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("held in the name(s) of Ida Moore", "Ida Moore"),
        ("Customer: Moore, Ida\nE-mail: ida@mail.example", "Moore, Ida"),
        ("the Kundenkonto von Herrn Ida Moore", "Ida Moore"),
        ("the account used by the accused, Ida Moore;", "Ida Moore"),
        ("account of Lance Corporal Ida Moore, USMC", "Ida Moore"),
        ("In the matter of the death of Ida Moore", "Ida Moore"),
        ("probable cause to believe that Ida Moore and others have", "Ida Moore"),
        ("violations of 18 U.S.C. § 1343 by Ida Moore since May", "Ida Moore"),
        ("the investigation by the Police of Ida Moore for fraud", "Ida Moore"),
        ("what Ida Moore (555-0173) has bought", "Ida Moore"),
        ("that it is Ida Moore, who goes by moth_1", "Ida Moore"),
        ("account 4400, opened by Ida Moore-Vale:", "Ida Moore-Vale"),
        (
            "For the account of MOTH AND VALE CLINIC, PLLC, of",
            "MOTH AND VALE CLINIC, PLLC",
        ),
        ("the subscriber of the telephone is Ida Moore, of", "Ida Moore"),
    ],
)
def test_wording_makes_a_name_a_targets(text: str, name: str) -> None:
    assert name in [text[s.start : s.end] for s in target_names(text)]


@pytest.mark.parametrize(
    "text",
    [
        "records of Ida Moore, Special Agent",
        "relating to s/ Ida Moore",
        "records of Ida Moore\nUnited States Magistrate Judge",
        "files belonging to Victim Company 1",
        "M/s Example Seller Services Private Limited, Exampleton",
        "From: Ofc. Ida Moore <ida@city.example>",
    ],
)
def test_an_officials_or_a_hidden_name_is_no_targets(text: str) -> None:
    assert target_names(text) == ()


def test_a_name_that_a_line_of_prose_broke_is_whole() -> None:
    text = "relevant to the ongoing inquiry, made here, of fraud by IDA ANN\nMOORE for"
    assert [text[s.start : s.end] for s in target_names(text)] == ["IDA ANN\nMOORE"]


def test_phrases_are_found_across_lines_and_the_longest_wins() -> None:
    phrases = Phrases(["records of", "of", "all records of"])
    text = "ALL\nrecords   of A. Roe"
    assert phrases.spans(text) == (Span(0, text.index(" A.")),)
    assert phrases.spans("") == ()


def test_the_pipeline_is_made_once_and_cuts_sentences() -> None:
    assert english() is english()
    assert len(list(english()("One ends. Two ends.").sents)) == 2
