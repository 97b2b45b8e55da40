"""What is kept of one judged packet: every answer, right or not, and where it stood.

Scores, comparisons and reports are made from records alone.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from training.evaluation.files import replaced


class Verdict(StrEnum):
    """What became of one label."""

    RIGHT = "right"
    WRONG = "wrong"
    """A value was given, another one was wanted."""
    MISSED = "missed"
    INVENTED = "invented"
    """A value was given where there is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words on a page that were given as evidence; box in page points."""

    page: int
    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A single-valued label: what gold says, what was found, how sure, where.

    `unlabelled` marks a value given where gold has null: it may be invented or merely
    not determinable, so it counts as neither right nor wrong.
    """

    what: str
    gold: str | None
    found: str | None
    verdict: Verdict
    confidence: float | None = None
    evidence: tuple[Shown, ...] = ()
    cause: str = ""
    unlabelled: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a set-valued label; `label` is what macro-F1 averages over."""

    what: str
    label: str
    value: str
    verdict: Verdict
    confidence: float | None = None
    evidence: tuple[Shown, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Right ones of so many; errors of so many characters."""

    hit: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class DemandCount:
    """Demands found and labelled, pairs that agree in part, pairs that agree exactly.

    `shared`, `given` and `wanted` count categories over the pairs that agree in part.
    """

    found: int
    labelled: int
    partial: int
    exact: int
    shared: int
    given: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Wrong characters and words against the true text."""

    characters: Count
    words: Count


@dataclass(frozen=True, slots=True)
class Record:
    """One packet, judged. `refused` is the code of an upload without a report."""

    id: str
    file: str
    sha256: str
    slices: dict[str, str]
    held_back: bool
    refused: str | None
    answers: tuple[Answer, ...]
    items: tuple[Item, ...]
    sets: tuple[str, ...]
    """Which set-valued labels gold has here; their sets may be empty."""
    part_pages: Count
    demands: DemandCount | None
    reading: Reading | None
    review: bool
    """True where the report itself calls for a person."""
    ms: int
    versions: dict[str, str] = field(default_factory=dict)


_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


def write(path: Path, records: Iterable[Record]) -> int:
    """Write records one a line, whole or not at all; tell how many."""
    count = 0
    with replaced(path) as file:
        for count, record in enumerate(records, 1):  # noqa: B007 - the last is told
            file.write(_RECORD.dump_json(record) + b"\n")
    return count


def read(path: Path) -> Iterator[Record]:
    """Records of a file, one at a time.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as file:
        for line in file:
            yield _RECORD.validate_json(line)


def as_json(value: object) -> str:
    """A label as text: the same value always the same text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
