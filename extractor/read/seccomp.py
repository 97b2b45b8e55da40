"""A system-call filter: no sockets, no tracing, no mounts, no leaving the group.

The child puts it on itself before it touches the upload. A denied call answers EPERM,
so that an honest library that merely asks goes on working.
"""

import ctypes
import errno
import platform
import struct

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT = 0, 4
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | errno.EPERM
_X32 = 0x40000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    #                x86_64 aarch64
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "ptrace": (101, 117),
    "setpgid": (109, 154),
    "setsid": (112, 157),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "open_by_handle_at": (304, 265),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "pidfd_send_signal": (424, 424),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "pidfd_getfd": (438, 438),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _instruction(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def program(machine: str) -> bytes:
    """The filter for a machine; empty where its call numbers are not known."""
    if machine not in _MACHINES:
        return b""
    column = tuple(_MACHINES).index(machine)
    numbers = [calls[column] for calls in _DENIED.values()]
    checks = [
        _instruction(_EQUAL, number, yes=len(numbers) - place)
        for place, number in enumerate(numbers)
    ]
    return b"".join(
        (
            _instruction(_LOAD, _MACHINE_AT),
            # The 32-bit tables number calls otherwise: a foreign table is denied whole.
            _instruction(_EQUAL, _MACHINES[machine], yes=1),
            _instruction(_RETURN, _DENY),
            _instruction(_LOAD, _NUMBER_AT),
            _instruction(_AT_LEAST, _X32, yes=len(numbers) + 1),
            *checks,
            _instruction(_RETURN, _ALLOW),
            _instruction(_RETURN, _DENY),
        )
    )


def apply() -> bool:
    """Put the filter on this process and all it will start; False where refused."""
    code = program(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    if not code or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    loaded = _Program(len(code) // 8, code)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(loaded), 0, 0) == 0)
