"""Several reading children at work on one upload, under one clock.

One thread watches them all: a task goes to an idle child; a child that is late, dies
or speaks nonsense is killed and its task ends in a code; the others carry on.
"""

import selectors
import time
from collections import deque
from collections.abc import Callable, Iterable

from extractor.errors import ExtractorError, OutOfMemory, ReaderCrashed, TimedOut
from extractor.read.codec import Json, Malformed
from extractor.read.limits import Limits
from extractor.read.protocol import Opened, Task, error_in, opened, parse
from extractor.read.worker import Order, Worker

Outcome = dict[str, Json] | ExtractorError
Settle = Callable[[Task, Outcome], Iterable[Task]]
"""Takes a task's outcome, returns what to do next; raises Malformed at nonsense."""

_OPEN = Task("open")
_DEATHS = 20
_LIGHT = 64
"""So many pages to plan are worth one more child; of heavier tasks, one is."""


def _nothing(task: Task, outcome: Outcome) -> tuple[Task, ...]:
    del task, outcome
    return ()


class Pool:
    """Children that hold the same upload open; close it when done."""

    def __init__(self, order: Order, jobs: int) -> None:
        self._order = order
        self._jobs = max(jobs, 1)
        self._began = time.monotonic()
        self._wall = self._began + order.limits.wall_base_s
        self._workers: list[Worker] = []
        self._selector = selectors.DefaultSelector()
        self._deaths = 0
        self._waiting: deque[Task] = deque()
        self._settle: Settle = _nothing
        self._opened: Opened | None = None

    def open(self) -> Opened:
        """Open the upload in a first child; raises what went wrong."""
        self._start()
        while self._opened is None:
            self._attend()
        read = min(self._opened.pages, self._limits.pages)
        self._wall = self._began + self._limits.wall_s(read)
        return self._opened

    def run(self, tasks: Iterable[Task], settle: Settle) -> None:
        """Do tasks and all that settling them brings up; every one is settled."""
        self._settle = settle
        self._waiting.extend(tasks)
        self._feed()
        while self._waiting or any(w.task for w in self._workers):
            self._attend()
            self._feed()

    def close(self) -> None:
        """End every child."""
        for worker in self._workers:
            worker.dismiss()
        while self._workers:
            self._retire(self._workers[-1])
        self._selector.close()

    @property
    def _limits(self) -> Limits:
        return self._order.limits

    def _start(self) -> None:
        try:
            worker = Worker(self._order)
        except ReaderCrashed as error:
            self._do_without(error)
            return
        self._workers.append(worker)
        self._selector.register(worker, selectors.EVENT_READ, worker)
        worker.ask(_OPEN, self._wall)

    def _do_without(self, error: ExtractorError) -> None:
        self._jobs = max(len(self._workers), 1)
        if not self._workers:
            self._give_up(error)

    def _retire(self, worker: Worker) -> None:
        self._workers.remove(worker)
        self._selector.unregister(worker)
        worker.end()

    def _feed(self) -> None:
        latest = time.monotonic() + self._limits.ocr_page_s
        for worker in self._workers:
            if self._waiting and worker.ready and worker.task is None:
                worker.ask(self._waiting.popleft(), min(latest, self._wall))
        while self._lacks_hands():
            self._start()

    def _lacks_hands(self) -> bool:
        if not self._waiting or len(self._workers) >= self._jobs:
            return False
        opening = sum(not worker.ready for worker in self._workers)
        light = sum(task.verb == "plan" for task in self._waiting)
        heavy = len(self._waiting) - light
        return not self._workers or heavy + light // _LIGHT > opening

    def _attend(self) -> None:
        busy = [worker.deadline for worker in self._workers if worker.task]
        patience = max(min(busy, default=self._wall) - time.monotonic(), 0)
        for key, _ in self._selector.select(patience):
            if key.data in self._workers:
                self._hear(key.data)
        now = time.monotonic()
        for worker in [w for w in self._workers if w.task and w.deadline <= now]:
            self._lose(worker, TimedOut())
        if now >= self._wall:
            self._give_up(TimedOut())

    def _hear(self, worker: Worker) -> None:
        try:
            line = worker.listen()
        except ExtractorError as error:
            self._lose(worker, error)
            return
        if line is None or worker.task is None:
            return
        task, worker.task = worker.task, None
        # The next task goes out before this answer is looked at: both sides work.
        self._feed()
        try:
            message = parse(line, self._limits)
            self._conclude(worker, task, error_in(message) or message)
        except Malformed:
            self._put_back(worker)
            worker.task = task
            self._lose(worker, ReaderCrashed())

    def _put_back(self, worker: Worker) -> None:
        if worker.task is not None:
            self._waiting.appendleft(worker.task)
            worker.task = None

    def _conclude(self, worker: Worker, task: Task, outcome: Outcome) -> None:
        if task == _OPEN:
            self._welcome(worker, outcome)
            return
        self._waiting.extend(self._settle(task, outcome))
        if isinstance(outcome, OutOfMemory):  # what it holds it will not give back
            self._put_back(worker)
            self._retire(worker)
            self._mourn(outcome)

    def _welcome(self, worker: Worker, outcome: Outcome) -> None:
        if isinstance(outcome, ExtractorError):
            self._lose(worker, outcome)
            return
        told = opened(outcome)
        if self._opened not in (None, told):
            raise Malformed
        self._opened = told
        worker.ready = True

    def _lose(self, worker: Worker, error: ExtractorError) -> None:
        task = worker.task
        self._retire(worker)
        if self._opened is None:
            raise error
        if task is not None and task != _OPEN:
            self._waiting.extend(self._settle(task, error))
        self._mourn(error)

    def _mourn(self, error: ExtractorError) -> None:
        self._deaths += 1
        if self._deaths >= _DEATHS:
            self._give_up(error)

    def _give_up(self, error: ExtractorError) -> None:
        if self._opened is None:
            raise error
        for worker in [w for w in self._workers if w.task]:
            self._put_back(worker)
            self._retire(worker)
        while self._waiting:
            for task in tuple(self._waiting):
                self._waiting.popleft()
                self._waiting.extend(self._settle(task, error))
