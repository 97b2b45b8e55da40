"""Labelled packets: the findings they should have, and their reports."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from extractor.check import Profile
from extractor.errors import ExtractorError
from extractor.process import Options, screen
from extractor.read import ReadOptions
from extractor.report import Report


class Half(StrEnum):
    """Every second packet, counted from 1 in the order of the set."""

    ODD = "odd"
    EVEN = "even"

    def of(self, packets: tuple["Labelled", ...]) -> tuple["Labelled", ...]:
        """The packets of this half."""
        return packets[0 if self is Half.ODD else 1 :: 2]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One packet; `findings` None where nobody labelled them."""

    id: str
    path: Path
    received: date | None
    findings: frozenset[str] | None


def labelled(folder: Path, key: str = "findings") -> tuple[Labelled, ...]:
    """The packets of a gold set (gold.jsonl or */gold.json); none where it is none."""
    lines = folder / "gold.jsonl"
    if lines.is_file():
        texts = lines.read_text("utf-8").splitlines()
        return tuple(_packet(json.loads(t), folder, key) for t in texts if t.strip())
    found = sorted(folder.glob("*/gold.json"))
    return tuple(
        _packet(json.loads(p.read_text("utf-8")), p.parent, key) for p in found
    )


def _packet(content: dict[str, Any], folder: Path, key: str) -> Labelled:
    received, findings = content.get("received"), content.get(key)
    return Labelled(
        id=content["id"],
        path=folder / content["file"],
        received=date.fromisoformat(received) if received else None,
        findings=None if findings is None else frozenset(findings),
    )


def screened(
    packet: Labelled, profile: Profile, refused: Callable[[str, str], None]
) -> Report | None:
    """The packet's report; one that is refused is told, and has none."""
    options = Options(profile, ReadOptions(cache=Path(".cache/read")), packet.received)
    try:
        return screen(packet.path.read_bytes(), packet.path.name, options).report
    except (OSError, ExtractorError) as error:
        refused(packet.id, str(error))
        return None
