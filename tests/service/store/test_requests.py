from concurrent.futures import ThreadPoolExecutor

import pytest

from service.cases.errors import (
    AlreadyClaimed,
    BadCursor,
    IdempotencyMismatch,
    IllegalTransition,
    NotFound,
)
from service.cases.roles import EVERYTHING, Visibility
from service.cases.states import State
from service.store import audit, listing, requests
from service.store.engine import Store
from service.store.listing import Filter, Sort
from service.store.requests import NewRequest
from service.store.schema import Matter, Request
from tests.service.store.screened import new, read, screened


def test_the_same_key_gives_the_same_request(store: Store) -> None:
    first = new(store, idempotency_key="k", submitter_id="ann")
    assert new(store, idempotency_key="k", submitter_id="ann") == first
    assert new(store, idempotency_key="k", submitter_id="bob") != first
    assert new(store) != new(store)


def test_a_key_used_for_other_bytes_is_refused(store: Store) -> None:
    new(store, idempotency_key="k")
    with pytest.raises(IdempotencyMismatch):
        new(store, idempotency_key="k", sha256="b" * 64)


def test_eight_uploads_with_one_key_at_once_make_one_request(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: new(store, idempotency_key="k"), range(8)))
    assert len(ids) == 1


def test_the_same_bytes_are_linked_to_the_first_request(store: Store) -> None:
    first, second, third = new(store), new(store), new(store, sha256="c" * 64)
    with store.read() as session:
        assert requests.get(session, second).duplicate_of == first
        assert requests.get(session, third).duplicate_of is None


def test_only_allowed_transitions_pass_and_each_is_audited(store: Store) -> None:
    request_id = new(store)
    with pytest.raises(IllegalTransition), store.begin() as session:
        requests.transition(session, request_id, State.DECIDED, "ann")
    with store.begin() as session:
        requests.transition(session, request_id, State.QUEUED, "ann")
    with store.read() as session:
        said = audit.entries_about(session, f"request/{request_id}")
    assert [entry.action for entry in said] == ["request.state", "request.created"]
    assert said[0].detail == {"before": "received", "after": "queued", "reason": ""}


def test_what_fails_leaves_neither_row_nor_audit_entry(store: Store) -> None:
    def begin_and_fail() -> None:
        with store.begin() as session:
            requests.create(session, NewRequest("a", 1, "a" * 64, "amazon"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()
    with store.read() as session:
        assert listing.count(session, Filter()) == 0
        assert list(audit.entries(session)) == []


def test_a_failure_keeps_its_code_until_it_is_queued_again(store: Store) -> None:
    request_id = new(store)
    read(store, request_id)
    with store.begin() as session:
        requests.fail(session, request_id, "system", "timed_out", "Too slow.")
    with store.read() as session:
        assert requests.get(session, request_id).error_code == "timed_out"
    with store.begin() as session:
        requests.transition(session, request_id, State.QUEUED, "ann")
    with store.read() as session:
        assert requests.get(session, request_id).error_code is None


def test_two_analysts_claim_and_one_gets_it(store: Store) -> None:
    request_id = screened(store)

    def claim(user: str) -> str:
        try:
            with store.begin() as session:
                return requests.claim(session, request_id, user).assignee_id or ""
        except AlreadyClaimed:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        results = set(pool.map(claim, ("ann", "bob")))
    assert "refused" in results
    assert results & {"ann", "bob"}


def test_a_released_request_waits_again(store: Store) -> None:
    request_id = screened(store)
    with store.begin() as session:
        requests.claim(session, request_id, "ann")
    with store.begin() as session:
        request = requests.release(session, request_id, "ann")
    assert (request.state, request.assignee_id) == (State.NEEDS_REVIEW, None)


def test_what_is_not_theirs_to_see_looks_like_nothing(store: Store) -> None:
    with store.begin() as session:
        session.add(Matter(id="M", name="Harbour", created=audit.now()))
    secret, mine, open_to_all = new(store), new(store, matter_id="M"), new(store)
    with store.begin() as session:
        requests.get(session, secret).restricted = True
    analyst, member = Visibility(), Visibility(matters=("M",))
    with store.read() as session:
        for who, seen in (
            (analyst, {open_to_all}),
            (member, {open_to_all, mine}),
            (Visibility(restricted=True), {open_to_all, secret}),
            (EVERYTHING, {open_to_all, secret, mine}),
        ):
            page = listing.listed(session, Filter(), who=who)
            assert {r.id for r in page.requests} == seen
            assert listing.count(session, Filter(), who) == len(seen)
        with pytest.raises(NotFound):
            requests.get(session, secret, analyst)


@pytest.mark.parametrize("sort", Sort)
def test_pages_by_cursor_give_each_request_once_in_order(
    store: Store, sort: Sort
) -> None:
    ids = {screened(store) if n % 3 else new(store) for n in range(11)}
    with store.read() as session:
        whole = listing.listed(session, Filter(), sort, page=(None, 100)).requests
        cursor, paged = None, list[Request]()
        for _ in range(20):
            page = listing.listed(session, Filter(), sort, page=(cursor, 3))
            paged += page.requests
            if (cursor := page.cursor) is None:
                break
    assert [r.id for r in paged] == [r.id for r in whole]
    assert {r.id for r in paged} == ids


@pytest.mark.parametrize("cursor", ["x", "e30", "WyJyaXNrIiwxLCJhIl0", "\x00é", "W10"])
def test_a_strange_cursor_is_refused(store: Store, cursor: str) -> None:
    with store.read() as session, pytest.raises(BadCursor):
        listing.listed(session, Filter(), Sort.DUE, page=(cursor, 3))


def test_search_takes_words_plainly_wherever_they_are(store: Store) -> None:
    first = screened(store, new(store, filename="100%_sure.pdf", sender="Ana Prt"))
    new(store, filename="other.pdf")
    with store.read() as session:
        for words, found in (
            ("PRT 0419", [first]),
            ("quill@EXAMPLEMAIL", [first]),
            ("100%_s", [first]),
            ("1%s", []),
            ("'; DROP TABLE requests; --", []),
        ):
            page = listing.listed(session, Filter(search=words))
            assert [r.id for r in page.requests] == found, words


def test_filters_narrow_the_list(store: Store) -> None:
    done, fresh = screened(store), new(store, channel="fax")
    with store.read() as session:
        for chosen, seen in (
            (Filter(channel="fax"), {fresh}),
            (Filter(instrument="grand_jury_subpoena"), {done}),
            (Filter(states=(State.RECEIVED, State.CLOSED)), {fresh}),
            (Filter(unassigned=True), {fresh, done}),
            (Filter(assignee_id="ann"), set()),
        ):
            page = listing.listed(session, chosen)
            assert {r.id for r in page.requests} == seen
        tallies = {t.state: t.count for t in listing.tallies(session)}
    assert tallies[State.RECEIVED] == 1
