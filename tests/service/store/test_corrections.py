import json
from typing import Any

import pytest

from service.cases.corrections import Correction, Kind
from service.cases.errors import (
    BadPath,
    BadValue,
    Contested,
    IllegalTransition,
    NotFound,
)
from service.cases.states import State
from service.store import audit, corrections, reports, requests
from service.store.corrections import Outcome, Proposed
from service.store.engine import Store
from tests.service.store.screened import new, report_json, screened

NUMBER = "instruments/0/fields/case_number"


def say(
    store: Store, request_id: str, proposed: Proposed, user: str = "ann"
) -> Outcome:
    with store.begin() as session:
        return corrections.correct(session, request_id, proposed, user)


def value(store: Store, request_id: str, name: str = "case_number") -> Any:  # noqa: ANN401
    with store.read() as session:
        view = reports.human_json(session, request_id)
    return view["instruments"][0]["fields"][name]["value"]


def test_a_correction_changes_the_view_the_version_and_the_queue(store: Store) -> None:
    request_id = screened(store)
    outcome = say(
        store, request_id, Proposed("instruments/0/fields/date_due", "2026-06-01", 1)
    )
    assert outcome.event.before == "2026-05-12"
    with store.read() as session:
        request = requests.get(session, request_id)
        said = audit.entries_about(session, f"request/{request_id}")[0]
    assert (request.version, str(request.due)) == (2, "2026-06-01")
    assert (said.action, said.detail["path"]) == (
        "correction.added",
        "instruments/0/fields/date_due",
    )


def test_two_analysts_on_different_fields_merge(store: Store) -> None:
    request_id = screened(store)
    say(store, request_id, Proposed(NUMBER, "A", 1))
    outcome = say(
        store, request_id, Proposed("instruments/0/fields/recipient", "B", 1), "bob"
    )
    assert not outcome.is_contested
    assert (value(store, request_id), value(store, request_id, "recipient")) == (
        "A",
        "B",
    )


def test_two_analysts_on_one_field_lose_nothing_and_choose(store: Store) -> None:
    request_id = screened(store)
    say(store, request_id, Proposed(NUMBER, "A", 1))
    outcome = say(store, request_id, Proposed(NUMBER, "B", 1), "bob")
    with pytest.raises(Contested) as refused:
        outcome.refuse_contested()
    assert refused.value.extra["yours"]["after"] == "B"
    assert refused.value.extra["theirs"][0]["after"] == "A"
    assert value(store, request_id) == "A"
    with store.begin() as session:
        corrections.settle(session, request_id, outcome.event.id, "cleo")
    assert value(store, request_id) == "B"


def test_two_analysts_who_say_the_same_agree(store: Store) -> None:
    request_id = screened(store)
    say(store, request_id, Proposed(NUMBER, "A", 1))
    assert not say(store, request_id, Proposed(NUMBER, "A", 1), "bob").is_contested


def test_an_edit_of_a_demand_that_was_removed_meanwhile_is_kept(store: Store) -> None:
    request_id = screened(store)
    first = report_json()["instruments"][0]["demands"][0]["id"]
    path = f"instruments/0/demands/{first}"
    say(store, request_id, Proposed(path, None, 1, Kind.REMOVE))
    outcome = say(
        store, request_id, Proposed(f"{path}/categories", ["stored_files"], 1), "bob"
    )
    assert outcome.is_contested


def test_undo_is_an_event_and_can_be_undone(store: Store) -> None:
    request_id = screened(store)
    first = say(store, request_id, Proposed(NUMBER, "A", 1)).event
    undo = take_back(store, request_id, first)
    assert value(store, request_id) == "26-GJ-0419"
    take_back(store, request_id, undo)
    assert value(store, request_id) == "A"
    with pytest.raises(NotFound, match="already"):
        take_back(store, request_id, undo)
    with store.read() as session:
        kinds = [e.kind for e in corrections.history(session, request_id)]
    assert kinds == [Kind.SET, Kind.UNDO, Kind.UNDO]


def take_back(store: Store, request_id: str, event: Correction) -> Correction:
    with store.begin() as session:
        return corrections.undo(session, request_id, event.id, "ann").event


def test_who_did_not_see_the_undo_contests_it(store: Store) -> None:
    request_id = screened(store)
    first = say(store, request_id, Proposed(NUMBER, "A", 1)).event
    take_back(store, request_id, first)
    assert say(store, request_id, Proposed(NUMBER, "B", 2), "bob").is_contested


def test_human_values_win_over_reprocessing(store: Store) -> None:
    request_id = screened(store)
    say(store, request_id, Proposed(NUMBER, "A", 1))
    screened(store, request_id)
    assert value(store, request_id) == "A"
    with store.read() as session:
        assert len(reports.runs(session, request_id)) == 2
        assert requests.get(session, request_id).case_number == "A"


def test_publishing_a_run_again_changes_nothing(store: Store) -> None:
    request_id = screened(store)
    with store.begin() as session:
        before = requests.get(session, request_id).version
        new_report = reports.Publication(json.dumps(report_json()), "text")
        assert reports.publish(session, request_id, new_report).version == before


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("instruments/0/fields/date_due", "2026-13-45"),
        ("instruments/0/fields/date_due", {"a": 1}),
        ("instruments/0/fields/date_range", {"start": "soon", "end": None}),
        ("instruments/0/type", "no_such_instrument"),
        ("instruments/0/demands/d1/categories", ["no_such_category"]),
        ("instruments/0/demands/d1/categories", "billing_and_payment"),
        ("instruments/0/demands/d1/categories", ["stored_files", "stored_files"]),
        ("instruments/0/identifiers", [{"kind": "email"}]),
        ("instruments/0/fields/statutes", [7]),
        ("parts/0/type", "banana"),
        ("parts/0/pages", ["one"]),
        (NUMBER, float("nan")),
        (NUMBER, "x" * 30_000),
        (NUMBER, "a\x00b"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    sqlite: Store, path: str, after: object
) -> None:
    request_id = screened(sqlite)
    with pytest.raises(BadValue):
        say(sqlite, request_id, Proposed(path, after, 1))
    with sqlite.read() as session:
        assert corrections.history(session, request_id) == ()


@pytest.mark.parametrize(
    "path",
    ["", "findings/0", "instruments/0/fields/nope", "instruments/9/type", "../../etc",
     "instruments/0/demands/d1/id", "instruments/0/fields/case_number/value",
     "instruments/00000/type", "document/sha256", "instruments/0/demands/d77/text"],
)  # fmt: skip
def test_a_path_that_may_not_be_corrected_is_refused(sqlite: Store, path: str) -> None:
    request_id = screened(sqlite)
    with pytest.raises(BadPath):
        say(sqlite, request_id, Proposed(path, "x", 1))


@pytest.mark.parametrize(
    ("kind", "path", "after"),
    [
        (Kind.SPLIT, "instruments/0/demands/d1", [{"text": "only one"}]),
        (Kind.SPLIT, "instruments/0/demands/d1", [{"text": ""}, {"text": "b"}]),
        (Kind.MERGE, "instruments/0/demands", {"ids": ["d1", "d77"]}),
        (Kind.MERGE, "instruments/0/demands", {"ids": ["d1", "d1"]}),
        (Kind.MERGE, "instruments/0/demands", ["d1", "d2"]),
        (Kind.ADD, "instruments/0/demands", {"categories": ["stored_files"]}),
        (Kind.ADD, "instruments/0/demands", {"text": "a", "box": "here"}),
        (Kind.REMOVE, NUMBER, None),
        (Kind.UNDO, NUMBER, None),
    ],
)
def test_a_misshapen_change_of_demands_is_refused(
    sqlite: Store, kind: Kind, path: str, after: object
) -> None:
    request_id = screened(sqlite)
    with pytest.raises(BadValue):
        say(sqlite, request_id, Proposed(path, after, 1, kind))


def test_what_has_no_report_or_is_decided_is_not_corrected(sqlite: Store) -> None:
    with pytest.raises(IllegalTransition):
        say(sqlite, new(sqlite), Proposed(NUMBER, "A", 0))
    request_id = screened(sqlite)
    with sqlite.begin() as session:
        requests.transition(session, request_id, State.CLOSED, "ann")
    with pytest.raises(IllegalTransition):
        say(sqlite, request_id, Proposed(NUMBER, "A", 1))
