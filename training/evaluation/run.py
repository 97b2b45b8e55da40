"""A run: labelled packets go in, one judged record each comes out.

Processes are started once and load the models once; each is given one packet after
another. Only a few packets are under way at a time, so that memory does not grow with
their number.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
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
    with Crew(plan.jobs) as crew:
        yield from crew.work((p, p.task(plan)) for p in packets)


class Crew:
    """Processes that screen, started when the first packet needs one.

    One that dies is replaced, and its packet named.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a fork copies our threads' locks in whatever state.
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._size, context, unit.warm)
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def work(
        self, packets: Iterable[tuple[Labelled, Task]]
    ) -> Iterator[tuple[Labelled, Path]]:
        """Results in order, with a bounded number under way."""
        waiting: deque[tuple[Labelled, Task, Path | Future[Path]]] = deque()
        for labelled, task in packets:
            waiting.append((labelled, task, unit.done(task) or self._submit(task)))
            if len(waiting) >= self._size * AHEAD:
                yield self._first(waiting.popleft())
        while waiting:
            yield self._first(waiting.popleft())

    def _submit(self, task: Task) -> Future[Path]:
        try:
            return self._running().submit(unit.work, task)
        except BrokenProcessPool:
            self._replace()
            return self._running().submit(unit.work, task)

    def _first(
        self, under_way: tuple[Labelled, Task, Path | Future[Path]]
    ) -> tuple[Labelled, Path]:
        labelled, task, path = under_way
        if isinstance(path, Path):
            return labelled, path
        try:
            return labelled, path.result()
        except (BrokenProcessPool, CancelledError):
            self._replace()
            return labelled, self._alone(task)

    def _replace(self) -> None:
        """Start anew; where even idle processes die, no packet is to blame."""
        self._stop()
        try:
            self._running().submit(unit.warm).result()
        except BrokenProcessPool:
            raise CannotWork from None

    def _alone(self, task: Task) -> Path:
        """Which of several packets killed a process? One by one it shows."""
        try:
            return self._running().submit(unit.work, task).result()
        except BrokenProcessPool:
            self._replace()
            return unit.died(task)
