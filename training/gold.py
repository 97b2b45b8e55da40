"""Gold data: labelled packets, one JSON object each (docs/evaluation.md)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one packet and where its file lies; `labels` is the JSON object."""

    id: str
    path: Path
    labels: dict[str, Any]

    def get(self, *keys: str) -> Any:  # noqa: ANN401 - JSON
        """A label by its path of keys; None where not labelled."""
        value: Any = self.labels
        for key in keys:
            value = value.get(key) if value else None
        return value

    @property
    def truth(self) -> str | None:
        """The true text, pages parted by form feeds: of a sidecar or of the labels."""
        for name in (f"{self.path.name}.truth.txt", f"{self.path.stem}.truth.txt"):
            sidecar = self.path.with_name(name)
            if sidecar.is_file():
                return sidecar.read_text("utf-8")
        text = self.labels.get("text")
        return "\f".join(text) if isinstance(text, list) else text


class Half(StrEnum):
    """A half of a set: by place in its file, or by a hash of the packet's id."""

    ODD = "odd"
    EVEN = "even"
    LOOK = "look"
    REPORT = "report"


def half_of(index: int, packet_id: str) -> tuple[Half, Half]:
    """The two halves a packet is in; `index` counts from 0 in its file."""
    digest = hashlib.sha256(packet_id.encode()).digest()
    return (
        Half.EVEN if index % 2 else Half.ODD,
        Half.REPORT if digest[0] % 2 else Half.LOOK,
    )


def load(folder: Path) -> tuple[Gold, ...]:
    """All gold of a folder, in a fixed order.

    Raises:
        FileNotFoundError: there is neither gold.jsonl nor any sample's gold.json.
    """
    return tuple(stream(folder))


def stream(place: Path) -> Iterator[Gold]:
    """Gold of a folder or of a .jsonl file, one packet at a time.

    Raises:
        FileNotFoundError: there is neither gold.jsonl nor any sample's gold.json.
    """
    lines = place if place.is_file() else place / "gold.jsonl"
    found = _from_lines(lines) if lines.is_file() else _from_samples(place)
    first = tuple(islice(found, 1))
    if not first:
        raise FileNotFoundError(f"no gold.jsonl and no */gold.json in {place}")
    yield from first
    yield from found


def chosen(place: Path, only: Half | None) -> Iterator[tuple[int, Gold]]:
    """Gold of one half, or all where `only` is None, with its place in its file."""
    for index, gold in enumerate(stream(place)):
        if only is None or only in half_of(index, gold.id):
            yield index, gold


def _from_lines(path: Path) -> Iterator[Gold]:
    with path.open(encoding="utf-8") as file:
        for line in filter(str.strip, file):
            labels = json.loads(line)
            yield Gold(labels["id"], path.parent / labels["file"], labels)


def _from_samples(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*/gold.json")):
        labels = json.loads(path.read_text("utf-8"))
        yield Gold(labels["id"], path.parent / labels["file"], labels)
