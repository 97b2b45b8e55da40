"""The unit of work: one labelled packet is screened once, and its result is kept.

A unit's name is a hash of all that its result depends on: the document's bytes, the
profile, the day of receipt, our own code and models. A result that is there need not be
made again, whatever stopped the run that made it.
"""

import hashlib
import json
import logging
import shutil
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extractor import check, classify
from extractor.check import load_profile, profiles
from extractor.errors import BadArtefact, Broken, Defect, ExtractorError, NoSandbox
from extractor.process import Options, screen
from extractor.read import ReadOptions
from extractor.report import Report
from training.evaluation.files import replaced
from training.evaluation.fingerprint import SHOWN
from training.gold import Gold

AUTO = "auto"
"""The profile of gold's provider where there is one of that name, else the generic."""
GENERIC = "generic"
_STATES = 3
_LOG = logging.getLogger(__name__)
_NOT_OF_THE_FILE = (BadArtefact, NoSandbox)
"""Failures of the whole installation: no packet's result, so the run ends."""
_PASSING = frozenset({"timed_out", "out_of_memory", "reader_crashed", "internal_error"})
"""Another run may fare better: such results are told, but tried again."""


@dataclass(frozen=True, slots=True)
class Task:
    """One packet to screen, as plain data: `keep` is the folder of results."""

    path: Path
    profile: str
    received: date | None
    keep: Path
    cache: Path | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A screened packet as kept: a report and the text it was read from, or a code."""

    sha256: str
    report: Report | None
    pages: tuple[str, ...] = ()
    refused: str | None = None
    message: str = ""
    ms: int = 0


_UNIT: TypeAdapter[Unit] = TypeAdapter(Unit)


def profile_for(gold: Gold, provider: str) -> str:
    """The profile a packet is checked with."""
    if provider != AUTO:
        return provider
    named = (gold.get("provider") or "").lower()
    return named if named in profiles() else GENERIC


def warm() -> None:
    """Load what every packet needs, once in a process."""
    classify.classifier()
    check.rules()


def place(task: Task, sha256: str) -> Path:
    """Where the result of a task lies."""
    told = json.dumps([sha256, task.path.name, task.profile, str(task.received)])
    key = hashlib.sha256(told.encode()).hexdigest()
    return task.keep / task.fingerprint[:SHOWN] / key[:2] / f"{key}.json"


def prune(keep: Path, fingerprint: str) -> None:
    """Throw away results of code long gone: those of the last few states stay."""
    folders = [f for f in keep.glob("*") if f.name != fingerprint[:SHOWN]]
    folders.sort(key=lambda f: f.stat().st_mtime, reverse=True)
    for folder in folders[_STATES:]:
        shutil.rmtree(folder, ignore_errors=True)


def known(path: Path) -> Unit | None:
    """The result kept at a place; None where there is none that can be believed."""
    try:
        return _UNIT.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def done(task: Task) -> Path | None:
    """Where a task's result lies, if there is one that need not be made again."""
    data = _bytes(task.path)
    path = place(task, hashlib.sha256(data or b"").hexdigest())
    found = known(path)
    return None if found is None or found.refused in _PASSING else path


def work(task: Task) -> Path:
    """Screen a task's packet unless that was done; tell where its result lies."""
    path = done(task)
    if path is None:
        data = _bytes(task.path)
        path = place(task, hashlib.sha256(data or b"").hexdigest())
        keep(path, _screened(task, data))
    return path


def keep(path: Path, unit: Unit) -> None:
    """Write a result, whole or not at all."""
    with replaced(path) as file:
        file.write(_UNIT.dump_json(unit))


def died(task: Task) -> Path:
    """Keep, for a packet whose screening ended its process, that it did."""
    data = _bytes(task.path) or b""
    sha256 = hashlib.sha256(data).hexdigest()
    path = place(task, sha256)
    keep(path, Unit(sha256, None, refused=Defect.code, message=Defect.says))
    return path


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _screened(task: Task, data: bytes | None) -> Unit:
    sha256 = hashlib.sha256(data or b"").hexdigest()
    if data is None:
        message = f"{task.path.name} cannot be read from disk."
        return Unit(sha256, None, refused=Broken.code, message=message)
    reading = ReadOptions(cache=task.cache, jobs=1)
    options = Options(load_profile(task.profile), reading, task.received)
    begun = time.perf_counter()
    try:
        done = screen(data, task.path.name, options)
    except _NOT_OF_THE_FILE:
        raise
    except ExtractorError as error:
        return Unit(sha256, None, refused=error.code, message=str(error))
    except Exception:  # noqa: BLE001 - a defect of ours must not stop the other packets
        _LOG.exception("screening %s failed", task.path)
        return Unit(sha256, None, refused=Defect.code, message=Defect.says)
    pages = tuple(done.document.page_text(p.number) for p in done.document.pages)
    ms = round((time.perf_counter() - begun) * 1000)
    return Unit(sha256, done.report, pages, ms=ms)
