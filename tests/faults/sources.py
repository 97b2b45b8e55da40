"""Sources that fail on purpose, and the child that serves them: only tests start it.

The upload's text names what each page does, one a line: "ok", "abort", "loop" ...;
"at-open:abort" does it while opening.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractor.document import Note, Origin, Page
from extractor.errors import NoEngine, PasswordProtected
from extractor.geometry import Box
from extractor.read.child import serve
from extractor.read.codec import encode_planned
from extractor.read.limits import Limits
from extractor.read.plain import lay_out
from extractor.read.source import Planned


def main() -> None:
    serve(lambda data, limits: FaultSource(data.decode(), limits))


def loop() -> None:
    while True:
        time.sleep(0.1)


def allocate() -> None:
    bytearray(4 << 30)


def speak_nonsense() -> None:
    """Write into the very pipe that answers go through."""
    answer(b"nonsense\n")


def speak_too_long() -> None:
    answer(b"[" * (20 << 20))


def speak_deep() -> None:
    answer(b"[" * 100_000 + b"\n")


def lie() -> None:
    """A page whose only fault is a box that is no box."""
    told = encode_planned(
        Planned(lay_out("word", 2), needs_ocr=False, has_picture=False), Limits()
    )
    told["page"]["words"][1] = [float("nan")]
    answer(json.dumps(told).encode() + b"\n")


def speak_twice() -> None:
    answer(b"{}\n{}\n")


def answer(line: bytes) -> None:
    for descriptor in range(3, 20):
        try_write(descriptor, line)
    loop()


def try_write(descriptor: int, line: bytes) -> None:
    view = memoryview(line)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except OSError:
            return


def print_from_c() -> None:
    libc = ctypes.CDLL(None)
    libc.puts(b"a C library says hello")
    libc.fflush(None)
    os.write(1, b"and so does Python\n")


def connect() -> None:
    with socket.socket() as reaching:
        reaching.connect(("127.0.0.1", 1))


def read_passwords() -> None:
    Path("/etc/passwd").read_text()


def leave_a_process() -> None:
    subprocess.Popen([__file__, "600"], executable="/bin/sleep")


def fork_and_hang() -> None:
    if os.fork() == 0:
        loop()
    os.kill(os.getpid(), signal.SIGKILL)


def need_a_password() -> None:
    raise PasswordProtected("page in a safe")


def miss_an_engine() -> None:
    raise NoEngine


def miss_a_library() -> None:
    raise ModuleNotFoundError("no such library")


def raise_with_secrets() -> None:
    raise ValueError("the subscriber's name is secret")


DEEDS: dict[str, Callable[[], None]] = {
    "ok": lambda: None,
    "abort": os.abort,
    "allocate": allocate,
    "connect": connect,
    "deep": speak_deep,
    "import": miss_a_library,
    "hang-orphan": fork_and_hang,
    "leave": leave_a_process,
    "lie": lie,
    "long": speak_too_long,
    "loop": loop,
    "no-engine": miss_an_engine,
    "nonsense": speak_nonsense,
    "passwords": read_passwords,
    "password": need_a_password,
    "print": print_from_c,
    "raise": raise_with_secrets,
    "recurse": lambda: exec("def f(): f()\nf()", {}),  # noqa: S102
    "twice": speak_twice,
}


class FaultSource:
    """Pages that do what their line says; "ocr:" before it: when recognised."""

    media = "text"

    def __init__(self, text: str, limits: Limits) -> None:
        del limits
        self._lines = [] if text == "no-pages" else text.splitlines()
        self.notes: tuple[Note, ...] = (Note("fault", "made for tests"),)
        for line in self._lines:
            if line.startswith("at-open:"):
                DEEDS[line.removeprefix("at-open:")]()

    def __len__(self) -> int:
        return 10**7 if "ten-million" in self._lines else len(self._lines)

    def plan(self, index: int) -> Planned:
        line = self._lines[index]
        if line.startswith("ocr:"):
            page = lay_out("", index + 1)
            return Planned(page, needs_ocr=True, has_picture=True)
        if line.startswith("mixed:"):
            page = lay_out("a good layer beside a picture", index + 1)
            return Planned(page, needs_ocr=True, has_picture=True)
        return Planned(page_of(line, index + 1), needs_ocr=False, has_picture=False)

    def recognise(self, index: int) -> Page:
        line = self._lines[index].removeprefix("ocr:").removeprefix("mixed:")
        page = page_of(line, index + 1)
        return replace(page, origin=Origin.OCR, reason="recognised")

    def picture(self, index: int, dpi: int) -> bytes | None:
        DEEDS[self._lines[index]]()
        return b"\xff\xd8\xff" + str(dpi).encode() if index % 2 == 0 else None


def page_of(line: str, number: int) -> Page:
    """The page a line tells of, after its deed."""
    page = lay_out(f"page {number} {line}", number)
    match line:
        case "nan":
            wrong = Box(number, float("nan"), 0, 10, 10)
            return replace(page, words=(replace(page.words[0], box=wrong),))
        case "many-words":
            return replace(page, words=page.words * 500_000)
        case "off-page":
            wrong = Box(number, -50, 0, 9_999_999, 10)
            return replace(page, words=(replace(page.words[0], box=wrong),))
        case "half-characters":
            return replace(page, words=(replace(page.words[0], text="a\ud800\x00b"),))
        case _:
            DEEDS[line]()
            return page
