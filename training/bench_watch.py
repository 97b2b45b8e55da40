"""What a piece of work costs: wall time, CPU time and memory of all its processes.

Read from /proc while the work runs: sandboxed children are waited for by others.
"""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

_EVERY_S = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB = 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and the sum of every process's own peak in MiB."""

    wall_s: float
    cpu_s: float
    memory_mib: float


@dataclass(slots=True)
class _Watch:
    """Peaks and CPU times of a process and of all that descend from it."""

    root: int
    peaks_kib: dict[int, int] = field(default_factory=dict)
    cpu_s: dict[int, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.over.wait(_EVERY_S):
            for pid in _family(self.root):
                self._look(pid)

    def _look(self, pid: int) -> None:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return  # it has ended
        peak = [line for line in status.splitlines() if line.startswith("VmHWM")]
        if peak:
            self.peaks_kib[pid] = int(peak[0].split()[1])
        user, system = stat.rpartition(")")[2].split()[11:13]
        self.cpu_s[pid] = (int(user) + int(system)) / _TICKS


def _family(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    family = [root]
    for pid in family:
        family.extend(child for child, parent in parents.items() if parent == pid)
    return family


def measure(work: Callable[[], T]) -> tuple[T, Cost]:
    """Do the work in a process of its own, begun anew, and say what it cost."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pid = pool.submit(os.getpid).result()
        watch = _Watch(pid)
        thread = threading.Thread(target=watch.run)
        thread.start()
        try:
            result, wall_s = pool.submit(_timed, work).result()
        finally:
            watch.over.set()
            thread.join()
    memory_mib = sum(watch.peaks_kib.values()) / _KIB
    return result, Cost(wall_s, sum(watch.cpu_s.values()), memory_mib)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun
