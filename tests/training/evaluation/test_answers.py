"""Single values: right, wrong, missed and invented are told apart."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.check import load_profile
from extractor.process import Options, screen
from extractor.report import Report
from training.evaluation.answers import answers
from training.evaluation.items import items, labelled
from training.evaluation.judge import part_pages
from training.evaluation.record import Answer, Count, Item, Verdict
from training.gold import Gold, load

SAMPLES = Path(__file__).parents[3] / "samples"
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


def answer(gold: Gold, report: Report | None, what: str) -> Answer | None:
    return next((a for a in answers(gold, report) if a.what == what), None)


def members(gold: Gold, report: Report | None, what: str) -> list[Item]:
    return [item for item in items(gold, report) if item.what == what]


@pytest.mark.parametrize(
    ("labels", "what", "verdict"),
    [
        ({}, "instrument", "right"),
        ({"instrument": "civil_subpoena"}, "instrument", "wrong"),
        (
            {"instrument": "civil_subpoena", "also": ["search_warrant"]},
            "instrument",
            "right",
        ),
        ({"jurisdiction__subdivision": "US-OR"}, "subdivision", "wrong"),
        ({"jurisdiction__subdivision": None}, "subdivision", None),
        ({"jurisdiction__county": "King"}, "county", "missed"),
        ({"fields__date_due": "2026-03-21"}, "date_due", "wrong"),
        ({"fields__case_number": "3:26-MJ-05217-GLT"}, "case_number", "right"),
        ({"fields__date_range": ["2026-01-12", "present"]}, "date_range", "wrong"),
        ({"fields__nondisclosure": "ordered"}, "nondisclosure", "missed"),
        ({"fields__signed": False}, "signed", "invented"),
        ({"truncated": True}, "date_due", None),
        ({"disposition": "reject"}, "disposition", "wrong"),
        ({"provider": "Another"}, "disposition", None),
    ],
)
def test_each_label_gets_its_verdict_or_is_not_scored(
    report: Report, labels: dict[str, object], what: str, verdict: str | None
) -> None:
    found = answer(relabelled(**labels), report, what)
    assert (found and found.verdict.value) == verdict


def test_an_answer_tells_how_sure_it_is_and_where_it_stands(report: Report) -> None:
    found = answer(WARRANT, report, "court_id")
    assert found is not None
    assert found.confidence is not None
    assert found.confidence > 0.5
    assert found.evidence[0].text
    assert found.evidence[0].page == 1


def test_a_value_where_gold_has_null_is_neither_right_nor_wrong(report: Report) -> None:
    found = answer(relabelled(fields__case_number=None), report, "case_number")
    assert found is not None
    assert found.unlabelled
    assert found.verdict is Verdict.INVENTED


def test_of_a_refused_upload_every_label_is_missed() -> None:
    verdicts = {a.verdict for a in answers(WARRANT, None) if a.gold != "none"}
    assert verdicts == {Verdict.MISSED}
    assert {i.verdict for i in items(WARRANT, None)} == {Verdict.MISSED}
    assert part_pages(WARRANT, None) == Count(0, 3)


def test_sets_tell_what_is_missed_and_what_is_invented(report: Report) -> None:
    mail = {"kind": "email", "value": "harlan.pike@examplemail.test"}
    other = {"kind": "email", "value": "not.there@examplemail.test"}
    gold = relabelled(identifiers=[mail, other], findings=None)
    told = {i.value: i.verdict for i in members(gold, report, "identifiers")}
    assert told[mail["value"]] is Verdict.RIGHT
    assert told[other["value"]] is Verdict.MISSED
    assert "findings" not in labelled(gold, report)
    invented = members(relabelled(categories=[]), report, "categories")
    assert invented
    assert {i.verdict for i in invented} == {Verdict.INVENTED}


def test_a_number_is_the_same_however_its_label_groups_it(report: Report) -> None:
    found = next(i for i in report.identifiers if i.kind == "email")
    phone = replace(
        found, kind="phone", value=replace(found.value, value="+15035550173")
    )
    told = replace(report, identifiers=(phone,))
    for printed in ("(503) 555-0173", "503.555.0173", "+1 503 555 0173"):
        gold = relabelled(identifiers=[{"kind": "phone", "value": printed}])
        verdicts = [i.verdict for i in members(gold, told, "identifiers")]
        assert verdicts == [Verdict.RIGHT]


def test_arguable_labels_count_neither_way(report: Report) -> None:
    found = sorted(str(c.value) for c in report.categories)
    gold = relabelled(categories=found[:1], arguable_categories=found)
    assert members(gold, report, "categories") == []


def test_findings_of_another_profile_are_not_scored(report: Report) -> None:
    assert "findings" in labelled(relabelled(findings=["expired"]), report)
    other = relabelled(findings=["expired"], provider="Another")
    assert "findings" not in labelled(other, report)


def test_pages_are_scored_by_their_part(report: Report) -> None:
    assert part_pages(WARRANT, report) == Count(3, 3)
    parts = [{"type": "attachment", "pages": [1, 2, 3, 4]}]
    assert part_pages(relabelled(parts=parts), report) == Count(2, 4)
