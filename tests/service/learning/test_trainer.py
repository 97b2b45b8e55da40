"""What is asked of models is done once, by programs, and what they say is kept."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from service.cases.errors import TrainingUnderWay
from service.jobs import processes
from service.jobs.processes import Heard
from service.learning import models
from service.learning.trainer import Trainer
from service.store import audit, decisions, trainings
from service.store.columns import now
from service.store.schema import Training
from service.store.trainings import Kind
from tests.service.office import Office, opened
from tests.service.store.screened import screened, stored


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path) as made:
        made.desk.settings.data_dir.mkdir(exist_ok=True)
        yield made


class Programs:
    """Stands where `tecum` is started: remembers, says, and ends as it is told."""

    def __init__(self, code: int = 0, says: str = "epoch 1 of 3\n") -> None:
        self.started: list[tuple[str, ...]] = []
        self.gold: list[dict[str, object]] = []
        self.code = code
        self.says = says

    def __call__(self, arguments: Sequence[str], heard: Heard) -> int:
        self.started.append(tuple(arguments))
        if arguments[0] == "train":
            lines = Path(arguments[-1], "gold.jsonl").read_text("utf-8").splitlines()
            self.gold = [json.loads(line) for line in lines]
        return self.code if heard(self.says) else 1


def decided(office: Office) -> str:
    desk = office.desk
    request_id = screened(desk.store, stored(desk.store, desk.blobs))
    with desk.store.begin() as session:
        decisions.decide(session, request_id, "narrow", office.user_id, "as found")
    return request_id


def asked(office: Office, kind: Kind = Kind.TRAIN, **wanted: str) -> str:
    with office.desk.store.begin() as session:
        return trainings.ask(session, office.user_id, kind, **wanted).id


def look(office: Office, run: Programs) -> Training:
    done = Trainer(office.desk, "worker-1", lambda: False, run).look()
    assert done is not None
    return done


def test_a_training_learns_from_what_people_decided(office: Office) -> None:
    request_id = decided(office)
    training_id = asked(office)
    run = Programs()
    done = look(office, run)
    assert (done.id, done.state, done.requests) == (training_id, "done", 1)
    assert [line["id"] for line in run.gold] == [request_id]
    assert run.started[0][:2] == ("train", "--with-corrections")
    assert "epoch 1 of 3" in done.log
    assert str(office.desk.settings.data_dir) not in done.log


def test_the_documents_it_learned_from_are_gone_afterwards(office: Office) -> None:
    decided(office)
    asked(office)
    look(office, Programs())
    assert not list((office.desk.settings.data_dir / "learning").iterdir())


def test_only_one_at_a_time(office: Office) -> None:
    asked(office)
    with pytest.raises(TrainingUnderWay):
        asked(office, Kind.ROLLBACK, name="instrument")
    look(office, Programs())
    asked(office)


def test_a_program_that_fails_leaves_what_it_said(office: Office) -> None:
    asked(office)
    done = look(office, Programs(code=2, says="BadArtefact: made by another library\n"))
    assert done.state == "failed"
    assert "made by another library" in done.log


def test_one_that_is_called_off_ends(office: Office) -> None:
    training_id = asked(office)

    class CalledOff(Programs):
        def __call__(self, _: Sequence[str], heard: Heard) -> int:
            with office.desk.store.begin() as session:
                trainings.cancel(session, training_id, office.user_id)
            assert heard("more") is False
            return 1

    assert look(office, CalledOff()).state == "cancelled"


def test_what_a_dead_worker_left_has_failed(office: Office) -> None:
    training_id = asked(office)
    with office.desk.store.begin() as session:
        row = trainings.take(session, "worker-0")
        assert row is not None
        row.heartbeat = now() - timedelta(minutes=10)
    assert Trainer(office.desk, "worker-1", lambda: False, Programs()).look() is None
    with office.desk.store.read() as session:
        assert trainings.get(session, training_id).state == "failed"


def test_promotion_and_rollback_are_the_programs_own(office: Office) -> None:
    run = Programs()
    asked(office, Kind.PROMOTE, name="instrument", version="3")
    look(office, run)
    asked(office, Kind.PROMOTE, name="instrument", version="3", reason="counsel asks")
    look(office, run)
    asked(office, Kind.ROLLBACK, name="instrument", reason="it misreads faxes")
    look(office, run)
    assert run.started == [
        ("models", "promote", "instrument@3"),
        ("models", "promote", "instrument@3", "--force", "counsel asks"),
        ("models", "rollback", "instrument", "--reason", "it misreads faxes"),
    ]
    with office.desk.store.read() as session:
        said = [e.action for e in audit.entries(session)]
    assert said.count("model.promote.done") == 2
    assert "model.rollback.asked" in said


def test_trainings_come_by_themselves_where_that_is_set(tmp_path: Path) -> None:
    with opened(tmp_path, train_days=7) as office:
        assert look(office, Programs()).asked_by == "system"
        trainer = Trainer(office.desk, "worker-1", lambda: False, Programs())
        assert trainer.look() is None


def test_the_operator_may_say_what_is_trained(tmp_path: Path) -> None:
    with opened(tmp_path, train_options="--only instrument --seed 7") as office:
        office.desk.settings.data_dir.mkdir(exist_ok=True)
        decided(office)
        asked(office)
        run = Programs()
        look(office, run)
    chosen = ("train", "--only", "instrument", "--seed", "7", "--with-corrections")
    assert run.started[0][:6] == chosen


def test_a_program_is_heard_line_by_line_and_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "slow"
    script.write_text("#!/bin/sh\necho one\nsleep 60\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    lines: list[str] = []

    def heard(line: str) -> bool:
        lines.append(line)
        return bool(line)

    assert processes.tecum(("train",), heard) != 0
    assert lines[0] == "one\n"


def test_the_models_that_lie_ready_are_listed(tmp_path: Path) -> None:
    for version in ("9", "10"):
        folder = tmp_path / "instrument" / version
        folder.mkdir(parents=True)
        manifest = {
            "name": "instrument",
            "version": version,
            "figures": {"f1": 0.91234},
        }
        (folder / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "current.toml").write_text('instrument = "9"\n')
    watch = models.InForce(tmp_path)
    found = models.models(tmp_path)
    assert [(m.version, m.is_current) for m in found] == [("10", False), ("9", True)]
    assert found[0].figures == {"f1": "0.912"}
    assert not watch.changed()
    (tmp_path / "current.toml").write_text('instrument = "10"\n')
    assert watch.changed()
    assert not watch.changed()
