import pytest

from service.cases.states import ALLOWED, ENDED, RETRYABLE, REVIEWABLE, State, may


def reachable(start: State) -> set[State]:
    seen, todo = set[State](), [start]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += ALLOWED[state]
    return seen


def test_every_state_is_reached_and_every_one_says_what_follows() -> None:
    assert set(ALLOWED) == set(State)
    assert reachable(State.RECEIVED) == set(State)


@pytest.mark.parametrize("state", sorted(set(State) - {State.DELETED}))
def test_no_state_is_a_trap(state: State) -> None:
    assert State.CLOSED in reachable(state)
    assert State.DELETED in reachable(state)


def test_what_may_be_retried_may_be_queued_and_what_ended_deleted() -> None:
    assert all(may(state, State.QUEUED) for state in RETRYABLE)
    assert all(may(state, State.DELETED) for state in ENDED)
    assert not any(may(state, State.DELETED) for state in REVIEWABLE)
