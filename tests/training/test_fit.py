from pathlib import Path

import numpy as np
import pytest

from extractor.classify import artefacts, calibration
from extractor.classify.instrument import InstrumentClassifier, linear_model
from training import dataset, fit
from training.artefact import write


@pytest.mark.slow
def test_a_small_training_is_repeatable_and_loads(
    tmp_path: Path,
) -> None:
    for name in ("one", "two"):
        seen = [fit.look(s) for s in dataset.samples(12, 3)]
        write(fit.trained(fit.fit(seen), fit.judge(seen), seen), tmp_path / name)
    one, two = (tmp_path / n / "instrument" / fit.VERSION for n in ("one", "two"))
    assert [p.read_bytes() for p in sorted(one.iterdir())] == [
        p.read_bytes() for p in sorted(two.iterdir())
    ]
    artefact = artefacts.load("instrument", tmp_path / "one")
    classify = InstrumentClassifier(linear_model(artefact), artefact.source)
    text = "GRAND JURY SUBPOENA\nYou are commanded to appear before the grand jury."
    assert classify(dataset.scope(text)).value == "grand_jury_subpoena"


def test_temperature_makes_overconfident_scores_modest() -> None:
    truth = np.array([0, 0, 1, 1])
    scores = np.array([[9.0, 0], [9.0, 0], [9.0, 0], [0, 9.0]])
    temperature = calibration.fit_temperature(scores, truth)
    modest = calibration.softmax(scores, temperature)
    sure = calibration.softmax(scores)
    gap = calibration.expected_calibration_error
    assert temperature > 1
    assert gap(modest, truth) < gap(sure, truth)
    assert calibration.log_loss(modest, truth) < calibration.log_loss(sure, truth)


def test_macro_f1_counts_every_label_alike() -> None:
    truth = np.array([0, 0, 0, 1])
    assert fit.macro_f1(truth, truth) == 1.0
    assert fit.macro_f1(np.array([0, 0, 0, 0]), truth) == pytest.approx(6 / 7 / 2)
