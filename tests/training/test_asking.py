"""What labelled papers teach the model of what is asked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.classify.asked import asked_model
from training.asked_thresholds import choose
from training.asking import Paper, papers, texts_of
from training.gold import Half

LETTER = """\
                          OFFICE OF THE DISTRICT ATTORNEY
                            COUNTY OF EXAMPLE, OREGON

GRAND JURY SUBPOENA DUCES TECUM                         No. GJ-24-0117

TO: Custodian of Records, Amazon.com, Inc.

YOU ARE COMMANDED to produce the following records:

1. The name and postal address of the subscriber of the account of
   wren.tally@mail.example.
2. The orders placed with the account, with their prices and dates.

The grand jury will not sit on public holidays and its sessions are secret.

Dated: March 4, 2024
                                        /s/ Odile Marsh
                                        Deputy District Attorney
"""
DEMANDS = [
    {
        "page": 1,
        "text": "The name and postal address of the subscriber",
        "categories": ["subscriber_identity", "contact_information"],
    },
    {
        "page": 1,
        "text": "The orders placed with the account",
        "categories": ["purchase_history"],
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    gold = {
        "id": "a",
        "file": "a.txt",
        "media": "text",
        "instrument": "grand_jury_subpoena",
        "categories": [
            "subscriber_identity",
            "contact_information",
            "purchase_history",
        ],
        "demands": DEMANDS,
    }
    lines = [gold, {**gold, "id": "b", "categories": None}]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "gold.jsonl").write_text(text, "utf-8")
    return tmp_path


def only(folder: Path) -> Paper:
    (paper,) = papers(folder, None)
    return paper


def test_papers_without_labelled_kinds_are_left_out(folder: Path) -> None:
    assert [p.name.rsplit("/", 1)[1] for p in papers(folder, None)] == ["a"]
    assert not list(papers(folder, Half.EVEN))


def test_a_demand_teaches_by_its_whole_text_the_kinds_of_the_labelled_one(
    folder: Path,
) -> None:
    taught = {t.text: t.asks for t in texts_of(only(folder)) if t.asks}
    assert sorted(map(sorted, taught.values())) == [
        ["contact_information", "subscriber_identity"],
        ["purchase_history"],
    ]
    assert any("prices and dates" in text for text in taught)


def test_other_sentences_ask_for_nothing_and_stay_with_their_paper(
    folder: Path,
) -> None:
    texts = list(texts_of(only(folder)))
    idle = [t.text for t in texts if not t.asks]
    assert any("public holidays" in text for text in idle)
    assert len({t.group for t in texts}) == 1


def test_thresholds_are_those_that_tell_best_what_papers_ask_for(folder: Path) -> None:
    paper = only(folder)
    all_of_it = choose(asked_model(), [paper])
    assert all_of_it.f1 == 1.0
    nothing = replace(paper, wanted=frozenset())
    assert choose(asked_model(), [nothing]).f1 == 0.0


def test_a_paper_whose_demands_are_not_labelled_teaches_nothing(folder: Path) -> None:
    assert not list(texts_of(replace(only(folder), labelled=None)))
