"""The only file of the service that starts programs, and only our own.

Nothing of an upload ever reaches a command. A worker is kept by the server; `tecum
train` and `tecum models` run beside a worker.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

Heard = Callable[[str], bool]
"""Told each line, and "" every second; false ends the program."""
_PULSE_S = 1.0
_PATIENCE_S = 10.0
_PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A program that runs beside us."""

    process: subprocess.Popen[bytes]

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()

    def ended(self, within_s: float) -> int | None:
        """Its exit code, None where it still runs after so many seconds."""
        try:
            code = self.process.wait(timeout=within_s)
        except subprocess.TimeoutExpired:
            return None
        if self.process.stdin is not None:
            self.process.stdin.close()
        return code

    def end(self, patience_s: float) -> int:
        """Ask it to end, and kill it when it does not."""
        self.terminate()
        code = self.ended(patience_s)
        if code is None:
            self.process.kill()
            return self.end(patience_s)
        return code


def worker(settings: str, name: str) -> Kept:
    """A worker that ends when we do: it reads its settings, then waits for our end."""
    command = (sys.executable, "-m", "service.jobs.main", name)
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    if child.stdin is not None:
        child.stdin.write(settings.encode() + b"\n")
        child.stdin.flush()
    return Kept(child)


def tecum(arguments: Sequence[str], heard: Heard) -> int:
    """Run a verb of `tecum` and tell what it says; its exit code.

    It has a process group of its own, so that its children end with it.
    """
    command = (sys.executable, "-m", "extractor", *arguments)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **_PLAIN},
        start_new_session=True,
        encoding="utf-8",
        errors="replace",
    ) as child:
        said: SimpleQueue[str | None] = SimpleQueue()
        threading.Thread(target=_pump, args=(child, said), daemon=True).start()
        while (line := _next(said)) is not None:
            if not heard(line):
                _end(child)
        return child.wait()


def _pump(child: "subprocess.Popen[str]", said: "SimpleQueue[str | None]") -> None:
    for line in child.stdout or ():
        said.put(line)
    said.put(None)


def _next(said: "SimpleQueue[str | None]") -> str | None:
    try:
        return said.get(timeout=_PULSE_S)
    except Empty:
        return ""


def _end(child: "subprocess.Popen[str]") -> None:
    """End it and its children; whoever does not listen is killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        os.killpg(child.pid, number)
        try:
            child.wait(timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            continue
