"""The child's own limits, put on before it touches the upload."""

import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import dataclass

from extractor.read import landlock, seccomp

_PARENT_DEATH_SIGNAL = 1
_FILE_BYTES = 128 << 20
_OPEN_FILES = 256


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the parent asks the child to put on."""

    level: str
    address_space: int
    cpu_s: int
    processes: int
    parent: int = 0
    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()


def confine(wanted: Confinement) -> None:
    """Put every limit on; end at once where the asked level cannot be had."""
    _die_with(wanted.parent)
    _limit(wanted)
    if wanted.level == "landlock" and not _wall_in(wanted.readable, wanted.writable):
        sys.exit(1)
    if wanted.level == "bubblewrap":
        seccomp.apply()  # over and above: the namespaces stand without it


def try_out() -> None:
    """Say "in" where this kernel walls a process in; run by the parent, once."""
    if _wall_in(tuple(json.loads(sys.argv[1])), ()):
        sys.stdout.write("in\n")


def _wall_in(readable: tuple[str, ...], writable: tuple[str, ...]) -> bool:
    return landlock.apply(readable, writable) and seccomp.apply()


def _die_with(parent: int) -> None:
    if not parent or not sys.platform.startswith("linux"):
        return  # bubblewrap sees to it, with a process namespace of its own
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the signal was asked for
        sys.exit(1)


def _limit(wanted: Confinement) -> None:
    limits = {
        resource.RLIMIT_AS: wanted.address_space,
        resource.RLIMIT_CPU: wanted.cpu_s,
        resource.RLIMIT_NPROC: wanted.processes,
        resource.RLIMIT_FSIZE: _FILE_BYTES,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wish in limits.items():
        hard = resource.getrlimit(kind)[1]
        most = wish if hard == resource.RLIM_INFINITY else min(wish, hard)
        # The processor limit's own signal comes at the soft limit, a plain kill at the
        # hard one: kept apart, the parent can tell lateness from want of memory.
        soft = max(most - 5, 1) if kind == resource.RLIMIT_CPU else most
        resource.setrlimit(kind, (soft, most))
