"""The best wall this machine offers around the reading child, and how to start in it.

bubblewrap: no network, an empty file system but for what reading needs, its own
processes. landlock: the same files, no sockets. rlimits: sizes and times alone.
"""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from extractor.errors import NoSandbox
from extractor.read import landlock, places, tools

_SCRATCH = "/tmp"  # noqa: S108  inside bubblewrap: an empty folder of its own
_SCRATCH_BYTES = 512 << 20
_BOOT = "import sys;sys.path[:0]={paths};from {module} import {verb};{verb}()"
_SPARE_PROCESSES = 64


class Level(StrEnum):
    """How well the child is walled in, best first."""

    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    RLIMITS = "rlimits"


@dataclass(frozen=True, slots=True)
class Entry:
    """The module the child runs, and folders it needs beyond our own package."""

    module: str = "extractor.read.child"
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Launched:
    """A started child and the scratch folder to remove after it, if it has one."""

    process: tools.Process
    scratch: tempfile.TemporaryDirectory[str] | None = field(default=None)


@cache
def _offers(option: str) -> bool:
    return option in (tools.output(("bwrap", "--help")) or "")


@cache
def bubblewrap_works() -> bool:
    """True when bubblewrap is there and really starts our interpreter."""
    if not shutil.which("bwrap"):
        return False
    check = (places.interpreter(), *_FLAGS, "-c", "print('in')")
    said = tools.output((*_walls(Entry()), *check), places.environment(_SCRATCH))
    return said == "in\n"


@cache
def landlock_works() -> bool:
    """True when the kernel confines a process of ours, files and sockets both."""
    if not landlock.version():
        return False
    argv = _boot("extractor.read.confine", "try_out", Entry(), [*places.readable()])
    return tools.output(argv, places.environment("/")) == "in\n"


def level(wanted: Literal["auto", "require", "off"]) -> Level:
    """The level in force; raises NoSandbox where one is required and none works."""
    if wanted == "off":
        return Level.RLIMITS
    if bubblewrap_works():
        return Level.BUBBLEWRAP
    if landlock_works():
        return Level.LANDLOCK
    if wanted == "require":
        raise NoSandbox
    return Level.RLIMITS


def launch(at: Level, entry: Entry, settings: dict[str, object], data: int) -> Launched:
    """Start a child at a level; `data` is the descriptor that holds the upload."""
    if at is Level.BUBBLEWRAP:
        argv = (*_walls(entry), *_command(entry, {**settings, "level": at}))
        environment = places.environment(_SCRATCH)
        return Launched(tools.start(argv, environment, (data,)))
    scratch = tempfile.TemporaryDirectory(prefix="tecum-", ignore_cleanup_errors=True)
    told = {
        **settings,
        "level": at,
        "parent": os.getpid(),
        "readable": (*places.readable(), *entry.folders, "/dev/urandom"),
        "writable": (scratch.name, "/dev/null"),
    }
    environment = places.environment(scratch.name)
    started = tools.start(_command(entry, told), environment, (data,))
    return Launched(started, scratch)


_FLAGS = ("-s", "-P", "-S", "-B")


def _command(entry: Entry, settings: dict[str, object]) -> tuple[str, ...]:
    told = {**settings, "processes": _own_processes() + _SPARE_PROCESSES}
    return _boot(entry.module, "main", entry, told)


def _boot(module: str, verb: str, entry: Entry, told: object) -> tuple[str, ...]:
    """Our interpreter, without its site files, calling one function of ours."""
    paths = [str(places.package().parent), *places.libraries(), *entry.folders]
    boot = _BOOT.format(paths=paths, module=module, verb=verb)
    return (places.interpreter(), *_FLAGS, "-c", boot, json.dumps(told))


def _own_processes() -> int:
    """Threads of this user: old kernels count the limit over all of them."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/task"):
        try:
            if status.stat().st_uid == os.getuid():
                found += sum(1 for _ in status.iterdir())
        except OSError:  # it ended meanwhile
            continue
    return found


def _walls(entry: Entry) -> tuple[str, ...]:
    walls = [
        shutil.which("bwrap") or "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
    ]
    walls += ["--cap-drop", "ALL", "--hostname", "reader", "--chdir", "/"]
    if _offers("--disable-userns"):
        walls += ["--unshare-user", "--disable-userns"]
    walls += ["--size", str(_SCRATCH_BYTES)] if _offers("--size") else []
    # Before the binds, some of which may lie inside it.
    walls += ["--tmpfs", _SCRATCH, "--dev", "/dev"]
    for path in (*places.readable(), *entry.folders):
        walls += ["--ro-bind", path, path]
    return (*walls, "--")
