"""Scoring: right, missed and invented are told apart, and nothing unlabelled counts."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from extractor.check import load_profile
from extractor.process import Options, screen
from extractor.report import Report
from training import metrics
from training.gold import Gold, load
from training.metrics import Hits, Sets

SAMPLES = Path(__file__).parents[2] / "samples"
(WARRANT,) = (g for g in load(SAMPLES) if g.id == "federal-warrant-clean")


@pytest.fixture(scope="module")
def report() -> Report:
    data = WARRANT.path.read_bytes()
    return screen(data, "a.pdf", Options(load_profile("amazon"))).report


def relabelled(**labels: object) -> Gold:
    changed: dict[str, Any] = deepcopy(WARRANT.labels)
    for path, value in labels.items():
        *parents, last = path.split("__")
        place = changed
        for parent in parents:
            place = place[parent]
        place[last] = value
    return Gold(WARRANT.id, WARRANT.path, changed)


def told(gold: Gold, report: Report, what: str) -> bool | None:
    found = [c.right for c in metrics.compare(gold, report) if c.what == what]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("labels", "what", "right"),
    [
        ({}, "instrument", True),
        ({"instrument": "civil_subpoena"}, "instrument", False),
        (
            {"instrument": "civil_subpoena", "also": ["search_warrant"]},
            "instrument",
            True,
        ),
        ({"jurisdiction__subdivision": "US-OR"}, "subdivision", False),
        ({"jurisdiction__subdivision": None}, "subdivision", None),
        ({"fields__date_due": "2026-03-21"}, "date_due", False),
        ({"fields__case_number": "3:26-MJ-05217-GLT"}, "case_number", True),
        ({"fields__date_range": ["2026-01-12", "present"]}, "date_range", False),
        ({"truncated": True}, "date_due", None),
    ],
)
def test_each_label_is_right_wrong_or_not_scored(
    report: Report, labels: dict[str, object], what: str, right: bool | None
) -> None:
    assert told(relabelled(**labels), report, what) is right


def test_sets_count_what_is_missed_and_what_is_invented(report: Report) -> None:
    mail = {"kind": "email", "value": "harlan.pike@examplemail.test"}
    other = {"kind": "email", "value": "not.there@examplemail.test"}
    gold = relabelled(identifiers=[mail, other], findings=None)
    sets = metrics.sets(gold, report, "findings")
    assert (sets["identifiers"].true, sets["identifiers"].missed) == (1, 1)
    assert "findings" not in sets


def test_arguable_labels_count_neither_way(report: Report) -> None:
    found = {c.value for c in report.categories}
    gold = relabelled(categories=[], arguable_categories=sorted(map(str, found)))
    assert metrics.sets(gold, report, "findings")["categories"] == Sets()


def test_a_field_that_cannot_be_read_and_is_given_is_invented(report: Report) -> None:
    assert metrics.invented(relabelled(fields__case_number=None), report) == (
        "case_number",
    )


def test_counts_add_up() -> None:
    assert Hits(1, 2) + Hits(1, 1) == Hits(2, 3)
    assert (Sets(1, 1, 0) + Sets(1, 0, 0)).f1 == pytest.approx(0.8)
    assert Hits().share is None
    assert Sets().f1 is None


def test_pages_are_scored_by_their_part(report: Report) -> None:
    assert metrics.parts(WARRANT, report) == Hits(3, 3)
