"""The parent's hold on one reading child: ask, listen, end."""

import fcntl
import os
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass

from extractor.errors import ExtractorError, OutOfMemory, ReaderCrashed, TimedOut
from extractor.read import tools
from extractor.read.limits import Limits
from extractor.read.protocol import Task, request
from extractor.read.sandbox import Entry, Launched, Level, launch

_PATIENCE_S = 0.5
_CHUNK = 1 << 20
_ENDED_BY: dict[int, type[ExtractorError]] = {
    # Nobody but the kernel short of memory sends this one before we do.
    signal.SIGKILL: OutOfMemory,
    signal.SIGXCPU: TimedOut,
}


@dataclass(frozen=True, slots=True)
class Order:
    """All that starting a child takes; `data` is the upload's descriptor."""

    level: Level
    entry: Entry
    limits: Limits
    engine: str
    data: int


class Worker:
    """A started child with at most one task in hand."""

    def __init__(self, order: Order) -> None:
        self.task: Task | None = None
        self.deadline = 0.0
        self.ready = False
        self._limits = order.limits
        self._launched = _launch(order)
        self._heard = bytearray()
        os.set_blocking(self.fileno(), False)
        with suppress(OSError):  # a page fits in one go; a user may have had his share
            fcntl.fcntl(self.fileno(), fcntl.F_SETPIPE_SZ, _CHUNK)

    def fileno(self) -> int:
        """Where the child speaks, for a selector."""
        assert self._process.stdout is not None  # noqa: S101
        return self._process.stdout.fileno()

    @property
    def _process(self) -> tools.Process:
        return self._launched.process

    def ask(self, task: Task, deadline: float) -> None:
        """Hand a task over."""
        self.task, self.deadline = task, deadline
        assert self._process.stdin is not None  # noqa: S101
        with suppress(BrokenPipeError):  # it died; listening says so
            self._process.stdin.write(request(task))

    def listen(self) -> bytearray | None:
        """The whole answer, None while it is still coming; raises where it died."""
        try:
            chunk = os.read(self.fileno(), _CHUNK)
        except BlockingIOError:
            return None
        if not chunk:
            raise self._death()
        self._heard += chunk
        ends = chunk.find(b"\n")
        # One answer to one question: more than that is nobody we know.
        if len(self._heard) > self._limits.page_message or 0 <= ends < len(chunk) - 1:
            raise ReaderCrashed
        if ends < 0:
            return None
        line, self._heard = self._heard, bytearray()
        return line

    def _death(self) -> ExtractorError:
        code = tools.result(self._process, _PATIENCE_S)
        if code is None:  # it hung up and lives on
            return ReaderCrashed()
        number = -code if code < 0 else code - 128  # bubblewrap tells 128 + signal
        return _ENDED_BY.get(number, ReaderCrashed)()

    def dismiss(self) -> None:
        """Hang up: an idle child ends by itself."""
        if self._process.stdin is not None and self.task is None:
            self._process.stdin.close()

    def end(self) -> None:
        """Kill the child and all it started, and leave nothing behind."""
        if self.task is None:
            tools.result(self._process, _PATIENCE_S)
        tools.end(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        if self._launched.scratch is not None:
            self._launched.scratch.cleanup()


def _launch(order: Order) -> Launched:
    settings: dict[str, object] = {
        "limits": asdict(order.limits),
        "cpu_s": int(order.limits.wall_max_s) + 60,
        "engine": order.engine,
        "data": order.data,
    }
    try:
        return launch(order.level, order.entry, settings, order.data)
    except OSError as error:  # no memory, no process, no scratch folder left
        raise ReaderCrashed("It could not be started.") from error
