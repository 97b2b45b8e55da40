"""Figures from records: each by hand here, then from the ledger."""

from pathlib import Path

import numpy as np
import pytest

from tests.training.evaluation.papers import category, instrument, record
from training.evaluation import bars, intervals
from training.evaluation.bars import BadBars, Bar
from training.evaluation.ledger import Thresholds, ledger
from training.evaluation.record import Answer, Count, DemandCount, Reading, Verdict
from training.evaluation.scores import by_slice, scores
from training.evaluation.trust import (
    Confidences,
    coverages,
    curves,
    lowest_threshold,
    reliabilities,
)

RIGHT, WRONG, MISSED, INVENTED = Verdict


def told(*records: object, accept: float = 0.9) -> dict[str, float]:
    of = ledger(records, Thresholds(accept))  # type: ignore[arg-type]
    return {s.measure.name: s.value for s in scores(of, 20)}


def test_accuracy_and_macro_f1_of_instruments() -> None:
    figures = told(
        record("a", instrument("civil_subpoena", "civil_subpoena")),
        record("b", instrument("civil_subpoena", "civil_subpoena")),
        record("c", instrument("trial_subpoena", "civil_subpoena")),
        record("d", instrument("not_legal_process", "not_legal_process")),
    )
    assert figures["instrument"] == 0.75
    # civil: 2 right, 1 invented -> 0.8; trial: 0; not process: 1.
    assert figures["instrument_macro_f1"] == pytest.approx((0.8 + 0 + 1) / 3)
    assert figures["not_legal_process_recall"] == 1.0


def test_micro_and_macro_f1_of_sets() -> None:
    figures = told(
        record("a", category("location", RIGHT), category("testimony", INVENTED)),
        record("b", category("location", RIGHT), category("stored_files", MISSED)),
    )
    assert figures["categories"] == pytest.approx(4 / 6)
    assert figures["categories_macro_f1"] == pytest.approx(1 / 3)


def test_calibration_error_is_the_mean_gap_of_bins() -> None:
    figures = told(
        record("a", instrument("civil_subpoena", "civil_subpoena", 0.95)),
        record("b", instrument("civil_subpoena", "trial_subpoena", 0.95)),
        record("c", instrument("civil_subpoena", "civil_subpoena", 0.65)),
    )
    assert figures["ece"] == pytest.approx((2 * abs(0.95 - 0.5) + 0.35) / 3)
    assert figures["accepted"] == pytest.approx(2 / 3)
    assert figures["accepted_error"] == 0.5


def test_characters_demands_and_pages_are_summed_over_packets() -> None:
    reading = Reading(Count(3, 100), Count(1, 20))
    demands = DemandCount(4, 2, 2, 1, 2, 3, 3)
    figures = told(
        record("a", reading=reading, demands=demands, part_pages=Count(1, 2)),
        record("b", reading=Reading(Count(1, 100), Count(1, 20))),
    )
    assert figures["cer"] == pytest.approx(0.02)
    assert figures["wer"] == pytest.approx(0.05)
    assert figures["demands"] == pytest.approx(4 / 6)
    assert figures["demands_exact"] == pytest.approx(2 / 6)
    assert figures["demand_categories"] == pytest.approx(4 / 6)
    assert figures["part_pages"] == 0.5


def test_a_value_given_for_null_counts_as_invented_but_not_as_wrong() -> None:
    given = Answer("date_due", None, "2026-01-01", INVENTED, 0.9, unlabelled=True)
    none = Answer("date_due", None, None, RIGHT, 0.5, unlabelled=True)
    letter = {"slices": {"half": "odd look", "instrument": "not_legal_process"}}
    figures = told(record("a", given), record("b", none), record("c", given, **letter))
    assert figures["invented_fields"] == 0.5
    assert figures["fields_of_no_process"] == 1.0
    assert "date_due" not in figures


def test_what_nobody_labelled_has_no_score() -> None:
    assert "date_due" not in told(record("a"))
    assert told() == {}


def test_slices_are_scored_each_by_itself() -> None:
    right = instrument("civil_subpoena", "civil_subpoena")
    wrong = instrument("civil_subpoena", "trial_subpoena")
    scan = {"half": "even look", "media": "scan"}
    of = ledger([record("a", right), record("b", wrong, slices=scan)], Thresholds())
    figures = {
        (s.slice_name, s.value): s.scores["instrument"].value for s in by_slice(of)
    }
    assert figures["media", "text"] == 1.0
    assert figures["media", "scan"] == 0.0
    assert figures["half", "even"] == 0.0
    assert ("half", "look") in figures


def test_intervals_hold_the_figure_and_narrow_with_more_packets() -> None:
    def width(count: int) -> float:
        records = [
            record(str(i), instrument("a", "a" if i % 4 else "b")) for i in range(count)
        ]
        (score,) = (
            s
            for s in scores(ledger(records, Thresholds()), 400)
            if s.measure.name == "instrument"
        )
        assert score.interval is not None
        assert score.interval.low < score.value < score.interval.high
        return score.interval.high - score.interval.low

    assert width(400) < width(40) / 2


def test_all_right_is_no_proof_of_perfection() -> None:
    records = [record(str(i), instrument("a", "a")) for i in range(10)]
    (score,) = (
        s
        for s in scores(ledger(records, Thresholds()), 50)
        if s.measure.name == "instrument"
    )
    assert score.interval is not None
    # Wilson's interval of 10 of 10.
    assert score.interval.low == pytest.approx(0.7225, abs=1e-3)


@pytest.mark.parametrize(
    ("lost", "won", "p"), [(0, 0, 1.0), (0, 5, 0.0625), (5, 0, 0.0625), (1, 9, 0.0215)]
)
def test_mcnemar_is_the_exact_test(lost: int, won: int, p: float) -> None:
    assert intervals.mcnemar(lost, won) == pytest.approx(p, abs=1e-4)


def test_two_sided_chance_is_small_only_where_signs_agree() -> None:
    assert intervals.two_sided(np.full(999, 0.1)) < 0.01
    assert intervals.two_sided(np.linspace(-1, 1, 999)) > 0.9
    assert intervals.two_sided(np.zeros(99)) == 1.0
    assert intervals.two_sided(np.array([np.nan])) == 1.0


def test_draws_are_the_same_every_time() -> None:
    of = ledger([record(str(i), instrument("a", "a")) for i in range(9)], Thresholds())
    assert np.array_equal(intervals.resampled(of, 60), intervals.resampled(of, 60))


def test_the_lowest_threshold_takes_equal_confidences_together() -> None:
    values = [(0.9, True)] * 49 + [(0.8, True), (0.8, False), (0.5, False)]
    assert lowest_threshold(values, 0.98) == (0.8, 51)
    assert lowest_threshold([(0.5, False)], 0.98) == (None, 0)


def test_reliability_coverage_and_curves_of_labels() -> None:
    records = [
        record(
            "a",
            instrument("x", "x", 0.95),
            category("location", RIGHT, 0.9),
            category("location", INVENTED, 0.4),
            category("testimony", MISSED, None),
        ),
        record("b", instrument("x", "y", 0.6)),
    ]
    seen = Confidences()
    for each in records:
        seen.add(each)
    thresholds = Thresholds(0.9, {"instrument": 0.5})
    (coverage,) = coverages(seen, thresholds)
    assert (coverage.taken, coverage.of, coverage.wrong) == (2, 2, 1)
    by_name = {c.label: c for c in curves(seen)}
    assert by_name["location"].points == ((1.0, 1.0), (1.0, 0.5))
    assert by_name["testimony"].points == ()
    (one, _, every) = reliabilities(ledger(records, thresholds))
    assert [b.right for b in one.bins] == [0.0, 1.0]
    assert every.what == "all"


def test_bars_are_met_or_missed_for_all_and_for_each_half() -> None:
    of = ledger(
        [
            record("a", instrument("x", "x")),
            record("b", instrument("x", "y"), slices={"half": "even report"}),
        ],
        Thresholds(),
    )
    wanted = (Bar("instrument", 0.9), Bar("cer", 0.1, at_most=True))
    first, second = bars.reached(wanted, of, ("look", "report"))
    assert [first.verdict(g) for g in first.by_group] == ["missed", "met", "missed"]
    assert second.verdict("all") == "not scored"


@pytest.mark.parametrize("name", bars.shipped())
def test_shipped_bars_load(name: str) -> None:
    assert bars.load(name)


@pytest.mark.parametrize(
    "text",
    ["bars: 3", "[", "bars: [{measure: x}]", "bars: [{measure: x, at_least: a}]"],
)
def test_wrong_bars_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bars.yaml"
    path.write_text(text)
    with pytest.raises(BadBars):
        bars.load(str(path))
    with pytest.raises(BadBars, match="real"):
        bars.load("no-such-bars")
