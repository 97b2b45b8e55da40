"""The review's view of a report: rows, who says so, what is uncertain comes first."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import wire
from extractor.check import load_profile
from extractor.process import Options, screen
from service.cases.corrections import Correction, Kind
from service.cases.overlay import overlay
from service.pages import wording
from service.pages.review.compose import compose
from service.pages.review.labels import choices, path_label
from service.pages.review.view import ReportView, Row
from service.store.columns import now

SAMPLE = Path(__file__).parents[3] / "samples" / "grand-jury-rider" / "source.pdf"


@cache
def _report() -> str:
    options = Options(load_profile("amazon"))
    return wire.to_json(screen(SAMPLE.read_bytes(), SAMPLE.name, options).report)


def _event(path: str, after: object) -> Correction:
    return Correction(
        id="e1", seq=1, kind=Kind.SET, path=path, before=None, after=after,
        evidence=(), reason="misread", user_id="ada", at=now(), base_version=0,
        version=1,
    )  # fmt: skip


def _view(*events: Correction, doubts: Sequence[str] | None = None) -> ReportView:
    machine: dict[str, Any] = json.loads(_report())
    if doubts is not None:
        machine["review"]["uncertain"] = doubts
    return compose(overlay(machine, events), {})


def _row(view: ReportView, path: str) -> Row:
    return next(row for row in view.rows if row.path == path)


def test_doubtful_fields_come_first_and_then_uncertain_ones() -> None:
    fields = _view().instruments[0].fields
    order = {"low": 0, "fair": 1, "high": 2}
    grades = [(not r.doubtful, order[wording.sure_level(r.confidence)]) for r in fields]
    assert grades == sorted(grades)


def test_what_the_report_doubts_is_marked_until_a_person_has_spoken() -> None:
    number, court = (
        "instruments/0/fields/case_number",
        "instruments/0/jurisdiction/court",
    )
    doubts = [number, "instruments/0/type", court]
    view = _view(doubts=doubts)
    assert {row.path for row in view.rows if row.doubtful} == set(doubts)
    assert view.instruments[0].fields[0].path == number
    assert view.instruments[0].place[0].path == court
    assert not _row(_view(_event(number, "26 GJ 1"), doubts=doubts), number).doubtful


def test_a_report_of_before_there_were_doubts_marks_nothing() -> None:
    machine: dict[str, Any] = json.loads(_report())
    del machine["review"]["uncertain"]
    view = compose(overlay(machine, ()), {})
    assert not any(row.doubtful for row in view.rows)


@pytest.mark.parametrize(
    ("path", "after", "machine"),
    [
        ("instruments/0/fields/case_number", "26 GJ 1", "26 GJ 0419"),
        ("instruments/0/type", "trial_subpoena", "Grand jury subpoena"),
        ("parts/0/type", "affidavit", "Cover letter"),
        ("instruments/0/fields/statutes", ["18 USC 1343"], ""),
        (
            "instruments/0/identifiers",
            [{"kind": "phone", "value": "+13125550101"}],
            "Email lindqvist.m@examplemail.test",
        ),
    ],
)
def test_a_corrected_row_names_the_person_and_the_machine(
    path: str, after: object, machine: str
) -> None:
    row = _row(_view(_event(path, after)), path)
    assert row.voice.human
    assert (row.voice.by, row.voice.why) == ("ada", "misread")
    assert row.confidence is None
    if path != "instruments/0/identifiers":
        assert row.voice.machine == machine
        assert json.loads(row.raw) == after


def test_other_periods_and_types_of_the_packet_are_offered() -> None:
    machine: dict[str, Any] = json.loads(_report())
    (instrument,) = machine["instruments"]
    first, second = instrument["demands"][:2]
    first["date_range"]["value"] = {"start": "2025-01-01", "end": "2025-06-30"}
    second["date_range"]["value"] = {"start": "inception", "end": "present"}
    machine["parts"][0]["type"] = "search_warrant"
    view = compose(overlay(machine, ()), {})
    shown = view.instruments[0]
    assert ('"search_warrant"', "Search warrant") in shown.kind.others
    period = shown.demands[0].rows[0]
    assert "inception to present" in [said for _, said in period.others]
    assert period.value not in [said for _, said in period.others]


def test_every_row_can_be_told_from_every_other() -> None:
    keys = [row.key for row in _view().rows]
    assert len(keys) == len(set(keys))


def test_every_kind_of_data_can_be_chosen() -> None:
    offered = {name for name, _, _ in choices()["categories"]}
    assert {"communications_content", "all_records"} <= offered


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("instruments/0/fields/date_due", "Due"),
        ("instruments/1/jurisdiction/court", "Instrument 2, Court"),
        ("instruments/0/demands/d3/categories", "demand d3, categories"),
        ("parts/1/type", "Part 2, type"),
        ("instruments/0/identifiers", "identifiers"),
    ],
)
def test_a_path_is_told_in_words(path: str, said: str) -> None:
    assert path_label(path) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "Yes"),
        ("2026-05-12", "12 May 2026"),
        ({"start": "inception", "end": None}, "inception to open"),
        ({"kind": "none", "authority": None, "until": None}, "None"),
        ({"name": "A", "title": "Clerk"}, "A, Clerk"),
        (["a", "b"], "a; b"),
    ],
)
def test_values_are_told_in_words(value: object, said: str) -> None:
    assert wording.said(value) == said


def test_what_came_second_is_offered_until_a_person_has_spoken() -> None:
    machine: dict[str, Any] = json.loads(_report())
    (instrument,) = machine["instruments"]
    shown = [{"page": 1, "box": [1, 2, 3, 4], "text": "words", "source": "rule:x"}]

    def second(field: str, value: str) -> dict[str, Any]:
        found = {"value": value, "confidence": 0.2, "evidence": shown}
        return {"field": field, "value": found}

    instrument["runner_ups"] = [
        second("fields/case_number", "26 GJ 2"),
        second("fields/statutes", "18 USC 1343"),
        second("jurisdiction/county", "Cook County"),
        second("type", "trial_subpoena"),
    ]
    instrument["fields"]["statutes"] = []
    view = compose(overlay(machine, ()), {})
    at = "instruments/0"
    (number,) = _row(view, f"{at}/fields/case_number").seconds
    assert (number.after, number.words) == ('"26 GJ 2"', "26 GJ 2")
    assert json.loads(number.evidence)[0]["box"] == [1, 2, 3, 4]
    (statute,) = _row(view, f"{at}/fields/statutes").seconds
    assert (statute.after, statute.words) == ('["18 USC 1343"]', "also 18 USC 1343")
    (kind,) = _row(view, f"{at}/type").seconds
    assert (kind.after, kind.words) == ('"trial_subpoena"', "Trial subpoena")
    county = _row(view, f"{at}/jurisdiction/county")
    assert ('"Cook County"', "Cook County") in county.others
    spoken = overlay(machine, (_event(f"{at}/fields/case_number", "26 GJ 9"),))
    assert not _row(compose(spoken, {}), f"{at}/fields/case_number").seconds


def test_a_report_of_before_there_were_runners_up_offers_none() -> None:
    machine: dict[str, Any] = json.loads(_report())
    for instrument in machine["instruments"]:
        del instrument["runner_ups"]
    assert not any(row.seconds for row in compose(overlay(machine, ()), {}).rows)
    assert wire.from_json(json.dumps(machine)).instruments[0].runner_ups == ()
