"""Analysts work on one request at once, each knowing only what they last loaded.

Whatever the order: every correction that was accepted is in the history, and it counts,
or was replaced by somebody who had seen it, taken back, or is shown as contested.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.cases.corrections import (
    Correction,
    Kind,
    effective,
    overlap,
    undone,
    unsettled,
)
from service.cases.states import State
from service.store import audit, corrections, reports, requests
from service.store.corrections import Proposed
from service.store.engine import Store
from tests.service.store.screened import read, report, screened

ANALYSTS = ("ann", "bob", "cleo")
PATHS = (
    "instruments/0/fields/case_number",
    "instruments/0/fields/offence",
    "instruments/0/demands/d1/text",
)
DEMAND = "instruments/0/demands/d1"
analysts = st.sampled_from(ANALYSTS)


class Desk(RuleBasedStateMachine):
    """One request and three analysts."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.accepted: dict[str, Correction] = {}
        self.seen: dict[str, int] = {}

    @initialize()
    def arrives(self) -> None:
        self.request_id = screened(self.store)
        self.seen = dict.fromkeys(ANALYSTS, 1)

    @rule(who=analysts)
    def loads(self, who: str) -> None:
        with self.store.read() as session:
            self.seen[who] = requests.get(session, self.request_id).version

    @rule(who=analysts, path=st.sampled_from(PATHS), value=st.sampled_from("xyz"))
    def corrects(self, who: str, path: str, value: str) -> None:
        if "demands" not in path or not self.sees_removed(who):
            self.accept(who, Proposed(path, value, self.seen[who]))

    @rule(who=analysts)
    def removes(self, who: str) -> None:
        if not self.sees_removed(who):
            self.accept(who, Proposed(DEMAND, None, self.seen[who], Kind.REMOVE))

    def sees_removed(self, who: str) -> bool:
        """True when the page this analyst has loaded does not show the demand."""
        with self.store.read() as session:
            events = corrections.history(session, self.request_id)
        seen = [e for e in events if e.version <= self.seen[who]]
        return any(e.kind is Kind.REMOVE for e in effective(seen))

    def accept(self, who: str, said: Proposed) -> None:
        with self.store.begin() as session:
            made = corrections.correct(session, self.request_id, said, who).event
        self.accepted[made.id] = made

    @precondition(lambda self: self.accepted)
    @rule(who=analysts, pick=st.integers(0, 100))
    def undoes(self, who: str, pick: int) -> None:
        with self.store.begin() as session:
            events = corrections.history(session, self.request_id)
            event = events[pick % len(events)]
            if event.id in undone(events):
                return
            made = corrections.undo(session, self.request_id, event.id, who).event
        self.accepted[made.id] = made

    @precondition(lambda self: self.accepted)
    @rule(who=analysts, pick=st.integers(0, 100))
    def settles(self, who: str, pick: int) -> None:
        with self.store.begin() as session:
            open_ = unsettled(corrections.history(session, self.request_id))
            if not open_:
                return
            event = open_[pick % len(open_)]
            made = corrections.settle(session, self.request_id, event.id, who)
        self.accepted[made.id] = made

    @rule()
    def is_reprocessed(self) -> None:
        screened(self.store, self.request_id)

    @invariant()
    def nothing_is_lost(self) -> None:
        if not self.seen:
            return
        with self.store.read() as session:
            events = corrections.history(session, self.request_id)
            view = reports.human_json(session, self.request_id)
            version = requests.get(session, self.request_id).version
        assert {e.id: e for e in events} == self.accepted
        assert [e.seq for e in events] == list(range(1, len(events) + 1))
        assert all(e.version <= version for e in events)
        for event in events:
            assert any(accounted(event, events)), event
        contested = {e["id"] for e in view["contested"]}
        assert contested == {e.id for e in unsettled(events)}
        placed_or_listed(view, events)


def accounted(event: Correction, events: tuple[Correction, ...]) -> Iterator[bool]:
    """The ways in which an event may have ended, each said true or false."""
    counting = effective(events)
    yield event.kind in (Kind.UNDO, Kind.SETTLE)
    yield event.id in {e.id for e in counting}
    yield event.id in undone(events)
    yield event.contested
    settled = [e for e in events if e.kind is Kind.SETTLE and overlap(e, event)]
    yield any(s.seq > event.seq for s in settled)


def placed_or_listed(view: dict[str, object], events: tuple[Correction, ...]) -> None:
    """The last word on the case number is what the view shows."""
    said = [e for e in effective(events) if e.path == PATHS[0]]
    instrument = view["instruments"][0]  # type: ignore[index]
    shown = instrument["fields"]["case_number"]["value"]
    assert shown == (said[-1].after if said else "26-GJ-0419")


def interleave(store: Store, examples: int) -> None:
    class Here(Desk):
        pass

    Here.store = store
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_interleaving_of_analysts_loses_a_correction(store: Store) -> None:
    interleave(store, 8)


@pytest.mark.slow
@pytest.mark.nightly
def test_no_interleaving_of_200_loses_a_correction(store: Store) -> None:
    interleave(store, 200)


def test_corrections_that_are_written_at_once_are_all_there(store: Store) -> None:
    request_id = screened(store)

    def correct(number: int) -> str:
        said = Proposed(PATHS[number % 2], f"v{number}", 1)
        with store.begin() as session:
            made = corrections.correct(session, request_id, said, f"u{number}")
        return made.event.id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(correct, range(40)))
    with store.read() as session:
        events = corrections.history(session, request_id)
        assert {e.id for e in events} == ids
        assert len(unsettled(events)) == 38
        assert [e.seq for e in events] == list(range(1, 41))
        assert list(audit.verify(session)) == []


def test_a_report_published_while_people_correct_loses_nothing(store: Store) -> None:
    request_id = screened(store)
    with store.begin() as session:
        said = Proposed(PATHS[0], "A", 1)
        corrections.correct(session, request_id, said, "ann")
    read(store, request_id)
    with store.begin() as session:
        new_report = reports.Publication(report(), "text")
        reports.publish(session, request_id, new_report)
    with store.read() as session:
        assert requests.get(session, request_id).state in (
            State.SCREENED,
            State.NEEDS_REVIEW,
        )
        assert (
            reports.human_json(session, request_id)["instruments"][0]["fields"][
                "case_number"
            ]["value"]
            == "A"
        )
