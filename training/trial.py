"""Candidates tried beside the current models on the frozen sets."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from extractor.artefacts import MODELS, VARIABLE, current
from training import shelf, sources
from training.evaluation.comparison import Comparison, Moved, compare
from training.evaluation.fingerprint import fingerprint
from training.evaluation.record import read, write
from training.evaluation.run import Labelled, Plan, records
from training.evaluation.unit import AUTO
from training.gold import Half, chosen
from training.shelf import Versions

MAIN = ("instrument", "jurisdiction", "categories", "identifiers", "findings")
"""Measures of which not even the point may fall by more than the margin."""
MARGIN = 0.01
GATES = frozenset(
    {
        *MAIN,
        "instrument_macro_f1",
        "not_legal_process_recall",
        "court_id",
        "dates",
        "case_number",
        "categories_macro_f1",
        "statutes",
        "disposition",
        "ece",
        "unreviewed_error",
    }
)
"""Measures that may not fall beyond chance."""


@dataclass(frozen=True, slots=True)
class Set:
    """A labelled set to compare on; only its half held back, which is never shown."""

    folder: Path
    held_back: Half | None


FROZEN = tuple(
    Set(folder, Half.EVEN) for folder in (*sources.FROZEN[1:], *sources.AUTHORED)
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether candidates may become current, and the comparison it rests on."""

    told: Comparison
    worse: tuple[Moved, ...]

    @property
    def passes(self) -> bool:
        """True where nothing got worse."""
        return not self.worse

    @property
    def figures(self) -> dict[str, tuple[float, float]]:
        """Every measure of the gate, before and after."""
        moved = (m for m in self.told.moved if m.name in GATES)
        return {m.name: (round(m.before, 4), round(m.after, 4)) for m in moved}


def judged(told: Comparison) -> Judgement:
    """Worse is what falls beyond chance, and a main measure that falls at all far."""
    return Judgement(told, tuple(m for m in told.moved if _is_worse(m)))


def _is_worse(moved: Moved) -> bool:
    if moved.name not in GATES:
        return False
    fall = moved.after - moved.before if moved.less else moved.before - moved.after
    return moved.verdict == "worse" or (moved.name in MAIN and fall > MARGIN)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a folder of models, and what to call it."""

    name: str
    models: Path


Step = Callable[[int, int], None]
"""Told after every set: how many are done, of how many."""


def compared(
    candidate: Versions,
    models: Path = MODELS,
    sets: tuple[Set, ...] = FROZEN,
    step: Step = lambda _done, _of: None,
) -> Comparison:
    """The current models against the same with candidates in their places."""
    with tempfile.TemporaryDirectory() as place:
        used = {**current(models), **candidate}
        sides = (
            Side("current", _copied(current(models), models, Path(place) / "old")),
            Side("candidate", _copied(used, models, Path(place) / "new")),
        )
        files = _worked(sides, sets, Path(place), step)
        before, after = (
            chain.from_iterable(read(path) for path in files[side.name])
            for side in sides
        )
        return compare(before, after, ("current", _named(candidate)))


def _named(candidate: Versions) -> str:
    return " ".join(f"{name}@{version}" for name, version in sorted(candidate.items()))


def _copied(used: Versions, models: Path, place: Path) -> Path:
    """A shelf with these versions only."""
    for name, version in used.items():
        shutil.copytree(models / name / version, place / name / version)
    shelf.write_current(used, place)
    return place


def _worked(
    sides: tuple[Side, Side], sets: tuple[Set, ...], place: Path, step: Step
) -> dict[str, list[Path]]:
    """Records of every set, by side; the sides run beside each other."""
    told: dict[str, list[Path]] = {side.name: [] for side in sides}
    pools = []
    waiting: list[Future[Path]] = []
    try:
        for side in sides:
            pool = ProcessPoolExecutor(1, get_context("spawn"))
            pools.append(pool)
            for number, each in enumerate(sets):
                path = place / side.name / f"{number}.jsonl"
                with _pointed_at(side.models):  # read as the process starts
                    waiting.append(pool.submit(_screened, each, path))
                told[side.name].append(path)
        for done, future in enumerate(as_completed(waiting), 1):
            future.result()
            step(done, len(waiting))
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)
    return told


@contextmanager
def _pointed_at(models: Path) -> Iterator[None]:
    """Processes started now take their models from this folder."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(models)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def _screened(each: Set, path: Path) -> Path:
    """Screen one set with this process's models; where its records lie."""
    plan = Plan(
        provider=AUTO,
        jobs=1,
        keep=path.parent / "units",
        cache=Path(".cache/read"),
        fingerprint=fingerprint(),
        held_back=each.held_back,
    )
    packets = (Labelled(i, g) for i, g in chosen(each.folder, each.held_back))
    write(path, records(packets, plan))
    return path
