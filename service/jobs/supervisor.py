"""The workers of `tecum serve`: a process of their own, started anew when it dies."""

import threading
import time

import structlog

from service.desk import Desk
from service.jobs import processes
from service.jobs.processes import Kept
from service.jobs.worker import new_name
from service.store import runs

_PATIENCE_S = 30.0
_PAUSES_S = (0.2, 1.0, 2.0, 5.0)
_HEALTHY_S = 60.0
_LOG = structlog.get_logger(__name__)


class Supervisor:
    """Keeps one worker process alive until it is stopped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="tecum-supervisor")
        self._child: Kept | None = None

    def start(self) -> None:
        """Start the worker and watch over it."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to finish; kill it when it does not."""
        self._stopping.set()
        if self._child is not None:
            self._child.terminate()
        self._thread.join()

    def _keep(self) -> None:
        deaths = 0
        while not self._stopping.is_set():
            name, started = new_name(), time.monotonic()
            told = self._desk.settings.told()
            self._child = processes.worker(told, name)
            code = self._wait(self._child)
            if self._stopping.is_set():
                return
            _LOG.error("worker died", worker=name, code=code)
            # Its silence need not be waited for: the reaper may act at once.
            with self._desk.store.begin() as session:
                runs.leave(session, name)
            if time.monotonic() - started > _HEALTHY_S:
                deaths = 0
            self._stopping.wait(_PAUSES_S[min(deaths, len(_PAUSES_S) - 1)])
            deaths += 1

    def _wait(self, child: Kept) -> int:
        while not self._stopping.is_set():
            code = child.ended(0.5)
            if code is not None:
                return code
        return child.end(_PATIENCE_S)
