"""Trainings, promotions and rollbacks, one at a time, by the programs of `tecum`.

The service never imports training: it exports what people decided, runs `tecum train`
on it, and `tecum models` to compare, promote or go back.
"""

import shlex
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from service.cases.errors import TrainingUnderWay
from service.desk import Desk
from service.jobs import processes
from service.jobs.processes import Heard
from service.learning.models import Model, models
from service.store import exporting, requests, trainings
from service.store.schema import Training
from service.store.trainings import DONE, FAILED, Kind

Run = Callable[[Sequence[str], Heard], int]
_WORSE = 1
"""How `tecum models compare` ends where a candidate is worse than what is in force."""
_LOG = structlog.get_logger(__name__)


class Stopped(Exception):
    """It was called off, or the worker ends."""


class Trainer:
    """Looks for what is asked; `run` starts a verb of `tecum`."""

    def __init__(
        self,
        desk: Desk,
        owner: str,
        stopping: Callable[[], bool],
        run: Run = processes.tecum,
    ) -> None:
        self._desk = desk
        self._owner = owner
        self._stopping = stopping
        self._run = run

    def look(self) -> Training | None:
        """Do what is asked, if anything is; what became of it."""
        with self._desk.store.begin() as session, suppress(TrainingUnderWay):
            if trainings.is_due(session, self._desk.settings.train_days):
                trainings.ask(session, requests.SYSTEM)
        with self._desk.store.begin() as session:
            row = trainings.take(session, self._owner)
        return None if row is None else self._done(row)

    def _done(self, row: Training) -> Training:
        folder = self._desk.settings.data_dir / "learning" / row.id
        try:
            good = _Task(self._desk, row, self._hears(row), self._run).work(folder)
            state, said = (DONE, "") if good else (FAILED, "It ended with an error.")
        except Stopped:
            state, said = FAILED, "The worker was stopped."
        finally:
            # It holds documents: nothing of it outlives the training.
            shutil.rmtree(folder, ignore_errors=True)
        with self._desk.store.begin() as session:
            ended = trainings.end(session, row.id, state, said)
        _LOG.info("models", kind=row.kind, state=ended.state)
        return ended

    def _hears(self, row: Training) -> Callable[[str, str], bool]:
        """What a program says goes to the log; false ends it."""

        def hears(step: str, line: str) -> bool:
            with self._desk.store.begin() as session:
                wanted = trainings.tell(session, row.id, step, line)
            return wanted and not self._stopping()

        return hears


class _Task:
    """The programs of one training, promotion or rollback."""

    def __init__(
        self, desk: Desk, row: Training, hears: Callable[[str, str], bool], run: Run
    ) -> None:
        self._desk = desk
        self._row = row
        self._hears = hears
        self._start = run

    def work(self, folder: Path) -> bool:
        """True when everything ended well."""
        if self._row.kind == Kind.TRAIN:
            return self._train(folder)
        return self._verb(self._row.kind, ("models", *self._change())) == 0

    def _change(self) -> tuple[str, ...]:
        wanted = self._row.wanted
        why = wanted.get("reason", "")
        if self._row.kind == Kind.ROLLBACK:
            return (Kind.ROLLBACK, wanted["name"], *(("--reason", why) if why else ()))
        forced = ("--force", why) if why else ()
        return (Kind.PROMOTE, f"{wanted['name']}@{wanted['version']}", *forced)

    def _train(self, folder: Path) -> bool:
        self._say("export", "Writing what people decided as gold.\n")
        self._export(folder)
        before = {model.key for model in models()}
        chosen = shlex.split(self._desk.settings.train_options)
        if self._verb("train", ("train", *chosen, "--with-corrections", str(folder))):
            return False
        made = [model for model in models() if model.key not in before]
        with self._desk.store.begin() as session:
            told = [{"name": m.name, "version": m.version} for m in made]
            trainings.get(session, self._row.id).made = told
        return not made or self._compare(made)

    def _export(self, folder: Path) -> None:
        desk = self._desk
        with desk.store.read() as session:
            ids = exporting.chosen(session)
        done = exporting.export(desk.store, desk.blobs, folder, ids, self._row.asked_by)
        with desk.store.begin() as session:
            trainings.get(session, self._row.id).requests = done.requests
        self._say(
            "export", f"{done.requests} requests, {done.corrected} of them corrected.\n"
        )

    def _compare(self, made: list[Model]) -> bool:
        """Candidates beside what is in force; "worse" is an answer as well."""
        said: list[str] = []
        named = (f"{model.name}@{model.version}" for model in made)
        code = self._verb("compare", ("models", "compare", *named), said)
        with self._desk.store.begin() as session:
            trainings.get(session, self._row.id).comparison = "".join(said)
        return code in (0, _WORSE)

    def _verb(
        self, step: str, arguments: Sequence[str], said: list[str] | None = None
    ) -> int:
        """Run a verb and keep what it says; its exit code."""

        def heard(line: str) -> bool:
            if said is not None:
                said.append(line)
            return self._hears(step, line)

        self._say(step, f"$ tecum {' '.join(_shown(arguments))}\n")
        code = self._start(arguments, heard)
        self._say(step)
        return code

    def _say(self, step: str, line: str = "") -> None:
        if not self._hears(step, line):
            raise Stopped


def _shown(arguments: Sequence[str]) -> list[str]:
    """Without the folder, which names the machine's."""
    return [a if not a.startswith("/") else "EXPORT" for a in arguments]
