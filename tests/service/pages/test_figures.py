"""Figures: what is counted, drawn and taken along."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from service.cases.corrections import Kind
from service.cases.decisions import DecisionKind
from service.cases.roles import EVERYTHING, Visibility
from service.cases.states import State
from service.pages.figures import agreeing, counting, learning, transparency
from service.pages.figures.charts import Series, lines, stacked
from service.pages.figures.transparency import HalfYear
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.store.requests import NewRequest, create
from service.store.schema import CorrectionRow, DecisionRow, Request

AT = datetime(2026, 5, 13, 12, tzinfo=UTC)
"""A Wednesday noon: what is counted by the week must not hang on today."""
NOBODY = Visibility(matters=(), submitter="nobody")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = connect(f"sqlite:///{tmp_path_factory.mktemp('figures')}/tecum.db")
    upgrade(made)
    return made


def _request(store: Store, name: str, outcome: str = "", hours: float = 0) -> str:
    with store.begin() as session:
        new = NewRequest(name, 1, f"{name:0>64}", "amazon", channel="fax")
        made = create(session, new).request
        made.created = AT - timedelta(hours=hours)
        made.instrument = "search_warrant"
        if outcome:
            made.decided_as, made.state = outcome, State.DECIDED
            session.add(_decision(made, outcome))
        return made.id


def _decision(request: Request, outcome: str) -> DecisionRow:
    return DecisionRow(
        request_id=request.id,
        seq=1,
        kind=DecisionKind.DECIDE,
        disposition=outcome,
        user_id="a",
        at=AT,
        version=1,
    )


def _correction(
    store: Store, request_id: str, path: str, said: tuple[str, str, int]
) -> None:
    user, after, seq = said
    with store.begin() as session:
        session.add(
            CorrectionRow(
                request_id=request_id,
                seq=seq,
                kind=Kind.SET,
                path=path,
                after=after,
                evidence=[],
                user_id=user,
                at=AT,
                base_version=0,
                version=seq,
            )
        )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_no_cell_of_the_csv_is_a_formula(cell: str) -> None:
    text = transparency.as_csv(HalfYear(2026, 1), ["Instrument"], [[cell]])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == ["2026-H1", f"'{cell}"]


@pytest.mark.parametrize(
    ("day", "name", "first", "after"),
    [
        (date(2026, 6, 30), "2026-H1", (2026, 1), (2026, 7)),
        (date(2026, 7, 1), "2026-H2", (2026, 7), (2027, 1)),
    ],
)
def test_a_half_year_ends_where_the_next_begins(
    day: date, name: str, first: tuple[int, int], after: tuple[int, int]
) -> None:
    half = HalfYear.of(day)
    assert half.name == name
    assert half.bounds == (
        datetime(*first, 1, tzinfo=UTC),
        datetime(*after, 1, tzinfo=UTC),
    )
    assert half.before.bounds[1] == half.bounds[0]


def test_transparency_counts_outcomes_and_what_is_open(store: Store) -> None:
    _request(store, "a", "narrow")
    _request(store, "b", "reject")
    _request(store, "c")
    with store.read() as session:
        half = HalfYear.of(AT.date())
        head, rows = transparency.table(session, EVERYTHING, half)
        hidden = transparency.table(session, NOBODY, half)[1]
    row = dict(zip(head, rows[0], strict=True))
    assert row["Country"] == "Not told"
    assert row["Instrument"] == "Search warrant"
    assert (row["Received"], row["Narrow"], row["Reject"]) == ("3", "1", "1")
    assert row["Open"] == "1"
    assert hidden == []


def test_turn_round_is_counted_from_arrival_to_decision(store: Store) -> None:
    for index, hours in enumerate((2, 4, 9)):
        _request(store, f"{index}", "ready", hours)
    with store.read() as session:
        chart = counting.turn_round(session, EVERYTHING, AT.date())
    assert chart.series[0].values[-1] == pytest.approx(4.0, abs=0.1)


def test_the_correction_rate_is_a_share_of_decided_requests(store: Store) -> None:
    ids = [_request(store, f"{n}", "ready") for n in range(4)]
    path = "instruments/0/fields/case_number"
    _correction(store, ids[0], path, ("a", "x", 1))
    _correction(store, ids[0], path, ("a", "y", 2))
    with store.read() as session:
        (rate,) = counting.correction_rates(session, EVERYTHING, AT)
    assert (rate.label, rate.lately, rate.before) == ("Case number", 0.25, None)


def test_agreement_looks_at_the_last_word_of_each_person(store: Store) -> None:
    one, other = _request(store, "a"), _request(store, "b")
    path = "instruments/0/fields/case_number"
    for request_id, values in ((one, ("x", "y", "y")), (other, ("x", "z", "z"))):
        _correction(store, request_id, path, ("ada", values[0], 1))
        _correction(store, request_id, path, ("ben", values[1], 2))
    _correction(store, one, path, ("ada", "y", 3))
    with store.read() as session:
        (row,) = agreeing.agreement(session, EVERYTHING)
    assert (row.label, row.agreed, row.total) == ("Case number", 1, 2)
    assert row.low < 0.5 < row.high


def test_two_who_decide_one_request_are_compared(store: Store) -> None:
    said = (("narrow", "narrow"), ("narrow", "reject"), ("ready", "ready"))
    for index, (first, second) in enumerate(said):
        request_id = _request(store, f"{index}", first)
        with store.begin() as session:
            session.add(
                DecisionRow(
                    request_id=request_id, seq=2, kind=DecisionKind.DECIDE,
                    disposition=second, user_id="somebody else", at=AT, version=1,
                )
            )  # fmt: skip
    with store.read() as session:
        (row,) = agreeing.agreement(session, EVERYTHING)
        assert agreeing.agreement(session, NOBODY) == []
    assert (row.label, row.agreed, row.total) == ("Disposition", 2, 3)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a"), ("a", "a")], None),
        ([], None),
    ],
)
def test_kappa_is_agreement_beyond_chance(
    pairs: list[tuple[str, str]], kappa: float | None
) -> None:
    assert agreeing.kappa(pairs) == kappa


def test_drift_is_the_share_of_a_weeks_decisions_that_were_corrected(
    store: Store,
) -> None:
    ids = [_request(store, f"{n}", "ready") for n in range(4)]
    path = "instruments/0/fields/case_number"
    _correction(store, ids[0], path, ("a", "x", 1))
    _correction(store, ids[0], path, ("a", "y", 2))
    with store.read() as session:
        chart = counting.correction_drift(session, EVERYTHING, AT.date())
        hidden = counting.correction_drift(session, NOBODY, AT.date())
    assert (chart.series[0].name, chart.series[0].values[-1]) == ("Case number", 25.0)
    assert chart.series[0].values[0] is None
    assert hidden.is_empty


def test_the_sample_to_audit_stays_the_same_for_a_week(store: Store) -> None:
    for n in range(30):
        request_id = _request(store, f"{n}")
        with store.begin() as session:
            session.get_one(Request, request_id).state = State.SCREENED

    def drawn(week: str) -> list[str]:
        with store.read() as session:
            return [r.id for r in learning.audit_sample(session, EVERYTHING, week)]

    assert len(drawn("2026-W10")) == 10
    assert drawn("2026-W10") == drawn("2026-W10")
    assert drawn("2026-W10") != drawn("2026-W11")


def test_bars_stand_on_each_other_and_reach_the_top_at_most() -> None:
    chart = stacked("x", ["a", "b"], [Series("s", (3, 0)), Series("t", (4, 1))])
    first, second, *_ = chart.bars
    assert second.y + second.height == pytest.approx(first.y)
    assert min(bar.y for bar in chart.bars) >= 0
    assert [tick.label for tick in chart.rows] == ["0", "4", "8"]


def test_a_missing_value_breaks_the_line() -> None:
    chart = lines("x", ["a", "b", "c"], [Series("s", (1, None, 2))])
    assert chart.lines[0][1].count("M") == 2
    assert len(chart.dots) == 2


def test_a_chart_without_numbers_says_so() -> None:
    assert stacked("x", ["a"], [Series("s", (0,))]).is_empty
