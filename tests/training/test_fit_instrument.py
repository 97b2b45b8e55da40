"""The instrument classifier's training, in small."""

from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from extractor import artefacts
from extractor.classify import calibration
from extractor.classify.instrument import InstrumentClassifier, linear_model
from training import dataset, fit_instrument
from training.artefact import Trained, write
from training.dataset import Sample
from training.judging import gap
from training.watch import Watch

SUBPOENA = "GRAND JURY SUBPOENA\nYou are commanded to appear before the grand jury."


def train(*more: Sample) -> Trained:
    watch = Watch(Console(), quiet=True)
    return fit_instrument.fit_instrument(12, 3, more, watch)


@pytest.mark.slow
def test_a_training_is_repeatable_and_what_people_corrected_changes_it(
    tmp_path: Path,
) -> None:
    odd = Sample("fraud_referral", "correction/1", "Zebra crossing quarterly.", 5.0)
    plain, taught = train(), train(odd)
    one, two = (write(m, tmp_path) for m in (plain, taught))
    assert (one.version, two.version, two.is_new) == ("1", "2", True)
    assert not write(train(), tmp_path).is_new  # the same arrays, to the hash
    for version, said in (("1", ""), ("2", "fraud_referral")):
        artefact = artefacts.load_version("instrument", version, tmp_path)
        classify = InstrumentClassifier(linear_model(artefact), artefact.source)
        assert classify(dataset.scope(SUBPOENA)).value == "grand_jury_subpoena"
        told = classify(dataset.scope(odd.text)).value
        assert told == said if said else told != "fraud_referral"


def test_a_share_of_texts_is_taken_evenly() -> None:
    drawn = [fit_instrument.look(s) for s in list(dataset.samples(5, 3))[:40]]
    quarter = fit_instrument.thinned(drawn, 0.25)
    assert len(quarter) == 10
    assert fit_instrument.thinned(drawn, 1.0) == drawn


def test_temperature_makes_overconfident_scores_modest() -> None:
    truth = np.array([0, 0, 1, 1])
    scores = np.array([[9.0, 0], [9.0, 0], [9.0, 0], [0, 9.0]])
    temperature = calibration.fit_temperature(scores, truth)
    modest = calibration.softmax(scores, temperature)
    sure = calibration.softmax(scores)
    assert temperature > 1
    off = [gap(told.max(1), told.argmax(1) == truth) for told in (modest, sure)]
    assert off[0] < off[1]
    assert calibration.log_loss(modest, truth) < calibration.log_loss(sure, truth)


def test_macro_f1_counts_every_label_alike() -> None:
    truth = np.array([0, 0, 0, 1])
    assert fit_instrument.macro_f1(truth, truth) == 1.0
    told = fit_instrument.macro_f1(np.array([0, 0, 0, 0]), truth)
    assert told == pytest.approx(6 / 7 / 2)
