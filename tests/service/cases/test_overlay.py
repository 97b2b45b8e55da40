"""A report, corrected: what people say stands over what the machine says."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from service.cases.corrections import Correction, Kind
from service.cases.overlay import overlay, plain
from service.cases.recheck import effects, recheck
from tests.service.store.screened import report_json

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NUMBER = "instruments/0/fields/case_number"


def event(path: str, after: Any, seq: int = 1, **more: Any) -> Correction:  # noqa: ANN401
    made = Correction(
        id=f"c{seq}",
        seq=seq,
        kind=Kind.SET,
        path=path,
        before=None,
        after=after,
        evidence=(),
        reason="as printed",
        user_id="ann",
        at=AT,
        base_version=seq - 1,
        version=seq,
    )
    return replace(made, **more)


def demand(view: dict[str, Any], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = view["instruments"][0]["demands"][number]
    return found


def test_without_corrections_the_view_is_the_report() -> None:
    report = report_json()
    view = overlay(report, ())
    assert {k: view[k] for k in report} == report
    assert view["unplaced"] == view["contested"] == []


def test_a_corrected_field_says_who_and_keeps_the_machines_value() -> None:
    report = report_json()
    before = copy.deepcopy(report)
    field = overlay(report, [event(NUMBER, "26-GJ-0500")])["instruments"][0]["fields"]
    assert field["case_number"]["value"] == "26-GJ-0500"
    assert field["case_number"]["source"] == "human"
    assert field["case_number"]["by"] == "ann"
    assert field["case_number"]["at"] == AT.isoformat()
    assert field["case_number"]["machine"]["value"] == "26-GJ-0419"
    assert report == before


def test_the_last_word_counts_and_the_machines_value_is_still_the_machines() -> None:
    view = overlay(report_json(), [event(NUMBER, "X"), event(NUMBER, "Y", 2)])
    field = view["instruments"][0]["fields"]["case_number"]
    assert (field["value"], field["machine"]["value"]) == ("Y", "26-GJ-0419")


def test_an_undone_correction_is_gone_and_an_undone_undo_brings_it_back() -> None:
    first = event(NUMBER, "X")
    undo = event(NUMBER, None, 2, kind=Kind.UNDO, refers="c1")
    redo = event(NUMBER, None, 3, kind=Kind.UNDO, refers="c2")
    for events, value in (
        ([first, undo], "26-GJ-0419"),
        ([first, undo, redo], "X"),
    ):
        view = overlay(report_json(), events)
        assert view["instruments"][0]["fields"]["case_number"]["value"] == value


def test_categories_keep_the_machines_evidence_where_it_had_them_too() -> None:
    path = f"instruments/0/demands/{demand(report_json())['id']}/categories"
    machine = demand(report_json())["categories"][0]
    view = overlay(report_json(), [event(path, [machine["value"], "stored_files"])])
    kept, new = demand(view)["categories"]
    assert kept["evidence"] == machine["evidence"]
    assert (new["value"], new["source"]) == ("stored_files", "human")
    assert "stored_files" in [c["value"] for c in view["categories"]]
    assert (
        demand(view)["human"]["categories"]["machine"][0]["value"] == machine["value"]
    )


def test_a_part_follows_its_instruments_corrected_type() -> None:
    view = overlay(report_json(), [event("instruments/0/type", "trial_subpoena")])
    assert view["parts"][view["instruments"][0]["part"]]["type"] == "trial_subpoena"


def test_demands_are_split_merged_added_and_removed() -> None:
    ids = [d["id"] for d in report_json()["instruments"][0]["demands"]]
    first, second, third = ids[:3]
    at = "instruments/0/demands"
    pieces = [{"text": "Name"}, {"text": "Address", "categories": ["stored_files"]}]
    for kind, path, after, expected in (
        (Kind.SPLIT, f"{at}/{first}", pieces, [f"{first}.1", f"{first}.2", second]),
        (Kind.MERGE, at, {"ids": [first, second]}, [f"{first}+{second}", third]),
        (Kind.ADD, at, {"text": "Gift cards"}, [first, second, third, "h1"]),
        (Kind.REMOVE, f"{at}/{first}", None, [second, third]),
    ):
        view = overlay(report_json(), [event(path, after, kind=kind)])
        got = [d["id"] for d in view["instruments"][0]["demands"]]
        assert got[: len(expected)] == expected
        recheck(view)


def test_a_correction_finds_its_demand_again_when_reprocessing_numbers_anew() -> None:
    report = report_json()
    last = demand(report, -1)
    path = f"instruments/0/demands/{last['id']}/categories"
    said = event(path, ["stored_files"], anchor=last["text"])
    report["instruments"][0]["demands"].pop(0)
    for number, item in enumerate(report["instruments"][0]["demands"], 1):
        item["id"] = f"d{number}"
    view = overlay(report, [said])
    assert plain(demand(view, -1)["categories"]) == ["stored_files"]
    assert view["unplaced"] == []


def test_a_correction_without_place_is_listed_never_lost() -> None:
    said = [
        event("instruments/7/type", "civil_subpoena"),
        event("instruments/0/demands/d99/categories", ["stored_files"], 2),
        event(
            "instruments/0/demands/d1/categories", [], 3, anchor="Wholly other words"
        ),
    ]
    view = overlay(report_json(), said)
    assert [lost["id"] for lost in view["unplaced"]] == ["c1", "c2", "c3"]


def test_findings_are_made_again_after_a_correction() -> None:
    assert "content_needs_warrant" in rules(report_json())
    view = recheck(
        overlay(report_json(), [event("instruments/0/type", "search_warrant")])
    )
    assert "content_needs_warrant" not in rules(view)
    assert view["disposition"] != report_json()["disposition"]


def test_a_corrected_recipient_decides_whether_the_paper_is_ours() -> None:
    path = "instruments/0/fields/recipient"
    view = recheck(overlay(report_json(), [event(path, "Brightwater Telecom Ltd.")]))
    assert "wrong_recipient" in rules(view)


def rules(view: dict[str, Any]) -> set[str]:
    return {f["rule"] for f in view["findings"] if f["verdict"] == "objects"}


def test_a_contested_event_waits_and_a_settlement_lets_it_count() -> None:
    ours = event(NUMBER, "X")
    theirs = event(NUMBER, "Y", 2, base_version=0, contested=True)
    settle = event(NUMBER, "Y", 3, kind=Kind.SETTLE, refers="c2")
    view = overlay(report_json(), [ours, theirs])
    assert view["instruments"][0]["fields"]["case_number"]["value"] == "X"
    assert [e["id"] for e in view["contested"]] == ["c2"]
    view = overlay(report_json(), [ours, theirs, settle])
    assert view["instruments"][0]["fields"]["case_number"]["value"] == "Y"
    assert view["contested"] == []


def test_choosing_an_edit_over_a_removal_brings_the_demand_back() -> None:
    first = demand(report_json())["id"]
    gone = event(f"instruments/0/demands/{first}", None, kind=Kind.REMOVE)
    edit = event(
        f"instruments/0/demands/{first}/categories",
        ["stored_files"],
        2,
        base_version=0,
        contested=True,
    )
    settle = event(edit.path, edit.after, 3, kind=Kind.SETTLE, refers="c2")
    assert demand(overlay(report_json(), [gone, edit]))["id"] != first
    view = overlay(report_json(), [gone, edit, settle])
    assert demand(view)["id"] == first
    assert plain(demand(view)["categories"]) == ["stored_files"]


def test_a_kind_that_a_person_adds_needs_no_evidence_wherever_it_is_listed() -> None:
    path = f"instruments/0/demands/{demand(report_json())['id']}/categories"
    view = overlay(report_json(), [event(path, ["location", "linked_accounts"])])
    # Kept as JSON, the packet's list no longer shares its items with the demand's.
    kept = json.loads(json.dumps(view))
    assert effects(kept, frozenset()) == effects(view, frozenset())
    added = {c["value"]: c for c in recheck(kept)["categories"]}
    assert added["location"]["evidence"] == []
