"""Read text against true text; demands against labelled demands; causes of errors."""

import json
from pathlib import Path

import pytest

from extractor.check import load_profile
from extractor.process import Options, screen
from tests.training.evaluation import papers
from training.evaluation import causes, demands, ocr, wording
from training.evaluation.causes import Text
from training.evaluation.record import Answer, Count, Item, Verdict
from training.gold import Gold, load


def test_wrong_characters_and_words_are_counted_page_by_page() -> None:
    found = ocr.reading(["the qu1ck fox", "over"], "the quick  fox\n\fover the")
    assert found.characters == Count(1 + 4, 13 + 8)
    assert found.words == Count(1 + 1, 3 + 2)


def test_pages_that_do_not_match_are_compared_as_one_text() -> None:
    assert ocr.reading(["a b"], "a\fb").words == Count(0, 2)


def test_truth_is_a_sidecar_or_a_label(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert Gold("a", path, {}).truth is None
    assert Gold("a", path, {"text": ["one", "two"]}).truth == "one\ftwo"
    (tmp_path / "a.truth.txt").write_text("from beside")
    assert Gold("a", path, {"text": "label"}).truth == "from beside"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2026-03-02", "Dated March 2, 2026."),
        ("2026-03-02", "2 Mar 2026"),
        ("2026-03-02", "on 03/02/26"),
        ("18 USC 2703(d)", "18 U.S.C. § 2703(d)"),
        ("26-CR-1", "No. 26 cr 1"),
    ],
)
def test_a_value_is_known_in_its_spellings(value: str, printed: str) -> None:
    assert Text([printed]).has(value)
    assert not Text(["something else"]).has(value)


def test_a_day_that_is_none_has_one_spelling() -> None:
    assert wording.spellings("2026-13-45") == ("2026 13 45",)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (("case_number", "A-1", None, Verdict.MISSED), "printed, not found"),
        (("case_number", "Z-9", None, Verdict.MISSED), "not printed as gold spells it"),
        (("case_number", "A-1", "B-77", Verdict.WRONG), "another one was chosen"),
        (("case_number", "A-1", "A-1 x", Verdict.WRONG), "boundaries"),
        (("case_number", "26cr0O1", "26cr001", Verdict.WRONG), "letters misread"),
        (("instrument", "x", "y", Verdict.WRONG), "taken for y"),
        (("signed", "false", "true", Verdict.INVENTED), "gold says there is none"),
        (("date_range", '["2026-01-01", null]', None, Verdict.MISSED), "printed"),
    ],
)
def test_an_error_has_a_cause(
    answer: tuple[str, str, str | None, Verdict], cause: str
) -> None:
    text = Text(["A-1 and B-77 of January 1, 2026"])
    assert cause in causes.explain(Answer(*answer), text, None).cause
    assert "broken" in causes.explain(Answer(*answer), text, "broken").cause


def test_a_missed_member_may_stand_beside_its_likeness() -> None:
    def cause(missed: str, invented: str, kind: str = "email") -> str:
        told = (
            Item("identifiers", "email", missed, Verdict.MISSED),
            Item("identifiers", kind, invented, Verdict.INVENTED),
        )
        return causes.explain_items(told, Text([]), None)[0].cause

    assert cause("a@b.test", "a@b.test", "username") == "another kind: username"
    assert "boundaries" in cause("a@b.test", "xa@b.test")
    assert cause("tom.lee@b.test", "torn.lee@b.test") == "letters misread"
    assert cause("a@b.test", "zzz") == "not printed so"


def test_demands_are_paired_by_their_words(tmp_path: Path) -> None:
    (gold, *_) = load(papers.write(tmp_path / "gold"))
    report = screen(
        gold.path.read_bytes(), "a.txt", Options(load_profile("amazon"))
    ).report
    labels = gold.labels | {
        "demands": [
            {
                "page": 1,
                "text": "the name and address of the account holder",
                "categories": ["subscriber_identity", "contact_information"],
            },
            {"page": 1, "text": "something quite different", "categories": []},
        ]
    }
    counted = demands.count(Gold("a", gold.path, labels), report)
    assert counted is not None
    assert (counted.labelled, counted.partial, counted.exact) == (2, 1, 1)
    assert counted.wanted == 2
    assert counted.shared >= 1
    assert demands.count(gold, report) is None
    refused = demands.count(Gold("a", gold.path, json.loads(json.dumps(labels))), None)
    assert refused is not None
    assert (refused.found, refused.labelled) == (0, 2)
