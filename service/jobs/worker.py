"""A process that screens: takes jobs, says that it lives, cleans up after the dead."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog
from sqlalchemy.exc import OperationalError

from extractor import artefacts, classify, find
from service.desk import Desk
from service.jobs import deliveries, reaper, steps, watch
from service.jobs.dbos_queue import DbosWorker
from service.jobs.port import Job
from service.jobs.warming import warm
from service.learning.models import InForce
from service.learning.trainer import Trainer
from service.store import retention, runs
from service.store.columns import new_id, now
from service.store.retention import Policy
from service.store.schema import Worker as WorkerRow

_LOG = structlog.get_logger(__name__)
_GRACE_S = 20
_HOUR_S = 3600.0


def new_name() -> str:
    """A name no worker had before: machine, process, and a number of its own."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{new_id()[-8:]}"


class Worker:
    """Takes jobs until it is stopped."""

    def __init__(self, desk: Desk, name: str | None = None) -> None:
        self._desk = desk
        self.name = name or new_name()
        self._running: set[tuple[str, int]] = set()
        self._lock = threading.Lock()
        self._models = InForce()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._jobs = DbosWorker(
            desk.settings.jobs_url, self.name, desk.settings.workers
        )

    def start(self) -> None:
        """Warm up, say that it lives, then take jobs: taken before, they are reaped."""
        settings = self._desk.settings
        warm(settings)
        self._started = now()
        self._beat()
        self._jobs.start(self._work)
        self._every("pulse", settings.lease_s / 4, self._beat)
        self._every("reaper", settings.reap_s, lambda: reaper.reap(self._desk))
        self._every("webhooks", 1.0, lambda: deliveries.deliver(self._desk))
        self._every("retention", _HOUR_S, self._retain)
        self._every("models", settings.reap_s, self._renew)
        trainer = Trainer(self._desk, self.name, self._stopping.is_set)
        self._every("training", settings.reap_s, trainer.look)
        if settings.watch_dir is not None:
            watcher = watch.Watcher(self._desk, settings.watch_dir)
            self._every("watch", settings.watch_s, watcher.look)

    def stop(self) -> None:
        """Take no more jobs, finish those that run, and leave."""
        self._stopping.set()
        self._jobs.stop(_GRACE_S)
        for thread in self._threads:
            thread.join(timeout=5)
        with suppress(OperationalError), self._desk.store.begin() as session:
            runs.leave(session, self.name)

    def wait(self) -> None:
        """Sleep until somebody calls `stop`."""
        self._stopping.wait()

    def _work(self, job: Job) -> None:
        key = (job.request_id, job.run)
        with self._lock:
            self._running.add(key)
            beside = len(self._running)
        try:
            steps.Screening(self._desk, job, self.name, beside).run()
        finally:
            with self._lock:
                self._running.discard(key)

    def _retain(self) -> None:
        """Delete what is kept no longer, and bytes that nothing refers to."""
        desk = self._desk
        kept = Policy.uniform(desk.settings.retention_days)
        swept = retention.sweep(desk.store, desk.blobs, kept)
        if swept.requests or swept.blobs:
            _LOG.info("retention", deleted=len(swept.requests), blobs=swept.blobs)

    def _renew(self) -> None:
        """Read the models anew when others are in force, between two jobs."""
        with self._lock:
            if not self._running and self._models.changed():
                classify.reload()
                find.reload()
                _LOG.info("models renewed", models=artefacts.version())

    def _beat(self) -> None:
        with self._lock:
            running = frozenset(self._running)
        row = WorkerRow(
            id=self.name,
            started=self._started,
            capacity=self._desk.settings.workers,
        )
        with self._desk.store.begin() as session:
            runs.beat(session, row, running)

    def _every(self, name: str, seconds: float, work: Callable[[], object]) -> None:
        def repeat() -> None:
            while not self._stopping.wait(seconds):
                try:
                    work()
                except Exception:  # noqa: BLE001
                    # A round that fails must not end the rounds to come.
                    _LOG.exception("round failed", round=name, worker=self.name)

        self._spawn(name, repeat)

    def _spawn(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=f"tecum-{name}", daemon=True)
        thread.start()
        self._threads.append(thread)
