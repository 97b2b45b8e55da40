"""A run: labelled packets go in, one judged record each comes out.

Processes are started once and load the models once; each is given one packet after
another. Only a few packets are under way at a time, so that memory does not grow with
their number.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from training.evaluation import unit
from training.evaluation.judge import judge
from training.evaluation.record import Record
from training.evaluation.unit import Task
from training.gold import Gold, Half

AHEAD = 3
"""So many packets a process wait or are under way."""


class CannotWork(RuntimeError):
    """Processes die as soon as they are started."""

    def __init__(self) -> None:
        super().__init__(
            "Processes to screen with cannot be started. Is there memory? "
            "Try --jobs 1, which needs none."
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: whose policy, how many processes, where results are kept.

    `held_back` is the half whose errors nobody shall see; its scores count.
    """

    provider: str
    jobs: int
    keep: Path
    cache: Path | None
    fingerprint: str
    held_back: Half | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """Gold and its place in its file."""

    index: int
    gold: Gold

    def task(self, plan: Plan) -> Task:
        """The packet's unit of work."""
        received = self.gold.get("received")
        return Task(
            path=self.gold.path,
            profile=unit.profile_for(self.gold, plan.provider),
            received=date.fromisoformat(received) if received else None,
            keep=plan.keep,
            cache=plan.cache,
            fingerprint=plan.fingerprint,
        )


def records(packets: Iterable[Labelled], plan: Plan) -> Iterator[Record]:
    """Judged packets in the order given; done ones are taken as they are."""
    for labelled, path in _worked(packets, plan):
        found = unit.known(path)
        if found is None:
            raise FileNotFoundError(f"the result of {labelled.gold.id} went: {path}")
        yield judge(labelled.gold, labelled.index, found, plan.held_back)


def _worked(packets: Iterable[Labelled], plan: Plan) -> Iterator[tuple[Labelled, Path]]:
    if plan.jobs == 1:
        for labelled in packets:
            yield labelled, unit.work(labelled.task(plan))
        return
    with Crew(plan) as crew:
        yield from crew.work(packets)


class Crew:
    """Processes that screen; one that dies is replaced and its packet named."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pool = self._start()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork copies our threads' locks in whatever state.
        context = get_context("spawn")
        return ProcessPoolExecutor(self._plan.jobs, context, unit.warm)

    def work(self, packets: Iterable[Labelled]) -> Iterator[tuple[Labelled, Path]]:
        """Results in order, with a bounded number under way."""
        waiting: deque[tuple[Labelled, Future[Path]]] = deque()
        for labelled in packets:
            waiting.append((labelled, self._submit(labelled)))
            if len(waiting) >= self._plan.jobs * AHEAD:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _submit(self, labelled: Labelled) -> Future[Path]:
        task = labelled.task(self._plan)
        try:
            return self._pool.submit(unit.work, task)
        except BrokenProcessPool:
            self._replace()
            return self._pool.submit(unit.work, task)

    def _first(
        self, waiting: deque[tuple[Labelled, Future[Path]]]
    ) -> tuple[Labelled, Path]:
        labelled, future = waiting.popleft()
        try:
            return labelled, future.result()
        except BrokenProcessPool:
            self._replace()
            return labelled, self._alone(labelled.task(self._plan))

    def _replace(self) -> None:
        """Start anew; where even idle processes die, no packet is to blame."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start()
        try:
            self._pool.submit(unit.warm).result()
        except BrokenProcessPool:
            raise CannotWork from None

    def _alone(self, task: Task) -> Path:
        """Which of several packets killed a process? One by one it shows."""
        try:
            return self._pool.submit(unit.work, task).result()
        except BrokenProcessPool:
            self._replace()
            return unit.died(task)
