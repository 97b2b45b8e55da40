"""Landlock: the kernel's own file sandbox, which needs neither root nor a helper.

https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import struct
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every machine
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
# By ABI version: rename across folders came with 2, truncate with 3, ioctl with 5.
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP = 3  # bind and connect, from ABI 4 on
_SCOPES = 3  # abstract sockets and signals, from ABI 6 on


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's Landlock ABI; 0 where there is none."""
    answer = int(_libc().syscall(_CREATE, None, ctypes.c_size_t(0), 1))
    return max(answer, 0)


def _rights(abi: int) -> int:
    return max(rights for least, rights in _RIGHTS.items() if least <= abi)


def _create(abi: int) -> int:
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    wanted = struct.pack("=QQQ", _rights(abi), _TCP, _SCOPES)[:size]
    return int(_libc().syscall(_CREATE, wanted, ctypes.c_size_t(size), 0))


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no permission
        return
    try:
        kept = rights if Path(path).is_dir() else rights & _OF_A_FILE
        rule = struct.pack("=Qi", kept, opened)
        _libc().syscall(_ADD, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)


def apply(readable: tuple[str, ...], writable: tuple[str, ...]) -> bool:
    """Confine this process to some paths; False where the kernel refuses."""
    abi = version()
    ruleset = _create(abi) if abi else -1
    if ruleset < 0:
        return False
    for path in readable:
        _allow(ruleset, path, _READ)
    for path in writable:
        # Never execute what the child itself could have written.
        _allow(ruleset, path, _rights(abi) & ~_EXECUTE)
    libc = _libc()
    refused = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.syscall(
        _RESTRICT, ruleset, 0
    )
    os.close(ruleset)
    return not refused
