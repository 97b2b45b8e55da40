"""The process of a worker: `tecum worker`, or the one that `tecum serve` keeps."""

import signal
import sys
import threading

from service import desk, logs
from service.jobs.worker import Worker
from service.settings import Settings


def run(settings: Settings, ended: threading.Event, name: str | None = None) -> None:
    """Work until `ended`, SIGTERM or SIGINT; what is being read is finished first."""
    logs.configure(settings.log_level, as_json=settings.log_json)
    at = desk.opened(settings)
    worker = Worker(at, name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    worker.start()
    try:
        ended.wait()
    finally:
        worker.stop()
        at.close()


def _kept() -> None:
    """A worker kept by a server: settings come on stdin, whose end is the server's."""
    settings = Settings.model_validate_json(sys.stdin.readline())

    ended = threading.Event()

    def follow() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=follow, name="tecum-follow", daemon=True).start()
    run(settings, ended, sys.argv[1])


if __name__ == "__main__":
    _kept()
