"""Versions on the shelf: written, promoted, taken back."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor import artefacts
from extractor.artefacts import current
from training import shelf, trial
from training.artefact import Trained, write
from training.evaluation.comparison import Comparison, Moved
from training.models_command import models as command
from training.shelf import NoSuchModel, NothingToDo, Why


def made(place: Path, name: str, said: str) -> str:
    texts = {"maps.json": f'{{"maps": {{}}, "thresholds": {{"a": {said}}}}}'}
    return write(Trained(name, {}, texts, {}, {"ece": said}, "About."), place).version


def moved(name: str, before: float, after: float, p: float) -> Moved:
    return Moved(name, name, before, after, None, p, less=name == "ece")


def judged(*told: Moved) -> bool:
    whole = Comparison("a", "b", 9, 0, 0, (), told, (), 0, 0)
    return trial.judged(whole).passes


def test_a_new_version_is_a_candidate_until_it_is_promoted(tmp_path: Path) -> None:
    assert made(tmp_path, "one", "0.1") == "1"
    assert made(tmp_path, "one", "0.1") == "1"
    assert current(tmp_path) == {}
    shelf.promote({"one": "1"}, Why("2026-01-01T00:00:00Z"), tmp_path)
    assert made(tmp_path, "one", "0.2") == "2"
    assert shelf.candidates(tmp_path) == {"one": "2"}
    assert artefacts.load("one", tmp_path).version == "1"


def test_going_back_takes_what_was_promoted_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        for said in ("0.1", "0.2"):
            made(tmp_path, name, said)
    shelf.promote({"one": "1", "two": "1"}, Why("2026-01-01T00:00:00Z"), tmp_path)
    shelf.promote({"one": "2", "two": "2"}, Why("2026-01-02T00:00:00Z"), tmp_path)
    shelf.undo("two", Why("2026-01-03T00:00:00Z"), tmp_path)
    assert current(tmp_path) == {"one": "2", "two": "1"}
    shelf.undo(None, Why("2026-01-04T00:00:00Z"), tmp_path)
    assert current(tmp_path) == {"one": "1", "two": "1"}
    shelf.undo(None, Why("2026-01-05T00:00:00Z"), tmp_path)
    assert current(tmp_path) == {}
    with pytest.raises(NothingToDo):
        shelf.undo(None, Why("2026-01-06T00:00:00Z"), tmp_path)
    assert [e.event for e in shelf.history(tmp_path)].count("rollback") == 4


def test_versions_are_named_in_three_ways(tmp_path: Path) -> None:
    for said in ("0.1", "0.2"):
        made(tmp_path, "one", said)
    assert shelf.wanted(["one"], tmp_path) == {"one": "2"}
    assert shelf.wanted(["one@1"], tmp_path) == {"one": "1"}
    assert shelf.wanted(["one", "1"], tmp_path) == {"one": "1"}
    for wrong in ("other", "one@7"):
        with pytest.raises(NoSuchModel):
            shelf.wanted([wrong], tmp_path)


def test_worse_is_beyond_chance_or_a_far_fall_of_a_main_measure() -> None:
    assert judged(moved("instrument", 0.95, 0.96, 0.3), moved("ece", 0.1, 0.02, 0.01))
    assert not judged(moved("court_id", 0.95, 0.9, 0.01))
    assert not judged(moved("ece", 0.02, 0.1, 0.01))
    assert not judged(moved("instrument", 0.95, 0.93, 0.4))
    assert judged(moved("statutes", 0.95, 0.93, 0.4))


def test_the_command_lists_loads_and_refuses(tmp_path: Path) -> None:
    made(tmp_path, "one", "0.1")
    place = ["--models", str(tmp_path)]
    listed = CliRunner().invoke(command, ["list", *place])
    assert "candidate" in listed.output
    shelf.promote({"one": "1"}, Why("2026-01-01T00:00:00Z"), tmp_path)
    assert CliRunner().invoke(command, ["promote", *place]).exit_code == 2
    assert CliRunner().invoke(command, ["show", "none", *place]).exit_code == 2
    assert CliRunner().invoke(command, ["rollback", "one", *place]).exit_code == 0
    assert "rollback" in CliRunner().invoke(command, ["history", *place]).output
