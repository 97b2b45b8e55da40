"""The only place that starts a process: the reading child, a program's version."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

SHOW_STDERR = "TECUM_READER_STDERR"
"""Set it to see a child's tracebacks; they may quote the document, so off otherwise."""

Process = subprocess.Popen[bytes]

_LOOK = os.WEXITED | os.WNOWAIT | os.WNOHANG


def start(
    argv: Sequence[str], environment: Mapping[str, str], keep: tuple[int, ...]
) -> Process:
    """Start a child in its own session, with pipes and the descriptors to keep."""
    return subprocess.Popen(
        argv,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get(SHOW_STDERR) else subprocess.DEVNULL,
        pass_fds=keep,
        env=dict(environment),
        cwd="/",
        start_new_session=True,
    )


def result(process: Process, patience_s: float) -> int | None:
    """How a child ended, minus the signal where one ended it; None where it lives."""
    until = time.monotonic() + patience_s
    while process.returncode is None:
        ended = os.waitid(os.P_PID, process.pid, _LOOK)
        if ended is not None:
            told = ended.si_status
            return told if ended.si_code == os.CLD_EXITED else -told
        if time.monotonic() >= until:
            return None
        time.sleep(0.002)
    return process.returncode


def end(process: Process) -> None:
    """Kill a child and its process group, and reap it."""
    # Not yet reaped, so the group's number cannot be anybody else's.
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def output(
    argv: Sequence[str],
    environment: Mapping[str, str] | None = None,
    timeout_s: float = 20.0,
) -> str | None:
    """What a program prints, at most 4 KiB; None where it is missing or fails."""
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=None if environment is None else dict(environment),
            timeout=timeout_s,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout[:4096].decode("utf-8", "replace")
