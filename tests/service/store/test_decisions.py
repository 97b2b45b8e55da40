import pytest

from service.cases.decisions import DecisionKind, ReviewVerdict
from service.cases.errors import (
    BadValue,
    IllegalTransition,
    NoPendingDecision,
    ReasonNeeded,
    SecondPersonNeeded,
    Unsettled,
)
from service.cases.states import State
from service.store import corrections, decisions, remarks, requests, verdicts
from service.store.corrections import Proposed
from service.store.engine import Store
from tests.service.store.screened import screened


def decide(store: Store, request_id: str, what: str, who: str = "ann") -> bool:
    """Decide with a reason; true when it waits for a second person."""
    with store.begin() as session:
        return decisions.decide(session, request_id, what, who, "because").waits


def state(store: Store, request_id: str) -> tuple[State, str | None]:
    with store.read() as session:
        request = requests.get(session, request_id)
    return request.state, request.decided_as


def test_an_ordinary_decision_stands_at_once(store: Store) -> None:
    request_id = screened(store)
    assert not decide(store, request_id, "narrow")
    assert state(store, request_id) == (State.DECIDED, "narrow")


@pytest.mark.parametrize("disposition", ["reject", "emergency"])
def test_a_grave_decision_waits_for_somebody_else(
    store: Store, disposition: str
) -> None:
    request_id = screened(store)
    assert decide(store, request_id, disposition)
    assert state(store, request_id) == (State.IN_REVIEW, None)
    with pytest.raises(SecondPersonNeeded), store.begin() as session:
        decisions.confirm(session, request_id, "ann")
    with store.begin() as session:
        decisions.confirm(session, request_id, "bob")
    assert state(store, request_id) == (State.DECIDED, disposition)


def test_turning_an_emergency_down_takes_two_as_well(sqlite: Store) -> None:
    request_id = screened(sqlite)
    with sqlite.begin() as session:
        requests.get(session, request_id).disposition = "emergency"
    assert decide(sqlite, request_id, "narrow")


def test_a_correction_after_the_proposal_asks_for_a_new_one(sqlite: Store) -> None:
    request_id = screened(sqlite)
    decide(sqlite, request_id, "reject")
    with sqlite.begin() as session:
        said = Proposed("instruments/0/fields/case_number", "A", 1)
        corrections.correct(session, request_id, said, "cleo")
    with pytest.raises(NoPendingDecision, match="corrected"), sqlite.begin() as session:
        decisions.confirm(session, request_id, "bob")


def test_a_proposal_is_withdrawn_and_nothing_waits(sqlite: Store) -> None:
    request_id = screened(sqlite)
    decide(sqlite, request_id, "reject")
    with pytest.raises(ReasonNeeded), sqlite.begin() as session:
        decisions.withdraw(session, request_id, "bob")
    with sqlite.begin() as session:
        decisions.withdraw(session, request_id, "ann")
    with pytest.raises(NoPendingDecision), sqlite.begin() as session:
        decisions.confirm(session, request_id, "bob")


def test_a_decided_request_is_reopened_with_a_reason_and_keeps_its_past(
    store: Store,
) -> None:
    request_id = screened(store)
    decide(store, request_id, "narrow")
    with pytest.raises(ReasonNeeded), store.begin() as session:
        decisions.reopen(session, request_id, "ann", " ")
    with store.begin() as session:
        decisions.reopen(session, request_id, "ann", "new rider came")
    assert state(store, request_id) == (State.IN_REVIEW, None)
    with store.read() as session:
        kinds = [event.kind for event in decisions.events(session, request_id)]
    assert kinds == [DecisionKind.DECIDE, DecisionKind.REOPEN]


def test_differing_from_the_checker_needs_a_reason(sqlite: Store) -> None:
    request_id = screened(sqlite)
    with sqlite.begin() as session:
        said = requests.get(session, request_id).disposition
    other = "ready" if said != "ready" else "narrow"
    with pytest.raises(ReasonNeeded), sqlite.begin() as session:
        decisions.decide(session, request_id, other, "ann")


@pytest.mark.parametrize("disposition", ["", "review", "burn"])
def test_what_is_no_outcome_is_not_decided(sqlite: Store, disposition: str) -> None:
    request_id = screened(sqlite)
    with pytest.raises(BadValue):
        decide(sqlite, request_id, disposition)


def test_nothing_is_decided_over_an_open_contest_or_twice(sqlite: Store) -> None:
    request_id = screened(sqlite)
    for value in "AB":
        with sqlite.begin() as session:
            said = Proposed("instruments/0/fields/case_number", value, 1)
            outcome = corrections.correct(session, request_id, said, value)
    with pytest.raises(Unsettled):
        decide(sqlite, request_id, "narrow")
    with sqlite.begin() as session:
        corrections.settle(session, request_id, outcome.event.id, "cleo")
    decide(sqlite, request_id, "narrow")
    with pytest.raises(IllegalTransition):
        decide(sqlite, request_id, "narrow")


def test_the_newest_word_on_a_finding_counts(store: Store) -> None:
    request_id, finding = screened(store), "catch_all/0/d3"
    with pytest.raises(ReasonNeeded), store.begin() as session:
        remarks.review(
            session, request_id, finding, ReviewVerdict.DISMISS, ("ann", " ")
        )
    for verdict in (ReviewVerdict.ACCEPT, ReviewVerdict.DISMISS):
        with store.begin() as session:
            remarks.review(session, request_id, finding, verdict, ("ann", "why"))
    with store.read() as session:
        said = verdicts.reviews(session, request_id)
    assert (said[finding].verdict, said[finding].rule) == ("dismiss", "catch_all")


def test_notes_are_kept_in_order_and_empty_ones_refused(store: Store) -> None:
    request_id = screened(store)
    for text in ("first", "<script>second</script>"):
        with store.begin() as session:
            remarks.note(session, request_id, text, "ann")
    with pytest.raises(BadValue), store.begin() as session:
        remarks.note(session, request_id, "  ", "ann")
    with store.read() as session:
        texts = [note.text for note in remarks.notes(session, request_id)]
    assert texts == ["first", "<script>second</script>"]
