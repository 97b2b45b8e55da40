"""Work that ends its process for one packet: what a crash in a library does."""

import os
from pathlib import Path

from training.evaluation import unit
from training.evaluation.unit import Task


def work(task: Task) -> Path:
    """Screen, but die over the letter."""
    if task.path.name == "letter.txt":
        os._exit(1)
    return unit.work(task)
