"""How to read: what a caller may choose."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extractor.read.limits import Limits


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller may choose; `progress` is told pages done and pages in all.

    `cache` is a folder for pages read before, None to read anew.
    """

    ocr: Literal["auto", "always", "never"] = "auto"
    sandbox: Literal["auto", "require", "off"] = "auto"
    jobs: int = field(default_factory=cores)
    cache: Path | None = None
    limits: Limits = field(default_factory=Limits)
    engine: str = "auto"
    progress: Callable[[int, int], None] | None = None
