"""A run: labelled packets go in, one judged record each comes out.

Processes are started once and load the models once; each is given one packet after
another. Only a few packets are under way at a time, so that memory does not grow with
their number.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
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


Work = Callable[[Task], Path]
"""Screens a packet and tells where the result lies; it runs in another process."""


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


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A task handed to a pool of processes."""

    task: Task
    path: Future[Path]
    pool: ProcessPoolExecutor


class Crew:
    """Processes that screen, started when the first packet needs one.

    One that dies is replaced, and its packet named.
    """

    def __init__(self, size: int, work: Work = unit.work) -> None:
        self._size = size
        self._work = work
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
        waiting: deque[tuple[Labelled, Path | UnderWay]] = deque()
        for labelled, task in packets:
            waiting.append((labelled, unit.done(task) or self._submit(task)))
            if len(waiting) >= self._size * AHEAD:
                yield self._first(*waiting.popleft())
        while waiting:
            yield self._first(*waiting.popleft())

    def _submit(self, task: Task) -> UnderWay:
        pool = self._running()
        try:
            return UnderWay(task, pool.submit(self._work, task), pool)
        except BrokenProcessPool:
            pool = self._replaced(pool)
            return UnderWay(task, pool.submit(self._work, task), pool)

    def _first(
        self, labelled: Labelled, told: Path | UnderWay
    ) -> tuple[Labelled, Path]:
        if isinstance(told, Path):
            return labelled, told
        try:
            return labelled, told.path.result()
        except (BrokenProcessPool, CancelledError):
            self._replaced(told.pool)
            return labelled, self._alone(told.task)

    def _replaced(self, broken: ProcessPoolExecutor) -> ProcessPoolExecutor:
        """A new pool for a broken one, unless another packet has seen to that.

        Where even idle processes die, no packet is to blame.
        """
        if self._pool is broken:
            self._stop()
        pool = self._running()
        try:
            pool.submit(unit.warm).result()
        except BrokenProcessPool:
            raise CannotWork from None
        return pool

    def _alone(self, task: Task) -> Path:
        """Which of several packets killed a process? One by one it shows."""
        pool = self._running()
        try:
            return pool.submit(self._work, task).result()
        except BrokenProcessPool:
            self._replaced(pool)
            return unit.died(task)
