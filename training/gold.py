"""Gold data: one JSON object per packet, from `gold.jsonl` or each `*/gold.json`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
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


def load(folder: Path) -> tuple[Gold, ...]:
    """All gold below a folder, in a fixed order.

    Raises:
        FileNotFoundError: there is neither gold.jsonl nor any sample's gold.json.
    """
    lines = folder / "gold.jsonl"
    found = tuple(_from_lines(lines) if lines.exists() else _from_samples(folder))
    if not found:
        raise FileNotFoundError(f"no gold.jsonl and no */gold.json in {folder}")
    return found


def _from_lines(path: Path) -> Iterator[Gold]:
    for line in path.read_text("utf-8").splitlines():
        labels = json.loads(line)
        yield Gold(labels["id"], path.parent / labels["file"], labels)


def _from_samples(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*/gold.json")):
        labels = json.loads(path.read_text("utf-8"))
        yield Gold(labels["id"], path.parent / labels["file"], labels)
