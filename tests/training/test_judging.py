"""What is judged was not learnt from, and chances come to mean what they say."""

import numpy as np
import pytest

from training.judging import fold, gap, held_out, platt


def test_every_part_is_judged_once_by_all_the_others() -> None:
    words = ["ant", "bee", "ape", "bat", "cow", "1", "2"]
    told = list(held_out(words, lambda w: w[0] if w.isalpha() else None))
    assert [held for _, held in told] == [["ant", "ape"], ["bee", "bat"], ["cow"]]
    assert all(set(learn) == set(words) - set(held) for learn, held in told)


def test_what_belongs_to_no_part_is_never_judged() -> None:
    assert not list(held_out(["drawn"], lambda _: None))


def test_a_fold_hangs_on_the_name_alone() -> None:
    folds = {fold(f"packet {n}", 5) for n in range(50)}
    assert folds == {0, 1, 2, 3, 4}
    assert fold("packet 7", 5) == fold("packet 7", 5)


def test_scores_too_sure_of_themselves_are_scaled_down() -> None:
    rng = np.random.default_rng(3)
    scores = rng.normal(0, 6, 4000)
    truth = rng.random(4000) < 1 / (1 + np.exp(-(scores / 3 - 1)))
    told = platt(scores.tolist(), truth.tolist())
    assert told.scale == pytest.approx(1 / 3, abs=0.04)
    assert told.shift == pytest.approx(-1, abs=0.15)
    chances = 1 / (1 + np.exp(-(scores * told.scale + told.shift)))
    assert gap(chances, truth) < 0.03 < gap(1 / (1 + np.exp(-scores)), truth)


def test_the_gap_is_the_mean_distance_of_chance_from_truth() -> None:
    assert gap([0.75] * 4, [True, True, True, False]) == 0
    assert gap([0.95, 0.95, 0.05, 0.05], [True, False, False, False]) == pytest.approx(
        (0.45 + 0.05) / 2
    )
    assert gap([], []) == 0
