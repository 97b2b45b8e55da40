"""A parent that is stopped takes its children with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.read.sandbox import Entry
from tests.faults.conftest import Children

SCRIPT = """
import os
from extractor.read.options import ReadOptions
from extractor.read.reading import read
from extractor.read.sandbox import Entry
entry = Entry("sources", (os.environ["FAULTS"],))
options = ReadOptions(jobs=2, sandbox=os.environ["LEVEL"])
read(b"ocr:loop\\nocr:loop", "x", options, entry)
"""
ROOT = Path(__file__).parents[2]


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


@pytest.mark.slow
@pytest.mark.parametrize("level", ["auto", "off"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_children_end_with_their_parent(
    number: int, level: str, entry: Entry, children: Children, tmp_path: Path
) -> None:
    environment = {
        "FAULTS": entry.folders[0],
        "LEVEL": level,
        "PATH": os.environ["PATH"],
    }
    scratch = tmp_path.parent / f"{tmp_path.name}-scratch"
    scratch.mkdir()
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**environment, "TMPDIR": str(scratch)},
        stderr=subprocess.DEVNULL,
    )
    assert until(lambda: len(children()) >= 2)
    parent.send_signal(number)
    assert parent.wait(10) != 0
    assert until(lambda: not children())
    if number == signal.SIGINT:
        assert list(scratch.iterdir()) == []
