"""Many uploads: files and folders go in, one outcome per file comes out."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.errors import Broken, Defect, ExtractorError, TooLarge
from extractor.process import Options, Screened, screen
from extractor.read import ReadOptions

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not screened: the code, and what to do about it."""

    name: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `name` tells it from the others of the batch."""

    name: str
    path: Path
    result: Screened | Refusal


def expand(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as given, and every visible file below the folders given, sorted."""
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for below in sorted(path.rglob("*")):
        hidden = any(p.startswith(".") for p in below.relative_to(path).parts)
        if below.is_file() and not hidden:
            yield below


def names(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """File names; where two files share one, all are named from their common folder."""
    plain = tuple(path.name for path in paths)
    if len(set(plain)) == len(plain):
        return plain
    folder = os.path.commonpath([path.absolute().parent for path in paths])
    return tuple(path.absolute().relative_to(folder).as_posix() for path in paths)


def run(
    paths: tuple[Path, ...],
    options: Options,
    *,
    jobs: int,
    done: Callable[[Outcome], None],
) -> tuple[Outcome, ...]:
    """Screen files side by side; `done` is called as each ends, results keep order.

    One file gets all `jobs` for its pages, several share them.
    """
    at_once = max(1, min(jobs, len(paths)))
    inside = replace(options.reading, jobs=max(1, jobs // at_once))
    each = replace(options, reading=inside)

    def work(item: tuple[Path, str]) -> Outcome:
        path, name = item
        outcome = Outcome(name, path, _screen(path, name, each))
        done(outcome)
        return outcome

    with ThreadPoolExecutor(at_once) as pool:
        return tuple(pool.map(work, zip(paths, names(paths), strict=True)))


def _screen(path: Path, name: str, options: Options) -> Screened | Refusal:
    try:
        return screen(_bytes(path, options.reading), path.name, options)
    except ExtractorError as error:
        return Refusal(name, error.code, str(error))
    except Exception:  # noqa: BLE001 - a defect of ours must not stop the other files
        _LOG.exception("screening %s failed", path)
        return Refusal(name, Defect.code, Defect.says)


def _bytes(path: Path, reading: ReadOptions) -> bytes:
    try:
        size = path.stat().st_size
        if size > reading.limits.upload:
            raise TooLarge(f"It has {size} bytes, {reading.limits.upload} are allowed.")
        return path.read_bytes()
    except OSError as error:
        raise Broken("It cannot be read from disk.") from error
